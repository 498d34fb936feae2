import { STANDINGS, type Span, type Standing, type StandingOf } from "../../../source/index.js";
import type { Category, Loaded, Variable } from "../category.js";
import { CHAN_SIP } from "../pjsip/chan-sip.js";
import { readValue } from "../pjsip/values.js";
import { splitWizardName, WIZARD_OPTIONS } from "../pjsip/wizard-options.js";
import { findOption, TABLES, typesWith } from "../pjsip/tables.js";
import type { AsteriskVersion } from "../pjsip/option.js";
import { placeOf, type AsteriskFile, type Statement, type Word } from "../tree.js";
import { type ConfigName, knownSetting } from "../known/index.js";

/** The standing of every statement of the files that were read for `name`, includes among them, in order. */
export function standings(name: ConfigName, loaded: Loaded, version: AsteriskVersion): StandingOf[] {
  const bySetting = new Map<Word, Standing>();
  for (const category of loaded.categories) {
    for (const variable of category.variables) {
      const standing = standingOf(name, category, variable, version);
      // A template's line counts by the best of its uses.
      if (STANDINGS.indexOf(standing) < STANDINGS.indexOf(bySetting.get(variable.nameAt) ?? "unrecognised")) bySetting.set(variable.nameAt, standing);
      else bySetting.set(variable.nameAt, bySetting.get(variable.nameAt) ?? standing);
    }
  }
  const outside = new Set(loaded.problems.filter(({ code }) => code === "include-outside" || code === "exec-output").map(({ at }) => at));
  return loaded.files.flatMap(({ statements }: AsteriskFile) => statements.map((statement) => ({ at: placeOf(statement), standing: ofStatement(statement, bySetting, outside) })));
}

function ofStatement(statement: Statement, bySetting: ReadonlyMap<Word, Standing>, outside: ReadonlySet<Span>): Standing {
  switch (statement.kind) {
    case "setting":
      return bySetting.get(statement.name) ?? "understood"; // the engine never holds it: its file is invalid, or it was extended away
    case "directive":
      return statement.argument !== null && outside.has(statement.argument) ? "outside" : "understood";
    case "section":
    case "unreadable":
      return "understood";
  }
}

function standingOf(name: ConfigName, category: Category, variable: Variable, version: AsteriskVersion): Standing {
  if (name === "pjsip.conf") return ofPjsip(category, variable, version);
  if (name === "extensions.conf") return ofDialplan(category, variable);
  if (name === "pjsip_wizard.conf") return ofWizard(variable, version);
  return knownSetting(name, category.name, variable.name);
}

function ofPjsip(category: Category, variable: Variable, version: AsteriskVersion): Standing {
  const type = category.variables.find(({ name }) => name.toLowerCase() === "type")?.value;
  if (type === undefined || !Object.hasOwn(TABLES, type)) {
    // A template for who knows what, or a section that Asterisk ignores.
    return !category.isTemplate || typesWith(variable.name).length > 0 || variable.name.startsWith("@") ? "understood" : "unrecognised";
  }
  const option = findOption(type, variable.name, version);
  if (option.kind === "unknown") return typesWith(variable.name).length > 0 || Object.hasOwn(CHAN_SIP, variable.name.toLowerCase()) ? "understood" : "unrecognised";
  if (option.kind === "other-version") return "understood";
  if (COSMETIC.test(option.name)) return "irrelevant";
  return readValue(option.name, option.fact, variable.value, version).kind === "unknown" ? "outside" : "understood";
}

/** Options of the wizard itself, and `endpoint/context` and its kin, which are options of an object. */
function ofWizard(variable: Variable, version: AsteriskVersion): Standing {
  const [type, option] = splitWizardName(variable.name);
  if (option === null) return WIZARD_OPTIONS.includes(variable.name.toLowerCase()) ? "understood" : "unrecognised";
  if (!Object.hasOwn(TABLES, type)) return "unrecognised";
  const found = findOption(type, option, version);
  return found.kind === "unknown" ? "unrecognised" : COSMETIC.test(option) ? "irrelevant" : "understood";
}

/** Options that change sounds, labels and the marking of packets. */
const COSMETIC = /^(language|tone_zone|moh_|mohsuggest|sdp_|cos|tos|record_|callerid_tag|subscribe_.*_label|g726_non_standard|send_diversion|send_aoc|fax_detect|preferred_codec_only|resource_display_name|suppress_moh)/;

function ofDialplan(category: Category, variable: Variable): Standing {
  if (/^(general|globals)$/i.test(category.name)) return "understood";
  const name = variable.name.toLowerCase();
  if (["switch", "lswitch", "eswitch"].includes(name)) return "outside";
  if (["ignorepat", "autohints"].includes(name)) return "irrelevant";
  return name === "exten" || name === "include" || name.startsWith("same") ? "understood" : "unrecognised";
}
