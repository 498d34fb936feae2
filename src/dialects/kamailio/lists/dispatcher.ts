import type { SourceFile, Span } from "../../../source/index.js";
import { readLines, type Column, type List } from "./columns.js";

/** One line of the file that modparam("dispatcher", "list_file") names: a destination of a set. */
export interface DispatcherEntry {
  readonly at: Span;
  readonly set: Column<number>;
  readonly uri: Column<string>;
  readonly flags: Column<number> | null;
  readonly priority: Column<number> | null;
  /** `name=value;name=value`. */
  readonly attributes: Column<string> | null;
}

/** Reads `set uri flags priority attributes` (dispatcher, dispatch.c: ds_load_list). Never throws. */
export function readDispatcherList(file: SourceFile): List<DispatcherEntry> {
  return readLines(file, (columns, report) => {
    const set = columns.number();
    if (set.at.start === set.at.end) report(columns.line, "silent", "set-missing", "the line does not begin with the number of a set: it counts for set 0");
    if (columns.ended) {
      report(columns.line, "fatal", "destination-missing", "there is no destination in this line; the whole list is refused");
      return null;
    }
    const uri = columns.word();
    if (!/^sips?:./i.test(uri.value)) report(uri.at, "silent", "destination-invalid", `${uri.value} is no SIP URI and is left out`);
    return { at: columns.line, set, uri, flags: columns.optional(() => columns.number()), priority: columns.optional(() => columns.number()), attributes: columns.optional(() => columns.word(/\s/)) };
  });
}
