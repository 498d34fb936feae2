import type { NftHook, NftTable } from "./ast.js";
import { Unreadable } from "./cursor.js";
import { PRIORITIES } from "./names.js";
import { readValues } from "./text-expression.js";
import type { Reading } from "./text-reading.js";

/** `type filter hook input priority filter + 10; policy drop;` */
export function readHook(reading: Reading, start: number): NftHook {
  const { cursor } = reading;
  cursor.expect("type");
  const type = cursor.name();
  cursor.expect("hook");
  const hook = cursor.name();
  const devices = readDevices(reading);
  const priority = cursor.accept("priority") ? readPriority(reading) : 0;
  if (priority === null) reading.problem(start, "priority-unknown", "the priority of this chain is not known");
  return { type, hook, priority, policy: null, policyAt: cursor.spanFrom(start), devices };
}

function readDevices(reading: Reading): string[] {
  const { cursor } = reading;
  if (!cursor.accept("device") && !cursor.accept("devices")) return [];
  cursor.accept("=");
  const values = readValues(cursor);
  const items = values.kind === "set" ? values.elements.map(({ key }) => key) : [values];
  return items.flatMap((item) => (item.kind === "literal" ? [item.text] : []));
}

/** A name, a number, and what is added to it. */
function readPriority(reading: Reading): number | null {
  const { cursor } = reading;
  const term = (): number | null => {
    const sign = cursor.accept("-") ? -1 : 1;
    const value = cursor.at("$") ? readValues(cursor) : { kind: "literal", text: cursor.name() } as const;
    if (value.kind !== "literal") return null;
    const number = Object.hasOwn(PRIORITIES, value.text) ? (PRIORITIES[value.text] ?? 0) : Number(value.text);
    return Number.isInteger(number) ? sign * number : null;
  };
  let sum = term();
  while (cursor.at("+") || cursor.at("-")) {
    const sign = cursor.take().text === "-" ? -1 : 1;
    const next = term();
    sum = sum === null || next === null ? null : sum + sign * next;
  }
  return sum;
}

export function readPolicy(reading: Reading, table: NftTable, name: string, start: number): void {
  const { cursor } = reading;
  cursor.expect("policy");
  const value = readValues(cursor);
  const chain = table.chains.get(name);
  if (chain?.hook === null || chain === undefined || value.kind !== "literal") throw new Unreadable("a policy belongs to a base chain");
  chain.hook = { ...chain.hook, policy: value.text === "drop" ? "drop" : "accept", policyAt: cursor.spanFrom(start) };
}
