import { checkNames, parseKamailio, type Problem } from "../../../src/dialects/kamailio/index.js";
import { positionOf } from "../../../src/source/index.js";
import type { Question, Verdict } from "./verdicts.js";

interface Told {
  /** What stops the engine, in the order in which it notices. */
  readonly fatal: readonly Problem[];
  /** What the reader leaves open. */
  readonly outside: readonly Problem[];
}

function read({ text, defines }: Question, version: string): Told {
  const file = { path: "kamailio.cfg", text };
  // The optional include of the shipped file is not there: for the engine it is as good as empty.
  const config = parseKamailio(file, { version, defines: new Map(defines.map((name) => [name, ""])), include: (path) => ({ path, text: "" }) });
  const problems = [...config.problems, ...checkNames(config, version)];
  const noticed = ({ at, code }: Problem): number => (NOTICED_AT_THE_END.has(code) ? text.length : at.start);
  return {
    fatal: problems.filter(({ effect }) => effect === "fatal").sort((a, b) => noticed(a) - noticed(b)),
    outside: problems.filter(({ effect }) => effect === "outside"),
  };
}

/** The reader names the condition that is never ended, and the ending without one; the engine counts them at the end of the file. */
const NOTICED_AT_THE_END: ReadonlySet<string> = new Set(["condition-open", "condition-unbalanced"]);

/** After a condition without a name the engine's own count of lines is one behind. */
const MISCOUNTED = /^#!ifn?def[ \t\r]*$/m;

function linesOf({ at }: Problem): readonly [number, number] {
  return [positionOf(at.file, at.start).line, positionOf(at.file, Math.max(at.start, at.end - 1)).line];
}

/** What differs between reader and engine, in words; null where they agree. */
export function difference(question: Question, version: string, verdict: Verdict): string | null {
  const { fatal: [first], outside } = read(question, version);
  const differ = (): string => `engine: ${complaintsOf(verdict)}; reader: ${first === undefined ? "accepts" : `line ${linesOf(first).join("-")} ${first.code}: ${first.message}`}`;
  if (outside.some((problem) => isNamed(problem, verdict))) return null; // it said that it cannot tell
  if (verdict.accepts !== (first === undefined)) return first === undefined && EXCEPTIONS.some(({ says }) => says.test(verdict.output)) ? null : differ();
  if (first === undefined || verdict.lines.length === 0 || MISCOUNTED.test(question.text) || NOTICED_AT_THE_END.has(first.code)) return null;
  return isNamed(first, verdict) ? null : differ();
}

function isNamed(problem: Problem, { lines }: Verdict): boolean {
  const [from, to] = linesOf(problem);
  return lines.some(([first, last]) => first <= to && last >= from);
}

function complaintsOf({ output }: Verdict): string {
  return output.split("\n").filter((line) => /CRITICAL|ERROR|exit/.test(line)).map((line) => line.replace(/^.*?\(\): /, "")).slice(0, 3).join(" / ");
}

/** What the engine refuses and the reader does not judge, each with its reason. */
const EXCEPTIONS: readonly { readonly says: RegExp; readonly because: string }[] = [
  { says: /unknown transformation|invalid index|error parsing \[\{|does not get (empty )?name param|has an invalid name param/, because: "what stands inside a pseudo-variable, its transformations and indexes, is read by the module that has it" },
  { says: /^(?!.*not found in module)(?!.*No module matching).*Can't set module parameter/s, because: "a module may read its parameter itself and refuse what stands in it" },
];
