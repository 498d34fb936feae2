import type { SourceFile, Span } from "../../../source/index.js";
import { readLines, type Column, type List } from "./columns.js";

/** One line of the file that modparam("permissions", "address_file") names: who is trusted in a group. */
export interface AddressEntry {
  readonly at: Span;
  readonly group: Column<number>;
  /** An address, or a name that is looked up. */
  readonly address: Column<string>;
  /** Bits; the whole address where absent or 0. */
  readonly mask: Column<number> | null;
  /** 0 or absent: any. */
  readonly port: Column<number> | null;
  readonly tag: Column<string> | null;
}

/** Reads `group address mask port tag` (permissions, address.c: reload_address_file_table). Never throws. */
export function readAddressList(file: SourceFile): List<AddressEntry> {
  return readLines(file, (columns, report) => {
    const group = columns.number();
    if (group.at.start === group.at.end) report(columns.line, "silent", "group-missing", "the line does not begin with the number of a group: it counts for group 0");
    if (columns.ended) {
      report(columns.line, "fatal", "address-missing", "there is no address in this line; the whole list is refused");
      return null;
    }
    const entry = { at: columns.line, group, address: columns.word(), mask: columns.optional(() => columns.number()), port: columns.optional(() => columns.number()), tag: columns.optional(() => columns.word()) };
    const { address, mask } = entry;
    if (/^[\d.]+\/|:.*\/|^\./.test(address.value)) report(address.at, "silent", "address-name", `${address.value} is no address and is taken for a name: the mask stands in a column of its own`);
    const most = address.value.includes(":") ? 128 : /^\d+(?:\.\d+){3}$/.test(address.value) ? 32 : null;
    if (mask !== null && most !== null && mask.value > most) report(mask.at, "fatal", "mask-invalid", `a mask of ${mask.value} is longer than the address; the whole list is refused`);
    return entry;
  });
}
