import { textsOf } from "../rules/example.js";
import type { Example, RuleMeta } from "../rules/rule.js";
import { painter } from "./paint.js";
import type { Style } from "./report.js";
import { SEVERITY_COLOURS } from "./severity-colour.js";
import { wrap } from "./wrap.js";

const WIDEST = 100;

/** All about one rule, for the terminal. */
export function explanationText(rule: RuleMeta, style: Style): string {
  const paint = painter(style.colour);
  const columns = Math.min(style.columns, WIDEST);
  const paragraph = (text: string): string => text.trim().split(/\n{2,}/).map((block) => wrap(block.replace(/\s*\n\s*/g, " "), columns).join("\n")).join("\n\n");
  const part = (title: string, text: string): string => `\n${paint(title, "bold")}\n${text}\n`;
  const code = (example: Example): string => textsOf(example).flatMap(({ file, text }) => [...(file === null ? [] : [paint(file, "dim")]), ...text.trimEnd().split("\n")]).map((line) => `  ${line}`).join("\n");
  return [
    `${paint(rule.id, "bold")} (${paint(rule.severity, SEVERITY_COLOURS[rule.severity])}): ${rule.title}\n`,
    part("Why", paragraph(rule.why)),
    part("How bad", paragraph(rule.degrees)),
    part("Fix", paragraph(rule.fix)),
    part("Before", code(rule.before)),
    part("After", code(rule.after)),
    part("Versions", paragraph(rule.versions)),
    part("References", [...(rule.cwe === null ? [] : [`CWE-${rule.cwe}`]), ...rule.references].map((line) => `  ${line}`).join("\n")),
  ].join("");
}

/** What each part of a limit comes to, setting by setting. */
export function figuresText(figures: readonly { readonly path: string; readonly where: string; readonly figure: string }[], style: Style): string {
  const paint = painter(style.colour);
  const paths = [...new Set(figures.map(({ path }) => path))];
  return paths.map((path) => [
    `${paint(path, "bold")}
`,
    ...figures.filter((one) => one.path === path).map(({ where, figure }) => `  ${where}: ${figure}\n`),
  ].join("")).join("\n");
}

/** One line for each rule. */
export function ruleListText(rules: readonly RuleMeta[], style: Style): string {
  const paint = painter(style.colour);
  const room = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, severity, title }) => `${id.padEnd(room)}  ${paint(severity.padEnd(8), SEVERITY_COLOURS[severity])}  ${title}\n`).join("");
}
