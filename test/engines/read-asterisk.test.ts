import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { filesInMemory, type Loaded, loadAsterisk } from "../../src/dialects/asterisk/index.js";
import { type Folder, folder } from "../dialects/asterisk/arbitrary.js";
import { Asterisk } from "./lab/asterisk.js";
import { Namespace } from "./lab/namespace.js";
import type { HeldCategory } from "./read-asterisk/get-config.js";

const agent = fileURLToPath(new URL("read-asterisk/get-config.js", import.meta.url));

const ENGINES = ["asterisk-22", "asterisk-16"] as const;
const running = new Map<string, Asterisk>();

before(async () => {
  for (const prefix of ENGINES) {
    const asterisk = await Asterisk.boot({
      namespace: await Namespace.create(),
      prefix,
      configs: {
        "modules.conf": "[modules]\nautoload=no\n",
        "manager.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\n[reader]\nsecret=of-this-test-only\nwritetimeout=60000\nread=all\nwrite=all\n",
      },
    });
    running.set(prefix, asterisk);
  }
});

after(async () => {
  for (const asterisk of running.values()) await asterisk.stop();
});

async function held(asterisk: Asterisk, folders: readonly Folder[]): Promise<(HeldCategory[] | null)[]> {
  const said = await asterisk.namespace.must(process.execPath, [agent, "5038", join(asterisk.base, "etc")], { input: JSON.stringify(folders), timeout: 120_000 });
  return JSON.parse(said) as (HeldCategory[] | null)[];
}

function read(texts: Folder): Loaded {
  const etc = "/etc/asterisk";
  const files = new Map(Object.entries(texts).map(([name, text]) => [join(etc, name), { path: name, text }]));
  return loadAsterisk({ path: "t.conf", text: texts["t.conf"] ?? "" }, filesInMemory(etc, files));
}

function asHeld({ valid, categories }: Loaded): HeldCategory[] | null {
  if (!valid) return null;
  return categories.map(({ name, isTemplate, templates, variables }) => ({ name, isTemplate, templates: templates.join(","), lines: variables.map((variable) => `${variable.name}=${variable.value}`) }));
}

async function compare(prefix: string, folders: readonly Folder[]): Promise<void> {
  const asterisk = running.get(prefix);
  assert.ok(asterisk !== undefined);
  const engine = await held(asterisk, folders);
  for (const [index, texts] of folders.entries()) assert.deepEqual(asHeld(read(texts)), engine[index], `of ${JSON.stringify(texts)}`);
}

/** Mistakes and corners, one a text, each told apart by what the engine then holds. */
const corners = [
  "", "; nothing", "x=1\n[a]\n", "[a\n", "[a](b\n", "[a](b)\n", "[a]()\nx=1\n", "[f]\nx=1\n[t](!)\ny=1\n[a](t,)\nz=1\n", "[f]\nx=1\n[](+)\nz=1\n",
  "[a] (b)\nx=1\n", "[a](!)\nx=1\n[a](+)\n", "[a](!)\nx=1\n[a](+TEMPLATES=include)\ny=2\n", "[a](!)\nx=1\n[a](!,+)\n", "[a]\nx=1\n[a](+TEMPLATES=other)\n",
  "[a]\ntype=auth\n[a]\ntype=endpoint\n[A](+type=^end.*t$)\ny=2\n", "[t](!)\nk=1\n[a]\nx=1\n[a](+,t)\ny=2\n[a](t,+)\nw=3\n", "[a]\nx=1\n[a](+,!)\n[b](a)\n",
  "[a]\nx=1\nx += 2\nx +=   3 \nq += 4\nx +=> 5\n", "[a]\nx=1\nx=1\nx+=2\nX+=9\n", "[a]\nx=\nx+=1\nX=\nx+=\n", "[a]\n=1\n+=2\n+ = 3\n", "[a]\nx=>1\ny= > 2\nz = = 3\nv==>4\n",
  "[a]\nx=b --; c ; d\ny=2\n[c]\nz=3 ;-- foo\nw=1\n;-- a --; v=1\nu=1\n", "[a]\nx=b --; c ;-- d --; e ;-- f --; g\ny=1\n", "[a]\n;-----;\nx=1 ;-- c --; ;--- z\nw=1;-- a --;2\n",
  "[a]\n;-- a ;-- b --; x=1\n--; y=2\n", `[a]\n${";--".repeat(128)} x=1 ${"--; ".repeat(128)} y=2\n`, "[a]\nx=\\;c\\\\;d\\;;e\n", "[a]\n\\[x]=1\n\\=y=2\n\\#z=3\n", "[a]\n\\ x=1\n", "[a]\n\\é=1\n",
  "[a]\n//x=1\n#foo\n# include i1.conf\n#exec /bin/true\n#include\n", "[a]\n#include none.conf\n", "[a]\n#tryinclude none*.conf\nx=1\n", "[a]\n#include none*.conf\nx=1\n", "[a]\nx=1\n#include t.conf\ny=2\n",
  "[a]\rx=1\r\n\x0b y=2\x01\r\n[b]\r\nz=\t3\r4\r\n", "[a]\nx=1\0y\nz=2\n", "\ufeff[a]\nx=1\n", `[${"n".repeat(100)}]\nx=1\n[${"N".repeat(79)}](+)\ny=2\n`, `[${"é".repeat(50)}]\nx=1\n`,
  `[a]\nw=${"1".repeat(8188)}\nx=${"1".repeat(8189)}\ny=${"é".repeat(4094)}\nz=${"é".repeat(4095)}\nv=1\n`, `[a]\nx=${"1".repeat(8188)}`, `[a]\nx=${"1".repeat(8189)}`, `[a]\nx=${"1".repeat(9000)}\0${"y=2".repeat(3000)}\0z=3\nw=4\n`,
].map((text) => ({ "t.conf": text }));

const several: Folder[] = [
  { "t.conf": "[a]\nx=1\n#include i1.conf\ny=2\n[b]\n", "i1.conf": "p=1\n[broken\nq=1\n" },
  { "t.conf": "[a]\nx=1\n#include i1.conf\ny=2\n#include i2.conf\n[b]\n", "i1.conf": "[i1]\np=1\n", "i2.conf": "where=1\n" },
  { "t.conf": "#include g?.conf\n", "g1.conf": "[a]\nx=1\n;-- open\n", "g2.conf": "x=2\n--; y=3\n" },
  { "t.conf": "#include g?.conf\nz=1\n", "g1.conf": "[a]\nx=1\n", "g2.conf": "\ufeff[b]\ny=3\n" },
];

for (const prefix of ENGINES) {
  test(`${prefix} holds what the reader says it holds: corners of the grammar`, { timeout: 60_000 }, () => compare(prefix, [...corners, ...several]));

  test(`${prefix} holds what the reader says it holds: 3000 generated folders`, { timeout: 120_000 }, async () => {
    // What the reader itself calls endless is never put to the engine: it would not come back.
    const folders = fc.sample(folder, { numRuns: 3000, seed: 22_101 }).filter((texts) => read(texts).certain);
    assert.ok(folders.length > 2950, `${folders.length} folders are certain`);
    assert.ok(folders.filter((texts) => read(texts).valid).length > 1000, "enough of them are valid");
    await compare(prefix, folders);
  });
}
