import type { NetworkRole } from "../../posture/index.js";
import type { Span } from "../../source/index.js";
import { familiesCovered, parseRange, withoutOverlap, type Range } from "../addresses.js";
import type { Block, Located } from "../block.js";
import { isWrong } from "../grammar/units.js";
import type { Network } from "../types.js";
import { reportWrong, type Context } from "./context.js";

export const NETWORK_ROLES = ["phones", "trunk", "peers", "management"] as const satisfies readonly NetworkRole[];

/** A range with the place that wrote it. */
export interface WrittenRange {
  readonly range: Range;
  readonly at: Span;
  readonly network: string;
  readonly role: NetworkRole;
}

export interface Networks {
  /** Those of the policy in the order of the file, then `world` and `localhost`. */
  readonly all: readonly Network[];
  readonly byName: ReadonlyMap<string, Network>;
  readonly ranges: readonly WrittenRange[];
}

export function resolveNetworks(root: Block, context: Context): Networks {
  const block = root.block("networks");
  const ranges: WrittenRange[] = [];
  const own = [...block.named()].flatMap(({ name, block: network }) => resolveNetwork(name, network, ranges, context));
  const all = [...own, ...builtIn(block.at)];
  return { all, byName: new Map(all.map((network) => [network.name, network])), ranges };
}

function resolveNetwork(name: string, block: Block, ranges: WrittenRange[], { problems }: Context): readonly Network[] {
  if (name === "world" || name === "localhost") {
    problems.error("network-reserved", block.at, `${block.path}: ${name} is built in and cannot be defined`, { hint: `choose another name, or use the built-in ${name}` });
  }
  const role = block.word("role", NETWORK_ROLES)?.value ?? "unknown";
  const written: WrittenRange[] = [];
  for (const item of block.texts("cidrs")?.items ?? []) {
    const range = parseRange(item.value);
    if (isWrong(range)) reportWrong(problems, "address-invalid", item, range);
    else written.push({ range, at: item.at, network: name, role });
  }
  if (!refuseWholeWorld(block, written, problems)) for (const one of written) ranges.push(one);
  const kept = withoutOverlap(written.map(({ range }) => range));
  return [{ name, path: block.path, at: block.at, role, v4: textsOf(kept, 4), v6: textsOf(kept, 6) }];
}

function refuseWholeWorld(block: Block, written: readonly WrittenRange[], problems: Context["problems"]): boolean {
  const families = familiesCovered(written.map(({ range }) => range));
  for (const family of families) {
    const alone = written.find(({ range }) => range.family === family && range.prefix === 0);
    const message = `${block.path} ${alone === undefined ? "adds up to" : "holds"} every IPv${family} address there is`;
    problems.error("network-is-world", alone?.at ?? block.at, message, { hint: "name `world` in `from` where everybody is meant: it has to be visible there" });
  }
  return families.length > 0;
}

function builtIn(at: Span): readonly Network[] {
  return [
    { name: "world", path: "networks", at, role: "world", v4: ["0.0.0.0/0"], v6: ["::/0"] },
    { name: "localhost", path: "networks", at, role: "localhost", v4: ["127.0.0.0/8"], v6: ["::1/128"] },
  ];
}

function textsOf(ranges: readonly Range[], family: 4 | 6): readonly string[] {
  return ranges.filter((range) => range.family === family).map(({ text }) => text);
}

/** The networks that a `from` names. */
export function resolveFrom(block: Block, networks: Networks, { problems }: Context): { readonly value: readonly Network[]; readonly at: Span } | null {
  const list = block.texts("from");
  if (list === null) return null;
  const found = new Map<string, { readonly network: Network; readonly item: Located<string> }>();
  for (const item of list.items) {
    const network = networks.byName.get(item.value);
    const first = found.get(item.value);
    if (network === undefined) reportUnknown(item, networks, problems);
    else if (first !== undefined) problems.error("meaning-repeated", item.at, `${list.path} names ${JSON.stringify(item.value)} twice`, { hint: "name it once", related: [{ at: first.item.at, note: "first named here" }] });
    else found.set(item.value, { network, item });
  }
  return { value: [...found.values()].map(({ network }) => network), at: list.at };
}

function reportUnknown(item: Located<string>, networks: Networks, problems: Context["problems"]): void {
  if (!isWrong(parseRange(item.value)) || /^[0-9.]+$/.test(item.value)) {
    problems.error("reference-address", item.at, `${item.path}: addresses are written under networks alone`, { hint: `give ${item.value} a name under networks, and write that name here` });
  } else {
    problems.unknownName(item.at, item.path, "network", item.value, [...networks.byName.keys()]);
  }
}
