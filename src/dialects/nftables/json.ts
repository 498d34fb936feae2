import type { SourceFile, Span } from "../../source/index.js";
import type { NftHook, NftRuleset, NftTable } from "./ast.js";
import { readElement } from "./json-expression.js";
import { brief, isList, member, onlyMember, placedObjects, textOf, type Json } from "./json-objects.js";
import { readStatement } from "./json-statement.js";
import { isFamily, Store } from "./store.js";

/** Reads the output of `nft -j list ruleset`. Never throws; what it cannot read becomes a problem or stays unknown. */
export function parseNftJson(file: SourceFile): NftRuleset {
  const store = new Store();
  const { objects, broken } = placedObjects(file);
  if (objects.length === 0 && broken.length === 0) store.problem({ file, start: 0, end: file.text.length }, "no-list", 'there is no list "nftables" in this text');
  for (const at of broken) store.problem(at, "json-invalid", "this is no JSON");
  for (const { value, at } of objects) readObject(store, value, at);
  return store;
}

/** Objects that neither let a packet through nor keep one away. */
const HARMLESS: ReadonlySet<string> = new Set(["metainfo", "counter", "ct helper", "ct timeout", "ct expectation", "flowtable", "secmark", "synproxy"]);

function readObject(store: Store, value: Json, at: Span): void {
  const [kind, inner] = onlyMember(value) ?? ["", null];
  if (kind === "add" || kind === "create") return readObject(store, inner, at);
  if (kind === "flush" && onlyMember(inner)?.[0] === "ruleset") return store.flush();
  if (HARMLESS.has(kind)) return;
  const table = tableOf(store, kind === "table" ? textOf(member(inner, "name")) : textOf(member(inner, "table")), inner, at);
  if (table === null) return store.problem(at, "object-unknown", `${brief(value)} is not read here`);
  switch (kind) {
    case "table":
      table.dormant = namesOf(member(inner, "flags")).includes("dormant");
      return;
    case "chain":
      return void store.chain(table, textOf(member(inner, "name")) ?? "", at, hookOf(inner, at));
    case "set": case "map":
      store.set(table, textOf(member(inner, "name")) ?? "", at, kind === "map", flagsOf(inner), elementsOf(member(inner, "elem")));
      return store.size(table, textOf(member(inner, "name")) ?? "", textOf(member(inner, "size")));
    case "element":
      return store.addElements(table, textOf(member(inner, "name")) ?? "", at, elementsOf(member(inner, "elem")));
    case "limit": case "quota": {
      const name = textOf(member(inner, "name")) ?? "";
      table.limits.set(name, { name, at, over: member(inner, "inv") === true });
      return;
    }
    case "rule": {
      const statements = member(inner, "expr");
      const rule = { at, statements: isList(statements) ? statements.map(readStatement) : [], comment: textOf(member(inner, "comment")) };
      return store.addRule(table, textOf(member(inner, "chain")) ?? "", rule, false);
    }
    default:
      return store.problem(at, "object-unknown", `${brief(value)} is not read here`);
  }
}

function tableOf(store: Store, name: string | null, inner: Json, at: Span): NftTable | null {
  const family = textOf(member(inner, "family"));
  return name === null || family === null || !isFamily(family) ? null : store.table(family, name, at);
}

function namesOf(value: Json | undefined): string[] {
  return (isList(value) ? value : [value]).flatMap((each) => textOf(each) ?? []);
}

function hookOf(inner: Json, at: Span): NftHook | null {
  const hook = textOf(member(inner, "hook"));
  if (hook === null) return null;
  const [priority, policy] = [member(inner, "prio"), textOf(member(inner, "policy"))];
  return {
    type: textOf(member(inner, "type")) ?? "filter", hook, priority: typeof priority === "number" ? priority : null,
    policy: policy === "drop" ? "drop" : policy === "accept" ? "accept" : null, policyAt: at, devices: namesOf(member(inner, "dev")),
  };
}

/** nft 1.0 does not print `dynamic` here: rules that update the set tell. */
function flagsOf(inner: Json): string[] {
  return [...namesOf(member(inner, "flags")), ...(member(inner, "timeout") === undefined ? [] : ["timeout"])];
}

function elementsOf(value: Json | undefined): ReturnType<typeof readElement>[] {
  return isList(value) ? value.map((each) => readElement(each)) : [];
}
