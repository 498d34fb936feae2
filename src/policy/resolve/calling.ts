import type { NumberClass } from "../../posture/index.js";
import { numberingOf } from "../../numbering/index.js";
import type { Block, Located } from "../block.js";
import { parseHours } from "../grammar/hours.js";
import { isWrong } from "../grammar/units.js";
import type { Calling, CallingPlan } from "../types.js";
import { reportRepeated, reportWrong, type Context } from "./context.js";

const CLASSES = [
  "accounts", "emergency", "national", "mobile", "toll-free", "shared-cost", "premium", "personal", "voip", "uan", "pager", "international",
] as const satisfies readonly NumberClass[];

/** Classes that cost nothing: no trunk is needed for the first, and the second always passes. */
export const FREE_CLASSES: ReadonlySet<NumberClass> = new Set(["accounts", "emergency"]);

export function resolveCalling(root: Block, context: Context): Calling {
  const block = root.block("calling");
  const emergency = block.texts("emergency");
  if (emergency !== null) reportRepeated(context.problems, emergency.items, emergency.path);
  const trunks = root.block("trunks");
  return {
    path: block.path, at: block.at,
    home: block.setting("home", resolveHome(block, context), ""),
    timezone: resolveTimezone(block, context),
    emergency: block.setting("emergency", emergency === null ? null : { value: emergency.items.map(({ value }) => value), at: emergency.at }, []),
    plans: [...block.block("plans").named()].map(({ name, block: plan }) => resolvePlan(name, plan, trunks, context)),
  };
}

function resolveHome(block: Block, { problems }: Context): Located<string> | null {
  const located = block.text("home");
  if (located === null || !/^[A-Z]{2}$/.test(located.value) || numberingOf(located.value) !== null) return located;
  const hint = located.value === "UK" ? "the United Kingdom is GB" : "an ISO 3166-1 code, such as GB, DE or US";
  problems.error("country-unknown", located.at, `${located.path}: no numbering plan is known for ${located.value}`, { hint });
  return null;
}

function resolveTimezone(block: Block, { problems }: Context): string | null {
  const located = block.text("timezone");
  if (located === null) return null;
  if (/^[A-Za-z]/.test(located.value) && isTimezone(located.value)) return located.value;
  problems.error("timezone-unknown", located.at, `${located.path}: there is no time zone ${JSON.stringify(located.value)}`, { hint: "an IANA name, such as Europe/London" });
  return null;
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function resolvePlan(name: string, block: Block, trunks: Block, context: Context): CallingPlan {
  const { problems } = context;
  const allow = resolveClasses(block, "allow", context);
  const deny = resolveClasses(block, "deny", context);
  const trunk = block.text("trunk");
  if (trunk !== null && !trunks.has(trunk.value)) problems.unknownName(trunk.at, trunk.path, "trunk", trunk.value, trunks.keys());
  checkClasses(block, allow.items, deny.items, context);
  return {
    name, path: block.path, at: block.at,
    allow: block.setting("allow", allow.written, []), deny: block.setting("deny", deny.written, []),
    trunk: trunk?.value ?? null,
    hours: block.setting("hours", resolveHours(block, context), null),
    concurrent: block.setting<number | null>("concurrent", block.integer("concurrent"), null),
  };
}

interface Classes {
  readonly items: readonly Located<string>[];
  readonly written: { readonly value: readonly NumberClass[]; readonly at: Located<string>["at"] } | null;
}

function resolveClasses(block: Block, key: "allow" | "deny", { problems }: Context): Classes {
  const list = block.texts(key);
  if (list === null) return { items: [], written: null };
  reportRepeated(problems, list.items, list.path);
  return { items: list.items, written: { value: list.items.flatMap(({ value }) => CLASSES.filter((known) => known === value)), at: list.at } };
}

function checkClasses(block: Block, allow: readonly Located<string>[], deny: readonly Located<string>[], { problems }: Context): void {
  for (const denied of deny) {
    const allowed = allow.find(({ value }) => value === denied.value);
    if (denied.value === "emergency") {
      problems.error("plan-denies-emergency", denied.at, `${block.path} denies emergency calls, which always pass`, { hint: "remove emergency from deny" });
    } else if (allowed !== undefined) {
      problems.error("plan-contradiction", denied.at, `${block.path} both allows and denies ${denied.value}`, { hint: "keep it in one of the two lists", related: [{ at: allowed.at, note: "allowed here" }] });
    }
  }
  const paid = allow.find(({ value }) => CLASSES.some((known) => known === value && !FREE_CLASSES.has(known)));
  if (paid !== undefined && !block.has("trunk")) {
    problems.error("plan-without-trunk", paid.at, `${block.path} allows ${paid.value} calls and names no trunk to take them`, { hint: "add trunk: and the name of the trunk" });
  }
}

function resolveHours(block: Block, { problems }: Context): { readonly value: CallingPlan["hours"]["value"]; readonly at: Located<string>["at"] } | null {
  const located = block.text("hours");
  if (located === null) return null;
  const windows = parseHours(located.value);
  if (!isWrong(windows)) return { value: { text: located.value, windows }, at: located.at };
  reportWrong(problems, "grammar-hours", located, windows);
  return null;
}
