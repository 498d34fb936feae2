/**
 * `npm run generate [-- --check]`: writes docs/rules/ and the rules table in README.md from the rules' own metadata.
 *
 * --check writes nothing and fails (1) where a file differs; --root DIR works on another copy of the repository.
 * Reads the rules as built: .build (npm run test:fast) or dist (npm run build), whichever is newer.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { rulePage, rulesIndex, withRulesTable } from "./rule-pages.mjs";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { check: { type: "boolean", default: false }, root: { type: "string", default: home } } });
const root = resolve(values.root);

const built = [join(home, ".build/src/rules/registry.js"), join(home, "dist/rules/registry.js")].filter((path) => existsSync(path));
built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
if (built.length === 0) {
  process.stderr.write("the rules are not built yet: run `npm run build` first\n");
  process.exit(2);
}
const { GROUPS } = await import(pathToFileURL(built[0]).href);
const { languageOf, textsOf } = await import(pathToFileURL(join(dirname(built[0]), "example.js")).href);
const textsWithLanguage = (example) => textsOf(example).map(({ file, text }) => ({ file, text, language: languageOf(file) }));
const groups = GROUPS.map(({ folder, title, rules }) => ({ folder, title, metas: rules.map(({ meta }) => ({ ...meta, before: textsWithLanguage(meta.before), after: textsWithLanguage(meta.after) })) }));

/** Path below the root -> text, or null for a page whose rule is gone. */
function wanted() {
  const files = new Map([["docs/rules/README.md", rulesIndex(groups)]]);
  for (const { folder, metas } of groups) for (const meta of metas) files.set(`docs/rules/${meta.id}.md`, rulePage(meta, folder));
  for (const name of existsSync(join(root, "docs/rules")) ? readdirSync(join(root, "docs/rules")) : []) {
    if (!files.has(`docs/rules/${name}`)) files.set(`docs/rules/${name}`, null);
  }
  const readme = read("README.md");
  if (readme !== null) files.set("README.md", withRulesTable(readme, groups));
  return files;
}

function read(path) {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : null;
}

const stale = [...wanted()].filter(([path, text]) => read(path) !== text);
for (const [path, text] of stale) {
  process.stdout.write(`${values.check ? "differs" : text === null ? "removed" : "written"}: ${path}\n`);
  if (values.check) continue;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  if (text === null) rmSync(join(root, path));
  else writeFileSync(join(root, path), text);
}
if (values.check && stale.length > 0) {
  process.stdout.write("run `npm run generate` and commit the result\n");
  process.exitCode = 1;
}
