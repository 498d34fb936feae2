import { createHash } from "node:crypto";
import { SEVERITIES } from "../../finding.js";
import { VERSION } from "../../version.js";
import { maskerOf } from "../mask.js";
import { isInForce, problemsOf, type Problem } from "../problem.js";
import type { Report } from "../report.js";
import { countsOf, summarySentence } from "../summary.js";
import { coverageSection, exposureSection } from "./coverage.js";
import { acceptedSection, capital, findingsSection } from "./findings.js";
import { place } from "./place.js";
import { STYLE } from "./style.js";
import { Html, html, NOTHING, sentence } from "./text.js";

/** For an auditor to hand over: one page that needs nothing but itself, no script among it, on screen and on paper. */
export function page(report: Report): string {
  const problems = problemsOf(report);
  const findings = problems.filter(({ kind }) => kind === "finding");
  const input = problems.filter(({ kind }) => kind === "diagnostic");
  const doubts = findings.filter((problem) => isInForce(problem) && isDoubt(problem));
  const inForce = findings.filter((problem) => isInForce(problem) && !isDoubt(problem));
  const accepted = findings.filter((problem) => !isInForce(problem));
  const what = report.command === "audit" ? "Security audit" : "Security policy check";
  const sections = [
    summarySection(report),
    report.audited === undefined ? NOTHING : exposureSection(report.audited),
    findingsSection(inForce, report.rules, maskerOf(report.secrets)),
    acceptedSection(accepted), inputSection(input), coverageSection(report, doubts),
  ];
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${new Html(createHash("sha256").update(STYLE).digest("base64"))}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${what}: ${given(report)}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<header>
<h1>${what}</h1>
<p class="soft">Of <bdi>${given(report)}</bdi>${report.today === undefined ? "" : `, ${report.today}`}, by Ringfence ${VERSION}. Secrets are masked.</p>
${contents(report, accepted.length > 0, input.length > 0)}
</header>
<main>
${sections}
</main>
<footer><p>Made by Ringfence ${VERSION} from files alone. Each finding's rule is explained by <code>ringfence explain RULE</code>. Lines and columns count from 1.</p></footer>
</body>
</html>
`.source;
}

/** Told apart from weaknesses: nobody could tell, so there is a question to answer and nothing to mend yet. */
function isDoubt({ severity, confidence }: Problem): boolean {
  return severity === "info" && confidence === "low";
}

function given({ roots = [], inputs }: Report): string {
  const names = roots.length > 0 ? roots : inputs.map(({ path }) => path);
  return names.length > 6 ? `${names.slice(0, 6).join(", ")} and ${names.length - 6} more` : names.join(", ");
}

function contents({ audited }: Report, accepted: boolean, input: boolean): Html {
  const links: readonly (readonly [id: string, title: string, there: boolean])[] = [
    ["summary", "Summary", true], ["exposure", "Who can reach what", audited !== undefined], ["findings", "Findings", true],
    ["accepted", "Accepted and known", accepted], ["input", "Problems of the input", input], ["coverage", "What was covered", true],
  ];
  return html`<nav aria-label="Contents"><ul>${links.filter(([, , there]) => there).map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}

function summarySection(report: Report): Html {
  const { bySeverity } = countsOf(report);
  const tile = (severity: (typeof SEVERITIES)[number]): Html => html`<li class="${bySeverity[severity] === 0 ? "zero" : severity}"><strong>${bySeverity[severity]}</strong> ${capital(severity)}</li>
`;
  return html`<section id="summary" aria-labelledby="summary-title">
<h2 id="summary-title">Summary</h2>
<ul class="tiles">${SEVERITIES.map(tile)}</ul>
<p>${summarySentence(report)}</p>
${goneList(report)}
</section>
`;
}

function goneList({ baseline }: Report): Html {
  if (baseline === undefined || baseline.gone.length === 0) return NOTHING;
  return html`<p>Entries of the baseline that are no longer found:</p><ul>${baseline.gone.map(({ rule, file, subject }) => html`<li><code>${rule}</code> in <bdi>${file}</bdi>${subject === "" ? "" : ` (${subject})`}</li>`)}</ul>`;
}

/** What stood in the way of judging. */
function inputSection(problems: readonly Problem[]): Html {
  if (problems.length === 0) return NOTHING;
  return html`<section id="input" aria-labelledby="input-title">
<h2 id="input-title">Problems of the input</h2>
<table class="cards"><caption>What engines or this audit would stumble over in the files themselves.</caption>
<thead><tr><th scope="col">Problem</th><th scope="col">Level</th><th scope="col">Place</th></tr></thead>
<tbody>${problems.map(({ id, message, severity, span, fix }) => html`<tr><th scope="row">${sentence(message)}${fix === "" ? NOTHING : html`<br><span class="soft">${sentence(fix)}</span>`}<br><code>${id}</code></th><td data-label="Level"><span class="badge ${severity}">${severity}</span></td><td data-label="Place">${place(span)}</td></tr>
`)}</tbody></table>
</section>
`;
}
