import { Unreadable, type Cursor } from "./cursor.js";

/** Headers whose fields are selectors: the header, then the field. */
const HEADERS: ReadonlySet<string> = new Set([
  "ip", "ip6", "tcp", "udp", "udplite", "th", "icmp", "icmpv6", "igmp", "ether", "arp", "vlan", "ah", "esp", "comp", "dccp", "sctp", "gre", "geneve", "gretap", "vxlan",
]);
/** Keys of `meta` that may stand without it. */
const META: ReadonlySet<string> = new Set([
  "iif", "oif", "iifname", "oifname", "iiftype", "oiftype", "mark", "skuid", "skgid", "rtclassid", "ibrname", "obrname", "pkttype", "cpu", "iifgroup", "oifgroup", "cgroup",
]);
const EXTENSIONS: ReadonlySet<string> = new Set(["hbh", "frag", "dst", "mh", "srh"]);

/** The name of the selector that stands here, spelt as in the model; null where there is none. */
export function readSelector(cursor: Cursor): string | null {
  const token = cursor.peek();
  if (token === undefined) return null;
  if (cursor.at("@") && /^(?:ll|nh|th|ih)$/.test(cursor.peek(1)?.text ?? "") && cursor.at(",", 2)) return rawBits(cursor);
  if (token.kind !== "word") return null;
  const follows = cursor.peek(1)?.kind === "word";
  const { text } = token;
  if (META.has(text)) return words(cursor, 1, "meta ");
  if (!follows) return null;
  if (text === "meta" || text === "socket") return words(cursor, 2);
  if (text === "osf") return words(cursor, 2);
  if (text === "ct") return words(cursor, /^(?:original|reply)$/.test(cursor.peek(1)?.text ?? "") ? (/^ip6?$/.test(cursor.peek(2)?.text ?? "") ? 4 : 3) : 2);
  if (text === "fib") return fib(cursor);
  if (text === "rt") return words(cursor, 2);
  if (text === "exthdr") return words(cursor, 2);
  if (EXTENSIONS.has(text)) return `exthdr ${words(cursor, 2)}`;
  if ((text === "tcp" || text === "ip") && cursor.at("option", 1)) return option(cursor);
  if (text === "sctp" && cursor.at("chunk", 1)) return words(cursor, 3);
  if (text === "numgen") return numgen(cursor);
  if (text === "jhash" || text === "symhash") return hash(cursor);
  return HEADERS.has(text) ? words(cursor, 2) : null;
}

function words(cursor: Cursor, count: number, before = ""): string {
  return before + Array.from({ length: count }, () => cursor.name()).join(" ");
}

/** `@th,64,32` */
function rawBits(cursor: Cursor): string {
  cursor.take();
  const base = cursor.name();
  cursor.expect(",");
  const offset = cursor.name();
  cursor.expect(",");
  return `@${base},${offset},${cursor.name()}`;
}

/** `fib saddr . iif oif` */
function fib(cursor: Cursor): string {
  cursor.take();
  const keys = [cursor.name()];
  while (cursor.accept(".")) keys.push(cursor.name());
  return `fib ${keys.join(" . ")} ${cursor.name()}`;
}

/** `tcp option maxseg size`, `tcp option sack-perm missing` */
function option(cursor: Cursor): string {
  const name = words(cursor, 3);
  const field = cursor.peek();
  const hasField = field?.kind === "word" && !["exists", "missing", "set", "vmap", "map"].includes(field.text);
  return hasField ? `${name} ${cursor.name()}` : name;
}

/** `jhash ip saddr . ip daddr mod 2 seed 0x1 offset 3`, `symhash mod 2` */
function hash(cursor: Cursor): string {
  const { text } = cursor.take();
  while (!cursor.at("mod")) {
    if (cursor.atEnd()) throw new Unreadable("mod is missing");
    cursor.take();
  }
  for (const word of ["mod", "seed", "offset"]) if (cursor.accept(word)) cursor.name();
  return text;
}

/** `numgen random mod 10 offset 2` */
function numgen(cursor: Cursor): string {
  cursor.take();
  cursor.name();
  if (!cursor.accept("mod")) throw new Unreadable("mod is missing");
  cursor.name();
  if (cursor.accept("offset")) cursor.name();
  return "numgen";
}
