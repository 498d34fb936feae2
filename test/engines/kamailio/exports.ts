import { readFileSync } from "node:fs";

/** What a built module offers to a configuration, read from its `exports` table without running any of it. */
export interface Exports {
  /** The name that modparam() matches. */
  readonly name: string;
  readonly functions: readonly ExportedFunction[];
  readonly params: readonly ExportedParam[];
  readonly variables: readonly ExportedVariable[];
}

export interface ExportedVariable {
  readonly name: string;
  readonly writable: boolean;
}

export interface ExportedFunction {
  readonly name: string;
  /** Number of arguments; -1 where any number is taken. */
  readonly args: number;
  /** Bits of src/core/route.h. */
  readonly routes: number;
  /** Its arguments are prepared when the configuration is read, and cannot be prepared anew for each request. */
  readonly prepared: boolean;
}

export interface ExportedParam {
  readonly name: string;
  /** Bits of src/core/sr_module.h: 1 string, 2 integer, 4 str; the topmost one where a function takes it. */
  readonly type: number;
}

/** Reads the `exports` symbol of a 64-bit little-endian shared object (struct module_exports, src/core/sr_module.h). */
export function readExports(path: string): Exports | null {
  const image = new Image(readFileSync(path));
  const name = path.replace(/^.*\//, "").replace(/\.so$/, "");
  const at = image.symbol("exports") ?? image.symbol(`_${name}_exports`);
  if (at === null) return null;
  const commands = image.pointer(at + 16);
  const params = image.pointer(at + 24);
  return {
    name: image.text(image.pointer(at) ?? 0) ?? name,
    functions: rows(image, commands, 48, (row, of) => ({
      name: of, args: image.int(row + 16), routes: image.int(row + 40) >>> 0, prepared: image.refers(row + 24) && !image.refers(row + 32) && !SAFE.test(image.symbolAt(row + 24) ?? ""),
    })),
    params: rows(image, params, 24, (row, of) => ({ name: of, type: image.int(row + 8) >>> 0 })),
    variables: rows(image, image.pointer(at + 40), 72, (row, of) => ({ name: of, writable: image.refers(row + 32) })),
  };
}

/** The core's own fixups that a call can make anew for each request (src/core: is_fparam_rve_fixup, get_fixup_free, mod_fix_get_fixup_free). */
const SAFE = /^fixup_((var_(str|pve_str|int)|int|str|regex)_(1|2|12)|str_null|str_str|regexp_null|pvar_(null|pvar|str|str_str)|igp_(igp|null|pvar|pvar_pvar)|spve_(spve|null|str))$/;

function rows<T>(image: Image, start: number | null, size: number, read: (at: number, name: string) => T): T[] {
  const found: T[] = [];
  for (let row = start; row !== null; row += size) {
    const name = image.pointer(row);
    const text = name === null ? null : image.text(name);
    if (text === null) break;
    found.push(read(row, text));
  }
  return found;
}

interface Segment { readonly address: number; readonly offset: number; readonly size: number }

/** R_X86_64_RELATIVE and R_AARCH64_RELATIVE: the addend is the address. */
const RELATIVE: ReadonlySet<number> = new Set([8, 1027]);

/** A shared object as the loader would lay it out, at address 0. */
class Image {
  private readonly segments: readonly Segment[];
  private readonly relocations: ReadonlyMap<number, number | null>;
  private readonly symbols: ReadonlyMap<string, number>;
  private readonly addresses: readonly { readonly name: string; readonly at: number }[];
  private readonly names = new Map<number, string>();

  constructor(private readonly bytes: Buffer) {
    const sections = this.sections();
    this.segments = this.loaded();
    const dynsym = sections.find(({ type }) => type === 11);
    const strings = dynsym === undefined ? undefined : sections[dynsym.link];
    const symbols = new Map<string, number>();
    const addresses: { name: string; at: number }[] = [];
    for (let at = dynsym?.offset ?? 0; dynsym !== undefined && strings !== undefined && at < dynsym.offset + dynsym.size; at += 24) {
      const defined = this.bytes.readUInt16LE(at + 6) !== 0;
      const name = this.string(strings.offset + this.bytes.readUInt32LE(at));
      addresses.push({ name, at: defined ? this.long(at + 8) : 0 });
      if (defined) symbols.set(name, this.long(at + 8));
    }
    this.symbols = symbols;
    this.addresses = addresses;
    this.relocations = this.readRelocations(sections.filter(({ type }) => type === 4));
  }

  symbol(name: string): number | null {
    return this.symbols.get(name) ?? null;
  }

  /** The address that a pointer holds once loaded; null for NULL or where another object gives it. */
  pointer(address: number): number | null {
    return this.relocations.get(address) ?? null;
  }

  /** Whether a pointer is not NULL. */
  refers(address: number): boolean {
    return this.relocations.has(address);
  }

  /** The name that a pointer is bound to, where it is bound by name. */
  symbolAt(address: number): string | null {
    return this.names.get(address) ?? null;
  }

  int(address: number): number {
    const offset = this.offsetOf(address);
    return offset === null ? 0 : this.bytes.readInt32LE(offset);
  }

  text(address: number): string | null {
    const offset = this.offsetOf(address);
    return offset === null ? null : this.string(offset);
  }

  private offsetOf(address: number): number | null {
    const segment = this.segments.find((one) => address >= one.address && address < one.address + one.size);
    return segment === undefined ? null : segment.offset + address - segment.address;
  }

  private long(offset: number): number {
    return Number(this.bytes.readBigUInt64LE(offset));
  }

  private string(offset: number): string {
    return this.bytes.toString("latin1", offset, this.bytes.indexOf(0, offset));
  }

  private sections(): { readonly type: number; readonly offset: number; readonly size: number; readonly link: number }[] {
    const start = this.long(40);
    return Array.from({ length: this.bytes.readUInt16LE(60) }, (_, index) => {
      const at = start + index * this.bytes.readUInt16LE(58);
      return { type: this.bytes.readUInt32LE(at + 4), offset: this.long(at + 24), size: this.long(at + 32), link: this.bytes.readUInt32LE(at + 40) };
    });
  }

  private loaded(): Segment[] {
    const start = this.long(32);
    return Array.from({ length: this.bytes.readUInt16LE(56) }, (_, index) => start + index * this.bytes.readUInt16LE(54))
      .filter((at) => this.bytes.readUInt32LE(at) === 1)
      .map((at) => ({ offset: this.long(at + 8), address: this.long(at + 16), size: this.long(at + 32) }));
  }

  private readRelocations(sections: readonly { readonly offset: number; readonly size: number }[]): Map<number, number | null> {
    const found = new Map<number, number | null>();
    for (const { offset, size } of sections) {
      for (let at = offset; at < offset + size; at += 24) {
        const type = this.bytes.readUInt32LE(at + 8);
        const symbol = this.addresses[this.bytes.readUInt32LE(at + 12)];
        const elsewhere = symbol === undefined || symbol.at === 0;
        found.set(this.long(at), RELATIVE.has(type) ? this.long(at + 16) : elsewhere ? null : symbol.at + this.long(at + 16));
        if (symbol !== undefined && !RELATIVE.has(type)) this.names.set(this.long(at), symbol.name);
      }
    }
    return found;
  }
}
