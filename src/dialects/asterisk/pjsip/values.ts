import { readAclEntry, readV4, readV6 } from "./address.js";
import { type AsteriskVersion, knownSince, type OptionFact } from "./option.js";
import { ALGORITHMS, CODECS, IDENTIFY_BY, isFalse, isTrue, PRIVACY, TOS, WORD_SINCE, type WordKind, type Words, WORDS } from "./words.js";

/** What the engine makes of one value. */
export type Reading =
  /** Taken; `held` is its canonical form, null where this reader does not work it out. */
  | { readonly kind: "taken"; readonly held: string | null }
  /** An error: the object is dropped. */
  | { readonly kind: "bad"; readonly because: string }
  /** Depends on what is not in the file: another file, a name server, how the engine was built. */
  | { readonly kind: "unknown"; readonly because: string };

const taken = (held: string | null): Reading => ({ kind: "taken", held });
const bad = (because: string): Reading => ({ kind: "bad", because });
const unknown = (because: string): Reading => ({ kind: "unknown", because });

/**
 * Reads one value as the option's handler does.
 * @param name in lower case: a few handlers decide by it
 */
export function readValue(name: string, fact: OptionFact, value: string, version: AsteriskVersion): Reading {
  switch (fact.kind) {
    case "bool":
      return taken(isTrue(value) ? "true" : "false");
    case "yesno":
      return taken(isTrue(value) ? "yes" : "no");
    case "uint":
    case "int":
      return readNumber(value, fact);
    case "double":
      return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? taken(value) : bad("it is no number");
    case "dtls-number":
      return /^\s*[+-]?\d/.test(value) ? taken(String(Number.parseInt(value, 10))) : bad("it is no number");
    case "tos":
      return /^\s*[+-]?\d/.test(value) || TOS.includes(value.toLowerCase()) ? taken(null) : bad("it is neither a number nor a DSCP name");
    case "privacy":
      return PRIVACY.includes(value.toLowerCase()) ? taken(value.toLowerCase()) : /^\s*[+-]?\d/.test(value) ? taken(null) : bad(`the words are ${PRIVACY.join(", ")}`);
    case "acl":
      return readAcl(name, value);
    case "endpoint-acl":
      return value === "" ? taken("") : readAcl(name, value);
    case "networks":
      return value === "" ? taken("") : readAcl("deny", value);
    case "match":
      return readMatch(value);
    case "address":
      return readBind(value);
    case "algorithms":
      return readAlgorithms(value);
    case "password-digest":
      return readDigest(name, value, version);
    case "codecs":
      return readCodecs(name, value);
    case "contacts":
      return readContacts(value);
    case "identify-by":
      return readList(value, IDENTIFY_BY.filter((word) => knownSince(WORD_SINCE[`identify-by ${word}`], version)));
    case "redirect-methods":
      return readList(value, ["message"]);
    case "names":
      return taken(parts(value).join(","));
    case "variable":
      return value === "" || value.includes("=") ? taken(null) : bad("it needs the form NAME=VALUE");
    case "from-user":
      return /^[a-z0-9\-._~%!$&'()*+,;=:]*$/i.test(value) ? taken(value) : bad("it holds a character that no URI's user part may hold");
    case "call-offer":
      return ["local", "local_first", "remote", "remote_first", ...(name.startsWith("outgoing") ? ["local_merge", "remote_merge"] : [])].includes(value) ? taken(value) : bad("it is none of the words that the option takes");
    case "file":
      return value === "" ? taken("") : unknown("the file must be there and readable");
    case "ciphers":
      return parts(value).length === 0 ? taken("") : unknown("the engine's TLS library must know every cipher");
    case "expression":
      return value === "" ? taken("") : unknown("the regular expression must compile");
    case "codec-preferences":
    case "security-mechanisms":
      return value === "" ? taken("") : unknown("this reader does not check the grammar of the value");
    case "text":
    case "any":
      return taken(value);
    case "ignored":
    case "caller-id":
    case "groups":
    case "named-groups":
    case "list":
    case "stir-shaken":
      return taken(null);
    case "100rel":
    case "auth-type":
    case "dtls-fingerprint":
    case "dtls-setup":
    case "dtls-verify":
    case "dtmf":
    case "glare":
    case "media-encryption":
    case "overload":
    case "protocol":
    case "redirect":
    case "refresh-method":
    case "security-negotiation":
    case "t38-correction":
    case "timers":
    case "tls-method":
      return readWord(fact.kind, value, version);
  }
}

const parts = (value: string): string[] => value.split(",").map((part) => part.trim()).filter((part) => part !== "");

function readWord(kind: WordKind, value: string, version: AsteriskVersion): Reading {
  const words: Words = WORDS[kind];
  const key = words.cased === true ? value : value.toLowerCase();
  const held = Object.hasOwn(words.held, key) ? words.held[key] : undefined;
  if (held !== undefined) {
    const since = WORD_SINCE[`${kind} ${key}`];
    if (since !== undefined && !knownSince(since, version)) return bad(`Asterisk ${version} does not know this word`);
    return key === "google_oauth" ? unknown("the engine must be built with OAuth") : taken(held);
  }
  if (words.switches === true && isTrue(value)) return taken("yes");
  if (words.switches === true && isFalse(value)) return taken("no");
  if (words.lenient === true) return taken(null);
  return bad(`the words are ${[...(words.switches === true ? ["yes", "no"] : []), ...Object.keys(words.held).filter(Boolean)].join(", ")}`);
}

/** strtol() with base 0: decimal, 0x, leading 0 for octal; nothing may follow. */
function readNumber(value: string, { kind, range }: OptionFact): Reading {
  const match = /^[\x00-\x20]*([+-]?)(0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)$/i.exec(value);
  if (match === null || (kind === "uint" && match[1] === "-")) return bad(kind === "uint" ? "it is no whole number from 0 on" : "it is no whole number");
  const digits = match[2] ?? "0";
  const size = Number.parseInt(digits, /^0x/i.test(digits) ? 16 : digits.startsWith("0") ? 8 : 10);
  const number = match[1] === "-" ? -size : size;
  const [least, most] = range ?? (kind === "uint" ? [0, 2 ** 32 - 1] : [-(2 ** 31), 2 ** 31 - 1]);
  return number < least || number > most ? bad(`it must lie from ${least} to ${most}`) : taken(String(number));
}

/** ast_append_acl(): lists of addresses are not trimmed, lists of names are. */
function readAcl(name: string, value: string): Reading {
  if (name.endsWith("acl")) return taken(value.split(",").map((part) => part.trimStart()).join(","));
  for (const part of value.split(",")) {
    if (readAclEntry(part) !== null) continue;
    if (part === "") return bad("an element of the list is empty");
    return bad(part.trim() !== part && readAclEntry(part.trim()) !== null ? `the blank around \`${part.trim()}\` makes it no address` : `\`${part}\` is no address or network`);
  }
  return taken(value);
}

function readMatch(value: string): Reading {
  let open: Reading | null = null;
  for (const part of parts(value)) {
    if (readAclEntry(part) !== null || (!part.includes("/") && readAclEntry(part.replace(/:\d+$/, "")) !== null)) continue;
    if (part.includes("/")) return bad(`\`${part}\` is no network`);
    open = unknown(`\`${part}\` must resolve`);
  }
  return open ?? taken(parts(value).join(","));
}

/** pj_sockaddr_parse(): an address with or without a port; names are looked up. */
function readBind(value: string): Reading {
  const match = /^(?:\[([^\]]*)\]|([^:]*)|([^[\]]*:[^[\]]*:[^[\]]*))(?::(\d*))?$/.exec(value);
  if (match === null) return bad("it is no address with a port");
  if (Number(match[4] ?? 0) > 65535) return bad("the port is beyond 65535");
  const host = match[1] ?? match[2] ?? match[3] ?? "";
  const plain = host.replace(/%.*$/, "");
  return host === "" || readV4(plain) !== null || readV6(plain) !== null ? taken(value) : unknown("the name must resolve");
}

