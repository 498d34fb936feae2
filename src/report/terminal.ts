import { placeOf, type Span } from "../source/index.js";
import { auditedLines, coverageLines } from "./audited-lines.js";
import { maskerOf, type Masker } from "./mask.js";
import { painter, type Colour, type Paint } from "./paint.js";
import { printable } from "./printable.js";
import { isInForce, problemsOf, type Problem } from "./problem.js";
import type { Report, Style } from "./report.js";
import { SEVERITY_COLOURS } from "./severity-colour.js";
import { snippetOf } from "./snippet.js";
import { summarySentence } from "./summary.js";
import { wrap } from "./wrap.js";

/** Longest source line shown where no terminal sets the limit. */
const SNIPPET_COLUMNS = 160;

interface Page {
  readonly style: Style;
  readonly paint: Paint;
  readonly masker: Masker;
}

/** For people: each problem with the line it is about, then one summary line. */
export function terminal(report: Report, style: Style): string {
  const page: Page = { style, paint: painter(style.colour), masker: maskerOf(report.secrets) };
  const shown = problemsOf(report).filter(isInForce);
  const outcomes = report.inputs.length > 0 && report.coverage === null ? report.inputs.map((input) => `${printable(input.path)}: ${input.outcome}\n`).join("") : "";
  const sentence = summarySentence(report);
  return shown.map((problem) => `${entry(problem, page)}\n`).join("") + outcomes + closing(report, page) + (sentence === "" ? "" : `${sentence}\n`);
}

/** Entries of a baseline that are over are told one by one up to here. */
const MOST_GONE = 10;

/** What goes before the last line: what the baseline no longer needs to hold, and what an audit looked at. */
function closing({ baseline, audited, coverage, thorough }: Report, { paint }: Page): string {
  const gone = baseline?.gone ?? [];
  const lines = gone.slice(0, MOST_GONE).map(({ rule, file, subject }) => `no longer found: ${rule} in ${printable(file)}${subject === "" ? "" : ` (${printable(subject)})`}`);
  const more = gone.length > MOST_GONE ? [`no longer found: ${gone.length - MOST_GONE} more entries of the baseline`] : [];
  return [...lines, ...more, ...(audited === undefined ? [] : thorough === true ? coverageLines(audited, coverage) : auditedLines(audited))].map((line) => `${paint(line, "dim")}\n`).join("");
}

function entry(problem: Problem, page: Page): string {
  const { paint } = page;
  const sure = problem.confidence === null || problem.confidence === "high" ? "" : ` (${problem.confidence} confidence)`;
  const head = `${paint(printable(placeOf(problem.span)), "bold")}: ${paint(problem.severity, SEVERITY_COLOURS[problem.severity], "bold")}${sure}: ${printable(problem.message)} ${paint(`[${problem.id}]`, "dim")}`;
  return [
    head,
    ...annotated(problem.span, problem.note, page, SEVERITY_COLOURS[problem.severity]),
    ...problem.related.flatMap(({ span, note }) => related(span, note, page)),
    ...remark("fix", problem.fix, page),
    ...(problem.kind === "finding" ? remark("more", `ringfence explain ${problem.id}`, page) : []),
  ].join("\n") + "\n";
}

function annotated(span: Span, note: string, page: Page, colour: Colour): string[] {
  const gutterRoom = 9;
  const snippet = snippetOf(span, page.masker, Math.max(30, Math.min(page.style.columns, SNIPPET_COLUMNS) - gutterRoom));
  if (snippet === null) return note === "" ? [] : [`      ${page.paint("=", "blue")} ${printable(note)}`];
  const { paint } = page;
  const bar = paint("|", "blue");
  const number = paint(String(snippet.line).padStart(5), "blue");
  const more = snippet.lastLine > snippet.line ? ` (to line ${snippet.lastLine})` : "";
  const underline = paint("^".repeat(snippet.length), colour, "bold");
  const label = `${printable(note)}${more}`;
  return [`${number} ${bar} ${snippet.text}`, `      ${bar} ${" ".repeat(snippet.indent)}${underline}${label === "" ? "" : ` ${label.trim()}`}`];
}

function related(span: Span, note: string, page: Page): string[] {
  const { paint } = page;
  return [`      ${paint("=", "blue")} also ${printable(placeOf(span))}: ${printable(note)}`, ...annotated(span, "", page, "blue")];
}

function remark(label: string, text: string, { paint, style }: Page): string[] {
  if (text === "") return [];
  const indent = " ".repeat(8);
  const lines = `${label}: ${text.trimEnd()}`.split("\n").flatMap((line) => wrap(printable(line), style.columns - indent.length));
  return lines.map((line, index) => (index === 0 ? `      ${paint("=", "blue")} ${line}` : `${indent}${line}`));
}
