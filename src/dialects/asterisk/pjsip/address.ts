/** An entry of an access list as ast_append_ha() of main/acl.c holds it. */
export interface AclEntry {
  /** `!` before the address turns permit into deny and back. */
  readonly inverted: boolean;
  /** Canonical text of the network address: dotted, or an expanded IPv6 address in lower case. */
  readonly address: string;
  readonly family: 4 | 6;
  /** Prefix length; null for a dotted mask with holes. */
  readonly bits: number | null;
}

/** Reads one comma-separated element, which the engine does not trim. @returns null where the engine calls it an error */
export function readAclEntry(text: string): AclEntry | null {
  const slash = text.indexOf("/");
  const head = slash < 0 ? text : text.slice(0, slash);
  const mask = slash < 0 ? null : text.slice(slash + 1);
  const inverted = head.startsWith("!");
  const address = readAddress(inverted ? head.slice(1) : head);
  if (address === null) return null;
  const size = address.bytes.length;
  const kept = mask === null ? { bytes: Array<number>(size).fill(255), prefix: size * 8 } : readMask(mask, size);
  if (kept === null) return null;
  const network = address.bytes.map((byte, index) => byte & (kept.bytes[index] ?? 255));
  return { inverted, family: size === 4 ? 4 : 6, address: printed(network), bits: kept.prefix };
}

interface Bytes {
  readonly bytes: readonly number[];
}

/** ast_sockaddr_parse() with a numeric host and no port; an IPv4-mapped address counts as IPv4. */
function readAddress(text: string): Bytes | null {
  const host = hostOf(text);
  if (host === null) return null;
  const bytes = readV4(host) ?? readV6(host.replace(/%.*$/, ""));
  if (bytes === null) return null;
  const mapped = bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return { bytes: mapped ? bytes.slice(12) : bytes };
}

/** Brackets go; exactly one colon would be a port, which is an error here. */
function hostOf(text: string): string | null {
  if (text.startsWith("[")) {
    const close = text.indexOf("]");
    if (close >= 0 && text[close + 1] === ":") return null;
    return close < 0 ? text.slice(1) : text.slice(1, close);
  }
  return text.split(":").length === 2 ? null : text;
}

/** inet_aton(): one to four numbers, decimal, octal or hexadecimal, the last of which fills what is left. */
export function readV4(text: string): number[] | null {
  const parts = text.split(".");
  if (parts.length > 4) return null;
  const values = parts.map((part) => (/^(0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)$/i.test(part) ? Number.parseInt(part, /^0x/i.test(part) ? 16 : part.startsWith("0") ? 8 : 10) : NaN));
  const last = values.pop() ?? NaN;
  if (Number.isNaN(last) || values.some((value) => Number.isNaN(value) || value > 255) || last >= 256 ** (4 - values.length)) return null;
  for (let shift = 3 - values.length; shift >= 0; shift -= 1) values.push(Math.floor(last / 256 ** shift) % 256);
  return values;
}

export function readV6(text: string): number[] | null {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const v4 = tail === null ? null : readV4(tail[2] ?? "");
  if (tail !== null && v4 === null) return null;
  const plain = v4 === null ? text : `${tail?.[1] ?? ""}${hexPair(v4, 0)}:${hexPair(v4, 2)}`;
  const halves = plain.split("::");
  if (halves.length > 2 || !/^[0-9a-f:]+$/i.test(plain)) return null;
  const [head = [], rest] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const groups = rest === undefined ? head : [...head, ...Array<string>(Math.max(0, 8 - head.length - rest.length)).fill("0"), ...rest];
  if (groups.length !== 8 || groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group)) || (rest !== undefined && head.length + rest.length > 7)) return null;
  return groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
}

const hexPair = (bytes: readonly number[], at: number): string => (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16);

function readMask(mask: string, size: number): { readonly bytes: readonly number[]; readonly prefix: number | null } | null {
  if (mask.includes(":") || mask.includes(".")) {
    const read = readAddress(mask);
    if (read === null || read.bytes.length !== size) return null;
    const binary = read.bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
    return { bytes: read.bytes, prefix: /^1*0*$/.test(binary) ? binary.replace(/0/g, "").length : null };
  }
  const match = /^\s*\+?(\d{1,30})/.exec(mask); // sscanf("%30d") takes a number and forgets what follows
  const prefix = match === null ? NaN : Number(match[1]);
  if (Number.isNaN(prefix) || prefix > size * 8) return null;
  return { bytes: Array.from({ length: size }, (_, index) => (0xff00 >> Math.max(0, Math.min(8, prefix - index * 8))) & 255), prefix };
}

export function printed(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  return Array.from({ length: 8 }, (_, group) => hexPair(bytes, group * 2)).join(":");
}
