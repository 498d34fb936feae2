import type { CallingPlan } from "../../../policy/types.js";
import type { NumberClass } from "../../../posture/index.js";
import { type Numbering, type NumberRule, numberingOf, readingsOf } from "../../../numbering/index.js";
import { digits, digitsExpression, number, type Text, word } from "../quote.js";
import type { Problems } from "../../problems.js";
import type { Scene } from "../scene.js";
import { paidClasses } from "./plans.js";

/** The numbering plans as the dialplan asks them; the same tables and the same order as in src/numbering/classify.ts. */
export interface NumbersView {
  readonly home: Text;
  readonly readings: readonly ReadingView[];
  readonly codes: readonly CodeView[];
  readonly classes: readonly ClassView[];
}

interface ReadingView {
  /** Expression of what was dialled, and the E.164 digits it means, in the dialplan's words: `44${EXTEN:1}`. */
  readonly expression: Text;
  readonly e164: Text;
}

interface CodeView {
  readonly code: Text;
  readonly blocks: readonly BlockView[];
}

/** Rules of one country, asked only of numbers that its plan has at all. */
interface BlockView {
  /** Digits after the calling code, in the dialplan's words. */
  readonly national: Text;
  readonly general: Text;
  readonly label: Text;
  readonly rules: readonly { readonly national: Text; readonly expression: Text; readonly label: Text }[];
}

interface ClassView {
  readonly label: Text;
  readonly name: Text;
}

/** Null where no plan asks: then no number is classified. */
export function numbersView({ policy, problems }: Scene): NumbersView | null {
  const { home, plans } = policy.calling;
  const asked = new Set(plans.flatMap(paidClasses));
  if (asked.size === 0) return null;
  const numbering = numberingOf(home.value);
  if (numbering === null) {
    problems.error("numbering-unknown", `no numbering plan is known for the country ${home.value}`, home.at, "an ISO 3166-1 code such as US, GB or DE");
    return null;
  }
  if (!numbering.mobileApart) plans.forEach((plan) => warnOfMobile(plan, numbering, problems));
  return numberingView(numbering, asked);
}

/** A class that the home country's plan does not have cannot be allowed or denied by itself. */
function warnOfMobile({ path, allow, deny }: CallingPlan, { home }: Numbering, problems: Problems): void {
  const isNational = allow.value.includes("national") && !deny.value.includes("national");
  if (deny.value.includes("mobile") && isNational) {
    problems.warning("numbering-mobile-is-national", `${path} denies mobile numbers, which ${home} does not tell from fixed ones: it reaches them as national`, deny.at, "deny national too, or leave mobile out");
  } else if (allow.value.includes("mobile") && !isNational) {
    problems.warning("numbering-mobile-is-national", `${path} allows mobile numbers, which ${home} does not tell from fixed ones: it reaches none of them`, allow.at, "allow national, which holds both");
  }
}

/** Other countries' tables are left out where no plan could make use of them: their numbers stay unknown, and refused. */
function numberingView(numbering: Numbering, asked: ReadonlySet<NumberClass>): NumbersView {
  const abroad = asked.has("international") || asked.has("premium");
  const codes = abroad ? numbering.callingCodes : [numbering.callingCode];
  const views = codes.map((code) => codeView(code, abroad ? numbering.rulesOf(code) : numbering.rulesOf(code).filter(({ country }) => country === numbering.home)));
  const used = new Set(views.flatMap(({ blocks }) => blocks.flatMap(({ rules }) => rules.map(({ label }) => label))));
  return {
    home: word(numbering.home),
    readings: readingsOf(numbering).map(({ prefix, drop, put }) => ({ expression: digitsExpression(prefix === "" ? "[0-9]" : `(${prefix})[0-9]`), e164: `${digits(put)}${rest(drop)}` as Text })),
    codes: views,
    classes: CLASSES.map((each) => ({ label: labelOf(each), name: word(each) })).filter(({ label }) => used.has(label)),
  };
}

function codeView(code: string, rules: readonly NumberRule[]): CodeView {
  const blocks: { general: string; rules: NumberRule[] }[] = [];
  for (const rule of rules) {
    const last = blocks.at(-1);
    if (last !== undefined && last.general === rule.general) last.rules.push(rule);
    else blocks.push({ general: rule.general, rules: [rule] });
  }
  const national = rest(code.length);
  return {
    code: digits(code),
    blocks: blocks.map(({ general, rules: inside }, at) => ({
      national, general: digitsExpression(general), label: word(`next${at + 1}`),
      rules: inside.map((rule) => ({ national, expression: digitsExpression(rule.pattern), label: labelOf(rule.class) })),
    })),
  };
}

/** What was dialled without its first digits. */
const rest = (drop: number): Text => (drop === 0 ? "${EXTEN}" : `${"$"}{EXTEN:${number(drop)}}`) as Text;

const CLASSES: readonly NumberClass[] = ["national", "mobile", "toll-free", "shared-cost", "premium", "personal", "voip", "uan", "pager", "international"];

/** Asterisk skips dashes in extensions, so that a class is an extension without them. */
const labelOf = (known: NumberClass): Text => word(known.replaceAll("-", ""));
