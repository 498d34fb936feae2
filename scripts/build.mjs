// Makes generated/ (the policy validator and the templates, compiled so that start-up does not pay for them), then dist/.
//   node scripts/build.mjs            everything
//   node scripts/build.mjs --tests    generated/ and .build/ (sources and tests), for scripts/test.mjs
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const forTests = process.argv.includes("--tests");

mkdirSync(join(root, "generated"), { recursive: true });
buildTemplates();
buildValidator();
if (forTests) {
  rmSync(join(root, ".build"), { recursive: true, force: true });
  compile("tsconfig.test.json");
} else {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  compile("tsconfig.build.json");
  bundleCommand();
}

function buildTemplates() {
  const Handlebars = require("handlebars");
  // The built-in helpers are declared unknown on purpose: a template that uses one does not compile.
  const knownHelpers = { if: false, unless: false, each: false, with: false, lookup: false, log: false, when: true, every: true };
  const entries = filesBelow(join(root, "templates"), ".hbs").map((file) => {
    const name = relative(join(root, "templates"), file).replaceAll("\\", "/").replace(/\.hbs$/, "");
    const code = Handlebars.precompile(readFileSync(file, "utf8"), {
      strict: true, noEscape: true, preventIndent: true, knownHelpersOnly: true, knownHelpers, srcName: undefined,
    });
    return `${JSON.stringify(name)}: ${code}`;
  });
  write("templates.cjs", `"use strict";\nmodule.exports = {\n${entries.join(",\n")}\n};\n`);
  write("templates.d.cts", `type TemplateSpecification = object;\ndeclare const templates: Readonly<Record<string, TemplateSpecification>>;\nexport = templates;\n`);
}

function buildValidator() {
  const schema = join(root, "schemas/policy.schema.json");
  if (!existsSync(schema)) return;
  const Ajv = require("ajv/dist/2020").default;
  const standalone = require("ajv/dist/standalone").default;
  // `verbose` puts the schema that objects into each error: its examples and `patternErrorMessage` (which editors show
  // too) make the hints. Titles and descriptions are for editors alone.
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true, code: { source: true, esm: false } });
  ajv.addKeyword("patternErrorMessage");
  const code = standalone(ajv, ajv.compile(withoutProse(JSON.parse(readFileSync(schema, "utf8")))));
  write("validate-policy.cjs", gatheringInOnePass(code));
  write("validate-policy.d.cts", `import type { ValidateFunction } from "ajv";\ndeclare const validate: ValidateFunction;\nexport = validate;\n`);
}

/** ajv copies all errors so far for every block that has some: ten thousand bad accounts would take their square. */
function gatheringInOnePass(code) {
  const slow = /vErrors === null \? (validate[0-9]+)\.errors : vErrors\.concat\(\1\.errors\)/g;
  if (!slow.test(code)) throw new Error("ajv gathers errors in another way now: see whether it is linear");
  return `${code.replaceAll(slow, "gather(vErrors, $1.errors)")}\nfunction gather(all, more) { if (all === null) return more; for (const error of more) all.push(error); return all; }\n`;
}

function withoutProse(schema) {
  if (Array.isArray(schema)) return schema.map(withoutProse);
  if (schema === null || typeof schema !== "object") return schema;
  const isProse = ([key, value]) => (key === "title" || key === "description") && typeof value === "string";
  return Object.fromEntries(Object.entries(schema).filter((entry) => !isProse(entry)).map(([key, value]) => [key, key === "examples" ? value : withoutProse(value)]));
}

function compile(project) {
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, project)], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

/**
 * The command as few files: two hundred small modules take longer to find than to run. The library stays as it is. Parts
 * that not every command needs stay apart and are loaded when they are needed; the numbering plans are data and stay outside.
 */
function bundleCommand() {
  const { metafile } = require("esbuild").buildSync({
    entryPoints: { ringfence: join(root, "dist/cli/bin.js") }, outdir: join(root, "dist/bin"), absWorkingDir: root,
    bundle: true, splitting: true, platform: "node", format: "esm", target: "node20", external: ["libphonenumber-js"],
    // Half of what an audit loads would be indentation and prose for readers. Names stay: a bug report shows them.
    minifyWhitespace: true, minifySyntax: true,
    // The generated validator and ajv's runtime are CommonJS.
    banner: { js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);' },
    metafile: true, logLevel: "warning",
  });
  const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  writeFileSync(join(root, "dist/bin/THIRD-PARTY.txt"), [...packages].sort().map(notice).join("\n"));
  chmodSync(join(root, "dist/bin/ringfence.js"), 0o755);
}

/** What the licence of a package that is bundled wants to travel with it. */
function notice(name) {
  const folder = join(root, "node_modules", name);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${name} is bundled and has no licence text`);
  return `${name} ${JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

function filesBelow(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function write(name, text) {
  const path = join(root, "generated", name);
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
}