function readAlgorithms(value: string): Reading {
  const named = parts(value).map((part) => ALGORITHMS.find((known) => known.toLowerCase() === part.toLowerCase()) ?? null);
  return named.includes(null) ? bad(`the algorithms are ${ALGORITHMS.join(", ")}`) : taken(named.join(","));
}

function readDigest(name: string, value: string, version: AsteriskVersion): Reading {
  if (name === "md5_cred" && !knownSince("20.12 21.7 22.2 23", version)) return taken(value);
  for (const part of parts(value)) {
    const colon = part.indexOf(":");
    const algorithm = colon < 0 ? "md5" : part.slice(0, colon).trim().toLowerCase();
    const length = { md5: 32, "sha-256": 64, "sha-512-256": 64 }[algorithm];
    if (length === undefined) return bad(`the algorithms are ${ALGORITHMS.join(", ")}`);
    if (part.slice(colon + 1).trim().length !== length) return bad(`a digest of ${algorithm.toUpperCase()} has ${length} hexadecimal digits`);
  }
  return taken(null);
}

function readCodecs(name: string, value: string): Reading {
  if (value === "" && name === "disallow") return taken("");
  for (const part of value.replace(/^\((.*)\)$/, "$1").split(/[,|]/)) {
    const codec = part.trim().replace(/^!/, "");
    const colon = codec.lastIndexOf(":");
    if (colon >= 0 && !/^\s*\+?\d/.test(codec.slice(colon + 1))) return bad(`\`${part.trim()}\` has no packet time after the colon`);
    const format = (colon < 0 ? codec : codec.slice(0, colon)).toLowerCase();
    if (format !== "all" && !CODECS.has(format)) return bad(format === "" ? "an element of the list is empty" : `\`${format}\` is no codec`);
  }
  return taken(null);
}

function readContacts(value: string): Reading {
  const wrong = parts(value).find((part) => !/^sips?:/i.test(part));
  return wrong === undefined ? taken(null) : bad(`\`${wrong}\` does not begin with sip: or sips:`);
}

function readList(value: string, words: readonly string[]): Reading {
  const named = [...new Set(parts(value).map((part) => part.toLowerCase()))];
  const wrong = named.find((part) => !words.includes(part));
  return wrong === undefined ? taken(named.join(",")) : bad(`\`${wrong}\` is none of ${words.join(", ")}`);
}
