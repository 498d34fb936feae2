import { createHash } from "node:crypto";
import { lineText, positionOf } from "../source/index.js";
import { maskerOf } from "./mask.js";
import type { Problem } from "./problem.js";

/**
 * What makes a result the same one after lines moved: what is wrong, with which thing, and the text of the line without
 * its layout. Results that share all of it are told apart by their order.
 */
export function fingerprintsOf(problems: readonly Problem[], secrets: Parameters<typeof maskerOf>[0]): readonly string[] {
  const masker = maskerOf(secrets);
  const seen = new Map<string, number>();
  return problems.map(({ id, subject, span }) => {
    const text = lineText(span.file, positionOf(span.file, span.start).line).replace(/\s+/g, " ").trim();
    const hash = createHash("sha256").update([id, span.file.path, subject ?? "", masker.sentence(text)].join("\0")).digest("hex").slice(0, 16);
    const nth = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, nth);
    return `${hash}:${nth}`;
  });
}
