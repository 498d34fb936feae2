import { STANDINGS, type Audited, type AuditedFile, type Exposed, type Standing } from "../audited.js";
import type { Problem } from "../problem.js";
import type { Report } from "../report.js";
import { place } from "./place.js";
import { html, NOTHING, sentence, type Html } from "./text.js";

const REACH: Readonly<Record<Exposed["reach"], string>> = { anyone: "anyone", unknown: "cannot tell", some: "some", nobody: "nobody" };

/** Everything that listens, widest first. */
export function exposureSection({ exposure }: Audited): Html {
  return html`<section id="exposure" aria-labelledby="exposure-title">
<h2 id="exposure-title">Who can reach what</h2>
${exposure.length === 0 ? html`<p>Nothing that listens was found in the files given.</p>` : html`<table class="cards"><caption>Services that listen, as far as the files tell, and the line that decides who reaches them.</caption>
<thead><tr><th scope="col">Service</th><th scope="col">Protocol</th><th scope="col">Port</th><th scope="col">Reached by</th><th scope="col">Decided by</th></tr></thead>
<tbody>${exposure.map(exposedRow)}</tbody></table>`}
</section>
`;
}

function exposedRow({ what, protocol, port, reach, from, decidedBy, at }: Exposed): Html {
  return html`<tr><th scope="row">${what}<br><span class="soft">${place(at)}</span></th><td data-label="Protocol">${protocol}</td><td data-label="Port">${port}</td>
<td data-label="Reached by"><span class="badge ${reach}">${REACH[reach]}</span> ${reach === "anyone" || reach === "nobody" ? "" : from}</td><td data-label="Decided by">${place(decidedBy.span)}<br><span class="soft">${sentence(decidedBy.note)}</span></td></tr>
`;
}

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  understood: "Understood", irrelevant: "Irrelevant to security", "not-modelled": "Known, not judged", outside: "Decided elsewhere", unrecognised: "Not recognised",
};

/** What was looked at and what was not, so that silence is not taken for a clean bill. */
export function coverageSection(report: Report, doubts: readonly Problem[]): Html {
  const { audited, coverage } = report;
  return html`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">What was covered, and what was not</h2>
<p>Nothing was run and no system was contacted: this is what the files say. Where something was not covered, nothing is said about it, good or bad.</p>
${audited === undefined ? NOTHING : filesTables(audited)}
${doubts.length === 0 ? NOTHING : html`<h3>What nobody could tell from these files</h3><ul>${doubts.map(({ message, span }) => html`<li>${sentence(message)} <span class="soft">${place(span)}</span></li>`)}</ul>`}
${coverage === null ? NOTHING : rulesPart(coverage)}
</section>
`;
}

function filesTables({ files, passedOver, statements }: Audited): Html {
  return html`<h3>Files that were read</h3>
<table class="cards"><caption>What each was taken for, and how far its statements were understood.</caption>
<thead><tr><th scope="col">File</th><th scope="col">Taken for</th>${STANDINGS.map((standing) => html`<th scope="col" class="number">${STANDING_WORDS[standing]}</th>`)}</tr></thead>
<tbody>${files.map(fileRow)}<tr><th scope="row">All files</th><td></td>${STANDINGS.map((standing) => count(statements[standing], standing))}</tr></tbody></table>
${passedOver.length === 0 ? NOTHING : html`<h3>Files that were passed over</h3><ul>${passedOver.slice(0, MOST_PASSED).map(({ path, reason }) => html`<li><bdi>${path}</bdi>: ${reason}</li>`)}${passedOver.length > MOST_PASSED ? html`<li>and ${passedOver.length - MOST_PASSED} more</li>` : NOTHING}</ul>`}`;
}

const MOST_PASSED = 500;

function fileRow({ path, kind, statements }: AuditedFile): Html {
  const counts = statements === null ? html`<td colspan="${STANDINGS.length}" class="soft">not counted</td>` : html`${STANDINGS.map((standing) => count(statements[standing], standing))}`;
  return html`<tr><th scope="row"><bdi>${path}</bdi></th><td data-label="Taken for">${kind}</td>${counts}</tr>
`;
}

function count(number: number, standing: Standing): Html {
  return html`<td class="number" data-label="${STANDING_WORDS[standing]}">${number}</td>`;
}

function rulesPart({ ran, notCovered }: NonNullable<Report["coverage"]>): Html {
  const byMissing = new Map<string, string[]>();
  for (const { rule, missing } of notCovered) byMissing.set(missing.join(", "), [...(byMissing.get(missing.join(", ")) ?? []), rule]);
  return html`<h3>Rules</h3>
<p>${ran} rules judged the input; ${notCovered.length} had nothing to look at, so their silence proves nothing.</p>
${byMissing.size === 0 ? NOTHING : html`<table class="cards"><thead><tr><th scope="col">The input says nothing about</th><th scope="col">So these rules did not judge</th></tr></thead>
<tbody>${[...byMissing].map(([missing, rules]) => html`<tr><th scope="row">${missing}</th><td>${rules.map((rule, index) => html`${index === 0 ? "" : ", "}<code>${rule}</code>`)}</td></tr>`)}</tbody></table>`}`;
}
