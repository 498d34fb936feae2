import { createHash } from "node:crypto";
import type { Finding } from "../finding.js";
import { lineStarts, lineText, positionOf, type Diagnostic, type Span } from "../source/index.js";
import { MASK, maskerOf, type Masker } from "./mask.js";
import type { Report } from "./report.js";
import { belowRoot } from "./root.js";

/**
 * What makes a result the same one after lines moved, and from another folder: what is wrong, with which thing, and the
 * text of the line without its layout, its suppressions and its secrets. Results that share all of it are told apart by
 * their order. Every finding of the report has one, whatever is shown of them.
 */
export function fingerprintsOf(report: Pick<Report, "diagnostics" | "findings" | "secrets" | "roots">): ReadonlyMap<Finding | Diagnostic, string> {
  const masker = maskerOf(report.secrets);
  const seen = new Map<string, number>();
  const told = new Map<Finding | Diagnostic, string>();
  const tell = (what: Finding | Diagnostic, id: string, subject: string, span: Span): void => {
    const { file, root } = belowRoot(span.file.path, report.roots ?? []);
    const text = maskedLine(span, masker).replace(SUPPRESSION, "").replace(/\s+/g, " ").replace(/ ?([=:,;(){}<>]) ?/g, "$1").trim();
    const parts = [id, file, bare(subject, root), text];
    const hash = createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
    const nth = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, nth);
    told.set(what, `${hash}:${nth}`);
  };
  for (const diagnostic of report.diagnostics) tell(diagnostic, diagnostic.code, "", diagnostic.at);
  for (const finding of report.findings) tell(finding, finding.rule, finding.subject, finding.primary.span);
  return told;
}

/** A comment that is put on a line must not make the line's other findings new ones. */
const SUPPRESSION = /(?:#|;--|;|\/\/|\/\*)\s*ringfence:.*$/;

/** A subject in a configuration may begin with its file, and name a line: both are elsewhere tomorrow. */
function bare(subject: string, root: string | null): string {
  const below = root !== null && subject.startsWith(`${root}/`) ? subject.slice(root.length + 1) : subject;
  return below.replace(/\bline \d+/g, "line");
}

/** Secrets go by place first: a weak one could be guessed back from a hash that it went into. */
function maskedLine({ file, start }: Span, masker: Masker): string {
  const { line } = positionOf(file, start);
  const from = lineStarts(file)[line - 1] ?? 0;
  const to = from + lineText(file, line).length;
  let text = "";
  for (let offset = from; offset < to; ) {
    const secret = masker.covering(file, offset);
    text += secret === null ? (file.text[offset] ?? "") : MASK;
    offset = secret === null ? offset + 1 : Math.max(offset + 1, secret.end);
  }
  return masker.sentence(text);
}
