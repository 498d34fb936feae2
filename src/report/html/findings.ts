import { SEVERITIES, type Location, type Severity } from "../../finding.js";
import type { RuleMeta } from "../../rules/rule.js";
import type { Masker } from "../mask.js";
import type { Problem } from "../problem.js";
import { place, source } from "./place.js";
import { html, lines, NOTHING, paragraphs, sentence, type Html } from "./text.js";

/** Findings in force, worst first, those of one rule together: what is common to them is told once. */
export function findingsSection(problems: readonly Problem[], rules: readonly RuleMeta[], masker: Masker): Html {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const groups = SEVERITIES.map((severity) => ({ severity, ofSeverity: problems.filter((problem) => problem.severity === severity) })).filter(({ ofSeverity }) => ofSeverity.length > 0);
  return html`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${groups.length === 0 ? html`<p>No findings in force.</p>` : NOTHING}
${groups.map(({ severity, ofSeverity }) => severityGroup(severity, ofSeverity, byId, masker))}
</section>`;
}

function severityGroup(severity: Severity, problems: readonly Problem[], rules: ReadonlyMap<string, RuleMeta>, masker: Masker): Html {
  const ids = [...new Set(problems.map(({ id }) => id))];
  return html`<h3 id="${severity}">${capital(severity)}: ${problems.length} ${problems.length === 1 ? "finding" : "findings"}</h3>
${ids.map((id) => ruleArticle(problems.filter((problem) => problem.id === id), rules.get(id), masker))}`;
}

function ruleArticle(problems: readonly Problem[], rule: RuleMeta | undefined, masker: Masker): Html {
  const [first] = problems;
  if (first === undefined) return NOTHING;
  const weakness = rule?.cwe === null || rule === undefined ? "" : `, CWE-${rule.cwe}`;
  return html`<article class="${first.severity}">
<h4>${rule?.title ?? first.id} <span class="badge">${first.severity}</span></h4>
<p class="soft"><code>${first.id}</code>${weakness}</p>
${rule === undefined ? NOTHING : html`<dl><dt>Why it matters</dt><dd>${paragraphs(rule.why)}</dd></dl>`}
${problems.map((problem) => occurrence(problem, masker))}
${rule === undefined ? NOTHING : remedy(rule)}
</article>
`;
}

function occurrence({ message, span, note, confidence, related, fix }: Problem, masker: Masker): Html {
  return html`<div class="occurrence">
<p class="place">${place(span)}${note === "" ? NOTHING : html` <span class="soft">${sentence(note)}</span>`}${confidence === "high" || confidence === null ? NOTHING : html` <span class="soft">(${confidence} confidence)</span>`}</p>
<p>${sentence(message)}</p>
${source(span, masker)}
${related.length === 0 ? NOTHING : html`<p>Related places:</p><ol class="related">${related.map((location) => relatedPlace(location, masker))}</ol>`}
${fix === "" ? NOTHING : html`<p><strong>Fix:</strong> ${lines(fix)}</p>`}
</div>
`;
}

function relatedPlace({ span, note }: Location, masker: Masker): Html {
  return html`<li>${place(span)}: ${sentence(note)}${source(span, masker)}</li>`;
}

function remedy({ fix, references }: RuleMeta): Html {
  return html`<div class="occurrence"><dl>
<dt>What to do</dt><dd>${paragraphs(fix)}</dd>
${references.length === 0 ? NOTHING : html`<dt>References</dt><dd class="references">${references.map((reference) => html`${referenceLink(reference)}<br>`)}</dd>`}
</dl></div>`;
}

function referenceLink(reference: string): Html {
  return /^https?:\/\/\S+$/.test(reference) ? html`<a href="${reference}" rel="noreferrer">${reference.replace(/^https?:\/\//, "")}</a>` : html`${reference}`;
}

export function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** What somebody accepted, and what the baseline knows: apart, for nobody is to act on it now. */
export function acceptedSection(problems: readonly Problem[]): Html {
  if (problems.length === 0) return NOTHING;
  return html`<section id="accepted" aria-labelledby="accepted-title">
<h2 id="accepted-title">Accepted and known findings</h2>
<table class="cards"><caption>They fail nothing. An accepted one counts again after its last day.</caption>
<thead><tr><th scope="col">Finding</th><th scope="col">Severity</th><th scope="col">Place</th><th scope="col">Why it stands</th></tr></thead>
<tbody>${problems.map(acceptedRow)}</tbody></table>
</section>
`;
}

function acceptedRow({ id, severity, message, span, suppressed }: Problem): Html {
  const standing = suppressed === null ? html`known before: it is in the baseline` : html`${suppressed.reason}${suppressed.owner === "" ? "" : ` (${suppressed.owner})`}, until ${suppressed.until}`;
  return html`<tr><th scope="row"><code>${id}</code><br>${sentence(message)}</th><td data-label="Severity"><span class="badge ${severity}">${severity}</span></td><td data-label="Place">${place(span)}</td><td data-label="Why it stands">${standing}</td></tr>
`;
}
