import type { Block } from "../block.js";

/** Keys of blocks that a finding can name though nobody wrote them. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  "": ["engines", "nodes", "link", "networks", "listeners", "tls", "media", "auth", "accounts", "trunks", "calling", "limits", "management"],
  "engines": ["asterisk", "kamailio", "firewall"],
  "link": ["protocol", "certificate", "key", "ca"],
  "tls": ["certificate", "key", "ca", "clientCertificates", "minimum"],
  "media": ["encryption", "ports"],
  "auth": ["realm", "algorithms"],
  "calling": ["home", "timezone", "emergency", "plans"],
  "limits": ["register", "invite", "ban"],
  "limits.register": ["rate", "burst"],
  "limits.invite": ["rate", "burst"],
  "limits.ban": ["after", "for", "at-most"],
  "management": ["ssh", "ami"],
  "management.ssh": ["port", "from"],
  "management.ami": ["port", "from"],
};

/** Keys of each named thing below these sections. */
const KEYS_BELOW: Readonly<Record<string, readonly string[]>> = {
  "nodes": ["runs", "public", "private"],
  "networks": ["role", "cidrs"],
  "listeners": ["node", "protocol", "address", "port", "from"],
  "accounts": ["name", "secret", "listener", "calling", "media"],
  "trunks": ["listener", "peers", "authentication", "username", "secret", "inbound", "media"],
  "calling.plans": ["allow", "deny", "trunk", "hours", "concurrent"],
};

/** The first word of a path that leads nowhere, and what could stand there. */
export interface Missing {
  readonly word: string;
  /** The word and all that follows: names may hold dots. */
  readonly rest: string;
  readonly inside: string;
  readonly known: readonly string[];
}

const LONGEST_PATH = 300;

/** Follows a dotted path; null where it leads to something. Names may hold dots themselves: the longest that fits counts. */
export function findPath(root: Block, path: string): Missing | null {
  let block = root;
  let keys = KEYS[""] ?? [];
  let rest = path.slice(0, LONGEST_PATH);
  while (rest !== "") {
    const word = longestKey(rest, (key) => block.has(key) || keys.includes(key));
    if (word === null) return { word: rest.split(".")[0] ?? rest, rest, inside: block.path, known: [...new Set([...block.keys(), ...keys])] };
    keys = KEYS_BELOW[block.path] ?? KEYS[block.pathOf(word)] ?? [];
    block = block.block(word);
    rest = rest.slice(word.length + 1);
  }
  return null;
}

function longestKey(rest: string, isKey: (key: string) => boolean): string | null {
  for (let end = rest.length; end > 0; end = rest.lastIndexOf(".", end - 1)) {
    const key = rest.slice(0, end);
    if (isKey(key)) return key;
    if (!key.includes(".")) return null;
  }
  return null;
}
