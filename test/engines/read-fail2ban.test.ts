import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { joinFiles, optionOf, readingOrder, secondsOf } from "../../src/dialects/fail2ban/index.js";
import type { SourceFile } from "../../src/source/index.js";
import { engine } from "./lab/engine.js";
import { run } from "./lab/process.js";
import { scratch } from "./lab/scratch.js";

const FILES = ["jail.conf", "jail.d/a.conf", "jail.d/b.conf", "jail.local", "jail.d/a.local", "jail.d/z.local"] as const;
const JAILS = ["asterisk", "pbx"] as const;

const times = fc.constantFrom("600", "10m", "1h", "1h30m", "1d 12h", "2w", "-1", "%(base)s", "%(hops)s", "30 ; seconds", "1h # no comment");
const counts = fc.constantFrom("3", "5", "12", "%(few)s", "7 ; or so");
const option = fc.oneof(
  fc.record({ name: fc.constantFrom("findtime", "bantime"), value: times }), fc.record({ name: fc.constant("maxretry"), value: counts }),
  fc.record({ name: fc.constant("enabled"), value: fc.constantFrom("true", "yes", "1", "on", "TRUE", "false", "no", "off") }),
);
const section = fc.record({ name: fc.constantFrom("DEFAULT", ...JAILS), options: fc.array(option, { maxLength: 4 }), spelt: fc.constantFrom(" = ", "=", ": ", " =  ") });
const file = fc.record({ path: fc.constantFrom(...FILES), sections: fc.array(section, { minLength: 1, maxLength: 3 }) });

/** Options of one name twice in a section are an error to Python, and so are sections: each stands once. */
function textOf(sections: readonly { readonly name: string; readonly options: readonly { readonly name: string; readonly value: string }[]; readonly spelt: string }[]): string {
  const once = [...new Map(sections.map((one) => [one.name, one])).values()];
  return once.map(({ name, options, spelt }) => `[${name}]\n${[...new Map(options.map((one) => [one.name, one])).values()].map((one) => `${one.name}${spelt}${one.value}\n`).join("")}`).join("\n");
}

/** What every case begins with: jails that can be loaded, and the values that others stand for. */
const BASE = `[DEFAULT]\nfew = 4\nbase = 20m\nhops = %(base)s\nbackend = polling\nfilter = nothing\nlogpath = /dev/null\nusedns = no\nmaxretry = 5\nfindtime = 10m\nbantime = 10m\n[asterisk]\nenabled = true\n[pbx]\nenabled = false\n`;

/** Jails that are started, with their three figures, as fail2ban itself says what it would tell its server. */
async function byEngine(files: ReadonlyMap<string, string>): Promise<Record<string, Record<string, number>> | string> {
  const folder = join(scratch("f2b"), "etc");
  const all = new Map([...files, ["fail2ban.conf", "[Definition]\nloglevel = ERROR\nsocket = /x\npidfile = /x\n"], ["filter.d/nothing.conf", "[Definition]\nfailregex = ^nothing <HOST>$\n"]]);
  for (const [path, text] of all) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const { stdout, stderr, code } = await run(engine("tools", "fail2ban-client"), ["-c", folder, "-d"], { timeout: 30_000 });
  if (code !== 0) return stderr;
  const jails: Record<string, Record<string, number>> = {};
  for (const [, jail = ""] of stdout.matchAll(/^\['add', '([^']+)'/gm)) jails[jail] = {};
  for (const [, jail = "", name = "", figure = ""] of stdout.matchAll(/^\['set', '([^']+)', '(maxretry|findtime|bantime)', '?([^'\]]*)'?\]/gm)) {
    const known = jails[jail];
    if (known !== undefined) known[name] = secondsOf(figure) ?? NaN;
  }
  return jails;
}

function byUs(files: ReadonlyMap<string, string>): Record<string, Record<string, number>> {
  const sources = [...files].map(([path, text]): SourceFile => ({ path, text })).sort((a, b) => (readingOrder(a.path) < readingOrder(b.path) ? -1 : 1));
  const settings = joinFiles(sources, () => null);
  const on = JAILS.filter((jail) => /^(?:1|yes|true|on)$/i.test(optionOf(settings, jail, "enabled")?.value ?? ""));
  const figure = (jail: string, name: string): number => secondsOf(optionOf(settings, jail, name)?.value ?? "") ?? NaN;
  return Object.fromEntries(on.map((jail) => [jail, Object.fromEntries(["maxretry", "findtime", "bantime"].map((name) => [name, figure(jail, name)]))]));
}

test("jails come to what fail2ban itself makes of the same files", { timeout: 240_000 }, async () => {
  const cases = fc.sample(fc.array(file, { minLength: 1, maxLength: 5 }), { numRuns: 60, seed: 20261122 });
  let alike = 0;
  let refused = 0;
  for (const one of cases) {
    const files = new Map([["jail.conf", BASE], ...one.map(({ path, sections }) => [path === "jail.conf" ? "jail.d/0.conf" : path, textOf(sections)] as const)]);
    const theirs = await byEngine(files);
    const ours = byUs(files);
    if (typeof theirs === "string") {
      refused += 1;
      assert.ok(Object.values(ours).some((figures) => Object.values(figures).some(Number.isNaN)), `refused by fail2ban alone: ${theirs}\n${[...files].map(([path, text]) => `# ${path}\n${text}`).join("\n")}`);
      continue;
    }
    alike += 1;
    assert.deepEqual(ours, theirs, [...files].map(([path, text]) => `# ${path}\n${text}`).join("\n"));
  }
  assert.ok(alike >= 30, `${alike} alike, ${refused} refused`);
});
