import type { Span } from "../../source/index.js";
import type { Block } from "../block.js";
import type { Problems } from "../problems.js";

/**
 * Names that mean something to the engines themselves. The dialplan's special extensions:
 * https://docs.asterisk.org/Configuration/Dialplan/Special-Dialplan-Extensions/; an endpoint `anonymous` is what PJSIP
 * gives to whoever it does not know (res_pjsip_endpoint_identifier_anonymous).
 */
const SPECIAL: ReadonlyMap<string, string> = new Map([
  ...["s", "i", "t", "h", "o", "a", "e", "T", "fax"].map((name) => [name, "is a special extension of Asterisk's dialplan"] as const),
  ["anonymous", "is the endpoint that Asterisk gives to callers it does not know"],
  ["default_outbound_endpoint", "has a meaning of its own in pjsip.conf"],
  ["ringfence-edge", "is how the edge calls itself towards the core"],
]);

/** Accounts and trunks share the engines' name space, and accounts share the dialplan with the emergency numbers. */
export function checkNames(root: Block, emergency: readonly string[], problems: Problems): void {
  const accounts = root.block("accounts");
  const numbers = new Set(emergency);
  const dialled = new Map<string, { readonly name: string; readonly at: Span }>();
  for (const { name, block } of accounts.named()) {
    checkSpecial(block, name, problems);
    if (numbers.has(name.replaceAll("-", ""))) {
      problems.error("account-is-emergency", block.at, `${block.path} has the name of an emergency number`, { hint: "an account could answer in its place: choose another name", related: relatedEntry(root.block("calling"), "emergency", "the emergency numbers") });
    }
    checkDialled(block, name, dialled, problems);
  }
  for (const { name, block } of root.block("trunks").named()) {
    checkSpecial(block, name, problems);
    if (!accounts.has(name)) continue;
    problems.error("name-taken", block.at, `${block.path} has the name of an account`, { hint: "accounts and trunks need names of their own", related: relatedEntry(accounts, name, "the account") });
  }
}

function checkSpecial(block: Block, name: string, problems: Problems): void {
  const why = SPECIAL.get(name);
  if (why !== undefined) problems.error("name-special", block.at, `${block.path}: ${JSON.stringify(name)} ${why}`, { hint: "choose another name" });
}

/** Asterisk skips dashes where it compares extensions: of `1-01` and `101` it refuses the second at load (seen on 22). */
function checkDialled(block: Block, name: string, dialled: Map<string, { readonly name: string; readonly at: Span }>, problems: Problems): void {
  const bare = name.replaceAll("-", "");
  const first = dialled.get(bare);
  if (first === undefined) return void dialled.set(bare, { name, at: block.at });
  problems.error("account-same-extension", block.at, `${block.path} and accounts.${first.name} are one extension to Asterisk, which skips dashes`, { hint: "let them differ in more than dashes", related: [{ at: first.at, note: "the other" }] });
}

function relatedEntry(block: Block, key: string, note: string): readonly { readonly at: Span; readonly note: string }[] {
  const entry = block.entry(key);
  return entry === null ? [] : [{ at: entry.keySpan, note }];
}
