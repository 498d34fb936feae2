// Makes src/dialects/kamailio/tables/{modules,settings}-data.ts out of Kamailio's own sources, branch by branch.
//   git clone --mirror https://github.com/kamailio/kamailio FOLDER
//   node scripts/kamailio/tables.mjs FOLDER
// test/engines/kamailio-tables.test.ts compares the result with the export tables of the modules as built.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { macrosOf, readModules, variablesOf, withoutComments } from "./c-tables.mjs";
import { readKeywords, readSettings } from "./grammar.mjs";

const VERSIONS = ["5.5", "5.6", "5.7", "5.8", "6.0", "6.1"];
/** What a point release brought that the clone may not have yet: seen in the packages. */
const SINCE = [{ version: "6.1", module: "topoh", param: { name: "mask_cookie", type: 4 } }];
const EVERY = 2 ** VERSIONS.length - 1;
const [repository] = process.argv.slice(2);
if (repository === undefined) throw new Error("which clone of Kamailio?");
const target = join(dirname(fileURLToPath(import.meta.url)), "../../src/dialects/kamailio/tables");

const scratch = mkdtempSync(join(tmpdir(), "kamailio-"));
const read = VERSIONS.map((version) => readVersion(version));
rmSync(scratch, { recursive: true, force: true });

const versions = JSON.stringify(VERSIONS);
write("modules-data.ts", `/** Of these branches the tables tell; bit 0 of a mask stands for the first. */\nexport const VERSIONS = ${versions} as const;\n\n/** One module a line; see modules.ts for the notation. */\nexport const MODULES = String.raw\`\n${moduleLines().join("\n")}\n\`;\n`);
write("settings-data.ts", `/** Core settings with the kinds of value they take; see settings.ts for the notation. */\nexport const SETTINGS = \`\n${settingLines(({ settings }) => settings).join("\n")}\n\`;\n\n/** Words of the language that are no names, settings aside. */\nexport const KEYWORDS = \`\n${keywordLines().join("\n")}\n\`;\n`);

function readVersion(version) {
  const folder = join(scratch, version);
  mkdirSync(folder);
  const paths = [":(glob)src/modules/**/*.c", ":(glob)src/modules/**/*.h", ":(glob)src/core/*"];
  const archive = execFileSync("git", ["-C", repository, "archive", version, "--", ...paths], { maxBuffer: 2 ** 30 });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  const core = (name) => readFileSync(join(folder, "src/core", name), "latin1");
  const variables = ["pv_core.c", "pvapi.c"].flatMap((name) => {
    const text = withoutComments(core(name));
    return variablesOf({ text, macros: macrosOf(text), used: new Set(["core_pvs", "_core_pvs", "_core_init_pvs"]) });
  });
  const modules = readModules(join(folder, "src/modules")).set("core", { name: "core", functions: [], params: [], variables });
  for (const late of SINCE) if (late.version === version) modules.get(late.module).params.push(late.param);
  return { modules, settings: readSettings(core("cfg.lex"), core("cfg.y")), keywords: readKeywords(core("cfg.lex")) };
}

function moduleLines() {
  const names = [...new Set(read.flatMap(({ modules }) => [...modules.keys()]))].sort();
  return names.map((name) => {
    const of = read.map(({ modules }) => modules.get(name));
    const mask = maskWhere((version) => of[version] !== undefined);
    const alias = of.find((one) => one !== undefined && one.name !== name)?.name;
    const parts = [functionsOf, ({ params }) => paramsOf(params), variableNames].map((entries) => joined(of.map((one) => (one === undefined ? [] : entries(one))), mask));
    return [`${name}${alias === undefined ? "" : `=${alias}`}${masked(mask, EVERY)}`, ...parts].join("|").replace(/\|+$/, "");
  });
}

/** `name:0,2:3!`: numbers of arguments, routes in base 36, `!` where the arguments must be constant; those that no script can call are left out. */
function functionsOf({ functions }) {
  const groups = new Map();
  for (const { name, args, routes, prepared } of functions) {
    if (routes === 0 || args === -1) continue;
    const kind = `${(routes & 0x3ff) === 0x3ff ? "" : routes.toString(36)}${prepared ? "!" : ""}`;
    const key = `${name} ${kind}`;
    groups.set(key, { name, kind, args: [...new Set([...(groups.get(key)?.args ?? []), args])] });
  }
  return [...groups.values()].map(({ name, kind, args }) => `${name}:${args.map((count) => (count < 0 ? "*" : count)).join(",")}${kind === "" ? "" : `:${kind}`}`);
}

/** `name` takes a string, `name#` a number, `name?` either. */
function paramsOf(params) {
  const types = new Map();
  for (const { name, type } of params) types.set(name, (types.get(name) ?? 0) | type);
  return [...types].map(([name, type]) => `${name}${(type & 5) === 0 ? "#" : (type & 2) === 0 ? "" : "?"}`);
}

/** `name=` can be assigned to. */
function variableNames({ variables }) {
  const writable = new Map();
  for (const { name, writable: can } of variables) writable.set(name, (writable.get(name) ?? false) || can);
  return [...writable].map(([name, can]) => `${name}${can ? "=" : ""}`);
}

function settingLines(of) {
  const names = [...new Set(read.flatMap((version) => [...of(version).keys()]))].sort();
  return wrapped(joined(read.map((version) => names.filter((name) => of(version).has(name)).map((name) => `${name}:${of(version).get(name)}`)), EVERY).split(" "));
}

function keywordLines() {
  return wrapped(joined(read.map(({ keywords, settings }) => [...keywords].filter((word) => !settings.has(word)).sort()), EVERY).split(" "));
}

/** The entries of all versions, each with the mask of those that have it where that is not `usual`. */
function joined(perVersion, usual) {
  const entries = [...new Set(perVersion.flat())].sort();
  return entries.map((entry) => `${entry}${masked(maskWhere((version) => perVersion[version].includes(entry)), usual)}`).join(" ");
}

function maskWhere(has) {
  return VERSIONS.reduce((mask, _, index) => (has(index) ? mask | (1 << index) : mask), 0);
}

function masked(mask, usual) {
  return mask === usual ? "" : `@${mask.toString(36)}`;
}

function wrapped(words) {
  const lines = [""];
  for (const word of words) {
    if (lines.at(-1).length + word.length > 150) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}

function write(name, text) {
  writeFileSync(join(target, name), `// Made by scripts/kamailio/tables.mjs; not to be edited.\n${text}`);
}
