import type { Policy } from "../policy/types.js";

/** One thing that two policies say differently. Null: one of them does not speak of it. */
export interface MeaningChange {
  /** Dotted path in the policy. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Differences between two resolved policies, defaults included: what the texts look like does not matter. */
export function compareMeaning(before: Policy, after: Policy): readonly MeaningChange[] {
  const old = leavesOf(before);
  const now = leavesOf(after);
  return [...new Set([...old.keys(), ...now.keys()])].sort()
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }));
}

/** Members that say where or how something is written, or that follow from the rest. */
const NO_MEANING = new Set(["at", "path", "ruleAt", "whereAt", "untilAt", "hash", "written", "name", "family"]);

type Block = Readonly<Record<string, unknown>>;

function leavesOf(policy: Policy): Map<string, string> {
  const leaves = new Map([["name", policy.name]]);
  collectMembers({ ...policy, path: "" }, "", "", leaves);
  return leaves;
}

/** `home` is the path of the block that is walked through: a block with a path elsewhere is only referred to. */
function collect(value: unknown, path: string, home: string, leaves: Map<string, string>): void {
  if (Array.isArray(value)) collectList(value, path, leaves);
  else if (isBlock(value)) collectBlock(value, path, home, leaves);
  else if (value !== null && value !== undefined) leaves.set(path, String(value));
}

function collectList(items: readonly unknown[], path: string, leaves: Map<string, string>): void {
  const own = items.filter(isBlock).filter((item) => typeof item["path"] === "string" && item["path"] !== path && item["path"].startsWith(path));
  if (own.length > 0) for (const block of own) collectMembers(block, String(block["path"]), String(block["path"]), leaves);
  else if (items.length > 0) leaves.set(path, items.map(wordFor).join(", "));
}

function collectBlock(block: Block, path: string, home: string, leaves: Map<string, string>): void {
  const own = block["path"];
  if ("written" in block) collect(block["value"], path, home, leaves);
  else if (typeof block["text"] === "string" || isSecret(block)) leaves.set(path, wordFor(block));
  else if (typeof own === "string" && own !== home && !own.startsWith(`${home}.`) && home !== "") leaves.set(path, wordFor(block));
  else collectMembers(block, path, typeof own === "string" ? own : home, leaves);
}

function collectMembers(block: Block, path: string, home: string, leaves: Map<string, string>): void {
  for (const [key, value] of Object.entries(block)) if (!NO_MEANING.has(key)) collect(value, path === "" ? key : `${path}.${key}`, home, leaves);
}

/** A short word for a value that is shown whole. */
function wordFor(item: unknown): string {
  if (!isBlock(item)) return String(item);
  if (isSecret(item)) return `${String(item["from"])} ${String(item["name"])}`;
  if (typeof item["text"] === "string") return typeof item["burst"] === "number" ? `${item["text"]}, burst ${item["burst"]}` : item["text"];
  if (typeof item["name"] === "string") return item["name"];
  return JSON.stringify(item, (key, value: unknown) => (NO_MEANING.has(key) ? undefined : value));
}

/** A reference to a secret: where it is to be had is its meaning. */
function isSecret(block: Block): boolean {
  return block["from"] === "env" || block["from"] === "file";
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
