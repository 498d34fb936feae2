// What the rules' own metadata says, as Markdown. Pure: texts in, texts out.

const BEGIN = "<!-- rules:begin -->";
const END = "<!-- rules:end -->";

/** docs/rules/<id>.md */
export function rulePage(meta) {
  return `<!-- Made by \`npm run generate\` from src/rules/${meta.id}.ts. -->
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
export function rulesIndex(metas) {
  return `<!-- Made by \`npm run generate\` from src/rules. -->
# Rules

Each is named after a weakness. The severity is the usual one: a finding's own follows from who can reach the weak place.

${rulesTable(metas, "")}

A finding that you accept for a time goes into the policy's \`exceptions\`, or into a comment on its line or the line before:

\`\`\`yaml
# ringfence: ignore listener-cleartext until 2027-03-31 owner noc reason the lift phone knows nothing else
\`\`\`

Both need a reason and an end date. What they cover stays in SARIF and JSON, marked as suppressed; once expired they raise it again.
`;
}

/** @param folder where the pages lie, seen from the text that holds the table: "" or "docs/rules/" */
export function rulesTable(metas, folder) {
  const rows = metas.map(({ id, severity, title }) => `| [${id}](${folder}${id}.md) | ${severity} | ${cell(title)} |`);
  return ["| Rule | Severity | What it finds |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The text with the table put between its markers; as it is where it has none. */
export function withRulesTable(text, metas) {
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) return text;
  return `${text.slice(0, from + BEGIN.length)}\n${rulesTable(metas, "docs/rules/")}\n${text.slice(to)}`;
}

function fenced(text) {
  return `\`\`\`yaml\n${text.trim()}\n\`\`\``;
}

function cell(text) {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
