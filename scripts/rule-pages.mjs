// What the rules' own metadata says, as Markdown. Pure: texts in, texts out.

const BEGIN = "<!-- rules:begin -->";
const END = "<!-- rules:end -->";

/** docs/rules/<id>.md */
/** @param folder where the rule lives below src/rules, empty for that one itself */
export function rulePage(meta, folder) {
  return `<!-- Made by \`npm run generate\` from src/rules/${folder === "" ? "" : `${folder}/`}${meta.id}.ts. -->
# ${meta.id}

${meta.title}.

| | |
| --- | --- |
| Usual severity | ${meta.severity} |
| Applies to | ${cell(meta.versions)} |
| CWE | ${meta.cwe === null ? "none fits" : `[CWE-${meta.cwe}](https://cwe.mitre.org/data/definitions/${meta.cwe}.html)`} |
| Caught | [test/rules/${meta.id}](../../test/rules/${meta.id}) |

## Why

${meta.why}

## How bad

${meta.degrees}

## Fix

${meta.fix}

Before:

${fenced(meta.before)}

After:

${fenced(meta.after)}
${meta.references.length === 0 ? "" : `
## References

${meta.references.map((url) => `- <${url}>`).join("\n")}
`}`;
}

/** docs/rules/README.md */
export function rulesIndex(groups) {
  return `<!-- Made by \`npm run generate\` from src/rules. -->
# Rules

Each is named after a weakness. The severity is the usual one: a finding's own follows from who can reach the weak place.

${groups.filter(({ metas }) => metas.length > 0).map(({ title, metas }) => `## ${title}\n\n${rulesTable(metas)}`).join("\n\n")}

## Accepting a finding

A finding that you accept for a time goes into the policy's \`exceptions\`, or into a comment on its line or the line before:

\`\`\`yaml
# ringfence: ignore listener-cleartext until 2027-03-31 owner noc reason the lift phone knows nothing else
\`\`\`

Both need a reason and an end date. What they cover stays in SARIF and JSON, marked as suppressed; once expired they raise it again.
`;
}

function rulesTable(metas) {
  const rows = metas.map(({ id, severity, title }) => `| [${id}](${id}.md) | ${severity} | ${cell(title)} |`);
  return ["| Rule | Severity | What it finds |", "| --- | --- | --- |", ...rows].join("\n");
}

const SEVERITIES = ["critical", "high", "medium", "low", "info"];

/** How many rules there are of each group, by usual severity. */
export function countsTable(groups) {
  const row = ({ title, metas }) => `| ${title} | ${metas.length} | ${SEVERITIES.map((severity) => metas.filter((meta) => meta.severity === severity).length).join(" | ")} |`;
  return [`| Rules about | all | ${SEVERITIES.join(" | ")} |`, `| --- | --- |${" --- |".repeat(SEVERITIES.length)}`, ...groups.filter(({ metas }) => metas.length > 0).map(row)].join("\n");
}

/** The text with the table put between its markers; as it is where it has none. */
export function withRulesTable(text, groups) {
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) return text;
  return `${text.slice(0, from + BEGIN.length)}\n${countsTable(groups)}\n${text.slice(to)}`;
}

function fenced(texts) {
  return texts.map(({ file, language, text }) => `${file === null ? "" : `\`${file}\`:\n\n`}\`\`\`${language}\n${text.trim()}\n\`\`\``).join("\n\n");
}

function cell(text) {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
