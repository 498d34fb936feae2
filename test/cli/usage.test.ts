import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { test } from "node:test";
import { main } from "../../src/cli/main.js";
import { VERSION } from "../../src/version.js";
import { ROOT } from "../root.js";
import { run } from "./run.js";

const HQ = "examples/acme-hq.yaml";

test("the version is package.json's", async () => {
  assert.equal(VERSION, (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string }).version);
  for (const flag of ["--version", "-V"]) assert.deepEqual(await run([flag]), { code: 0, stdout: `${VERSION}\n`, stderr: "" });
  assert.equal((await run(["lint", "--version"])).stdout, `${VERSION}\n`);
});

test("help is a result; no command at all is a mistake", async () => {
  const help = await run(["--help"]);
  assert.deepEqual([help.code, help.stderr], [0, ""]);
  for (const command of ["validate", "lint", "render", "diff", "init", "explain", "schema", "completion"]) assert.match(help.stdout, new RegExp(`^  ${command} `, "m"));
  const nothing = await run([]);
  assert.deepEqual([nothing.code, nothing.stdout], [2, ""]);
  assert.match(nothing.stderr, /^Usage: ringfence/);
});

test("mistakes on the command line are code 2, on stderr, with what was meant", async () => {
  const cases: readonly [argv: string[], stderr: RegExp][] = [
    [["lnt"], /unknown command 'lnt'\n\(Did you mean lint\?\)/],
    [["lint", HQ, "--fromat", "json"], /unknown option '--fromat'\n\(Did you mean --format\?\)/],
    [["lint"], /missing required argument 'policy'/],
    [["lint", HQ, "--format", "xml"], /Allowed choices are terminal, json, sarif, github/],
    [["lint", HQ, "--fail-on", "worst"], /Allowed choices are critical, high, medium, low, info, none/],
    [["render", HQ], /say where to: -o DIR/],
    [["render", HQ, "-o", "x", "--print", "y"], /say where to/],
    [["render", HQ, "-o", "x", "--target", "cisco"], /Allowed choices are asterisk, kamailio, iptables, nftables, fail2ban/],
    [["diff", HQ], /say what to compare with/],
    [["explain", "listner-cleartext"], /no rule is called "listner-cleartext"; did you mean listener-cleartext\?/],
    [["explain", "x", "--format", "sarif"], /explain prints terminal or json/],
    [["completion", "tcsh"], /Allowed choices are bash, zsh, fish/],
    [["validate", "-", "-"], /standard input \(-\) can be read only once/],
  ];
  for (const [argv, expected] of cases) {
    const { code, stdout, stderr } = await run(argv);
    assert.deepEqual([code, stdout], [2, ""], argv.join(" "));
    assert.match(stderr, expected);
  }
});

test("colours: by terminal, environment and flag, the nearest to the user first", async () => {
  const coloured = async (flags: string[], env: Record<string, string>, terminal?: number) =>
    (await run(["lint", "examples/acme-edge.yaml", ...flags], { env, ...(terminal === undefined ? {} : { terminal }) })).stdout.includes("\u001b[");
  assert.equal(await coloured([], {}), false);
  assert.equal(await coloured([], {}, 80), true);
  assert.equal(await coloured([], { TERM: "dumb" }, 80), false);
  assert.equal(await coloured([], { NO_COLOR: "1" }, 80), false);
  assert.equal(await coloured([], { NO_COLOR: "" }, 80), true);
  assert.equal(await coloured([], { FORCE_COLOR: "1" }), true);
  assert.equal(await coloured([], { FORCE_COLOR: "0" }, 80), false);
  assert.equal(await coloured(["--color"], { NO_COLOR: "1" }), true);
  assert.equal(await coloured(["--no-color"], { FORCE_COLOR: "1" }, 80), false);
});

test("explain: one rule, all rules, as text and as JSON", async () => {
  assert.match((await run(["explain", "listener-cleartext"])).stdout, /^listener-cleartext \(high\): [\s\S]*\nWhy\n[\s\S]*\nBefore\n[\s\S]*\nReferences\n/);
  assert.equal((JSON.parse((await run(["explain", "listener-cleartext", "-f", "json"])).stdout) as { id: string }).id, "listener-cleartext");
  const listed = (await run(["explain"])).stdout.trimEnd().split("\n");
  assert.equal(listed.length, (JSON.parse((await run(["explain", "-f", "json"])).stdout) as unknown[]).length);
});

test("schema prints the schema as it is published", async () => {
  assert.equal((await run(["schema"])).stdout, readFileSync(join(ROOT, "schemas/policy.schema.json"), "utf8"));
});

test("our own bug is code 70, says so, and quotes nothing of the policy unless asked", async () => {
  const broken = (env: Record<string, string>) => {
    const stderr: string[] = [];
    const stdin = new Readable({ read() { this.destroy(new TypeError("quotes hunter2")); } });
    const sink = (into: string[]) => new Writable({ write(chunk: Buffer, _, done) { into.push(chunk.toString()); done(); } });
    return main(["lint", "-"], { stdin, stdout: sink([]), stderr: sink(stderr), env, cwd: ROOT, isTTY: { stdout: false, stderr: false }, columns: undefined, now: () => new Date(0) }).then((code) => ({ code, text: stderr.join("") }));
  };
  const { code, text } = await broken({});
  assert.equal(code, 70);
  assert.match(text, /a bug in Ringfence .*not in your policy/);
  assert.doesNotMatch(text, /hunter2/);
  assert.match((await broken({ RINGFENCE_DEBUG: "1" })).text, /TypeError: quotes hunter2/);
});
