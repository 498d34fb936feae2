import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { ROOT } from "./root.js";

/**
 * Which folder may import which, and why. `*` in a key stands for one folder: a target may not see another target.
 * A file directly in src/ is named by its file name.
 */
const MAY_IMPORT: Record<string, { readonly from: readonly string[]; readonly because: string }> = {
  "source": { from: [], because: "texts and places know nothing of what is in them" },
  "posture": { from: ["source", "exposure"], because: "the model is plain data; a filter's is the one that the algebra knows" },
  "finding.ts": { from: ["source"], because: "a finding is a message with places" },
  "version.ts": { from: [], because: "it is a constant" },
  "numbering": { from: ["posture"], because: "number classes are decided alike for policy, dialplan and report" },
  "dialplan": { from: ["source", "posture"], because: "the ways of calls are worked out from the model, whoever judges them" },
  "exposure": { from: ["source"], because: "the algebra knows packets and rules, not who wrote them" },
  "policy": { from: ["source", "posture", "numbering"], because: "a policy is read without knowing who renders or judges it" },
  "dialects/*": { from: ["source", "posture", "exposure", "dialplan"], because: "reading tolerates anything and judges nothing" },
  "rules": { from: ["source", "posture", "finding.ts", "exposure", "rules/*"], because: "a rule cannot tell a policy from a live configuration; the index names every group; what a filter opens is asked by several groups" },
  "rules/*": { from: ["source", "posture", "finding.ts", "rules", "exposure", "dialplan"], because: "a rule about an engine sees its model and never its parser; groups share nothing with each other" },
  "targets": { from: ["source", "posture", "policy", "numbering", "version.ts", "targets/*"], because: "writing depends on the policy alone; the index names every target" },
  "targets/*": { from: ["source", "posture", "policy", "numbering", "targets"], because: "one target never leans on another" },
  "report": { from: ["source", "finding.ts", "rules", "version.ts"], because: "a reporter turns results into text and reaches back to nothing" },
  "app": { from: ["source", "posture", "finding.ts", "version.ts", "policy", "numbering", "exposure", "dialects/*", "dialects", "rules", "targets", "report"], because: "use cases compose everything and print nothing" },
  "index.ts": { from: ["source", "posture", "finding.ts", "version.ts", "policy", "numbering", "rules", "targets", "report", "app"], because: "the public API is re-exports only" },
  "cli": { from: ["app", "report", "source", "finding.ts", "version.ts", "rules"], because: "the command line is a thin edge around the use cases" },
};

/** Modules of Node and of others that only the named places may import. */
const RESTRICTED: Record<string, { readonly to: readonly string[]; readonly because: string }> = {
  "node:fs": { to: ["source/load.ts", "app/write.ts", "app/plan-write.ts", "app/fix-files.ts", "app/read-folder.ts", "app/secrets.ts", "cli/"], because: "the core is pure: it also runs where there are no files" },
  "node:fs/promises": { to: ["source/load.ts", "app/write.ts", "cli/"], because: "the core is pure" },
  "node:child_process": { to: [], because: "Ringfence executes nothing" },
  "node:net": { to: ["policy/addresses.ts"], because: "Ringfence opens no socket; only net.isIP is of use" },
  "node:process": { to: ["cli/"], because: "the process belongs to the command line" },
  "commander": { to: ["cli/"], because: "the command line lives in cli/ and nowhere else" },
};

const src = join(ROOT, "src");
const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => relative(src, join(entry.parentPath, entry.name)));

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

/** The row of the table that a file belongs to: the longest key that fits. */
function rowOf(file: string): string {
  const parts = file.split("/");
  if (parts.length === 1) return file;
  const nested = `${parts[0]}/*`;
  return parts.length > 2 && nested in MAY_IMPORT ? nested : (parts[0] ?? "");
}

test("every folder of src has a row in the import table", () => {
  for (const file of files) assert.ok(rowOf(file) in MAY_IMPORT, `${file} belongs to no row`);
});

test("imports go in one direction", () => {
  const broken = files.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => join(dirname(file), specifier).replace(/\.js$/, ".ts"))
      .filter((target) => !sameRoom(file, target) && !MAY_IMPORT[rowOf(file)]?.from.includes(rowOf(target)))
      .map((target) => `src/${file} imports src/${target}; ${rowOf(file)} may not: ${MAY_IMPORT[rowOf(file)]?.because}`),
  );
  assert.deepEqual(broken, []);
});

function sameRoom(file: string, target: string): boolean {
  const room = rowOf(file);
  if (room !== rowOf(target)) return false;
  return !room.endsWith("/*") || file.split("/")[1] === target.split("/")[1];
}

test("files, sockets, processes and the command line are touched where they should be and nowhere else", () => {
  const broken = files.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier in RESTRICTED)
      .filter((specifier) => !RESTRICTED[specifier]?.to.some((place) => file.startsWith(place)))
      .map((specifier) => `src/${file} imports ${specifier}: ${RESTRICTED[specifier]?.because}`),
  );
  assert.deepEqual(broken, []);
});

test("the core never touches the console or the process", () => {
  const core = files.filter((file) => !file.startsWith("cli/"));
  const broken = core.filter((file) => /\b(console|process)\.(?!conf\b)/.test(stripComments(readFileSync(join(src, file), "utf8"))));
  assert.deepEqual(broken, []);
});

function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}
