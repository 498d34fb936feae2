import { readPolicy, type PolicyReading, type ReadPolicyOptions } from "../../src/policy/index.js";
import { positionOf, type Diagnostic, type SourceFile, type Span } from "../../src/source/index.js";

export function read(text: string, options: ReadPolicyOptions = {}): PolicyReading {
  return readPolicy({ path: "policy.yaml", text }, options);
}

/** Diagnostics as a reader would have them told, without colours and snippets: what goldens hold. */
export function told(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(tellOne).join("\n");
}

function tellOne({ level, code, message, at, hint, related }: Diagnostic): string {
  const lines = [
    `${range(at)} ${level} [${code}]`,
    `  ${message}`,
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ...(related ?? []).map((one) => `  ${range(one.at)}: ${one.note}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** `line:column-column` and the text that a reader sees underlined. */
function range({ file, start, end }: Span): string {
  const from = positionOf(file, start);
  const to = positionOf(file, end);
  const until = to.line === from.line ? `${to.column}` : `${to.line}:${to.column}`;
  return `${from.line}:${from.column}-${until} ${JSON.stringify(file.text.slice(start, Math.min(end, start + 60)))}`;
}

/** The code and line of each diagnostic, as the comments of a fixture write them. */
export function codesByLine(file: SourceFile, diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ level, code, at }) => `${positionOf(file, at.start).line} ${level}: ${code}`).sort();
}
