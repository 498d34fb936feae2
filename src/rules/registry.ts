import * as across from "./across/index.js";
import * as asterisk from "./asterisk/index.js";
import * as dialplan from "./dialplan/index.js";
import * as filter from "./filter/index.js";
import type { Aspect } from "../posture/index.js";
import * as common from "./index.js";
import * as kamailio from "./kamailio/index.js";
import * as rtpengine from "./rtpengine/index.js";
import type { Rule } from "./rule.js";
import * as versions from "./versions/index.js";

/** Rules that live in one folder. */
export interface RuleGroup {
  /** The folder below src/rules; empty for that one itself. */
  readonly folder: string;
  readonly title: string;
  /** By id. */
  readonly rules: readonly Rule[];
}

export const GROUPS: readonly RuleGroup[] = [
  group("", "Policies and systems alike", common),
  group("asterisk", "Asterisk", asterisk),
  group("dialplan", "The dialplan of Asterisk", dialplan),
  group("kamailio", "Kamailio", kamailio),
  group("rtpengine", "rtpengine", rtpengine),
  group("filter", "Packet filters", filter),
  group("across", "One file against another", across),
  group("versions", "Releases and advisories", versions),
];

/** Every rule, by id. */
export const RULES: readonly Rule[] = GROUPS.flatMap(({ rules }) => rules).sort(byId);

/** Aspects that only a system has: a policy never says anything about them. */
const ENGINE_MODELS: readonly Aspect[] = ["asterisk", "kamailio", "filters", "sshd", "jails", "rtpengine"];

/** The rules that a policy can be judged by. */
export const POLICY_RULES: readonly Rule[] = RULES.filter(({ needs }) => !needs.some((aspect) => ENGINE_MODELS.includes(aspect)));

const RULE_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.meta.id, rule]));

export function ruleById(id: string): Rule | undefined {
  return RULE_BY_ID.get(id);
}

function group(folder: string, title: string, index: Readonly<Record<string, Rule>>): RuleGroup {
  return { folder, title, rules: Object.values(index).sort(byId) };
}

function byId(a: Rule, b: Rule): number {
  return a.meta.id < b.meta.id ? -1 : 1;
}
