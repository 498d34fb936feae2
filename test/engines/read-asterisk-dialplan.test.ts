import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { type Dialplan, filesInMemory, loadAsterisk, readDialplan, type Step } from "../../src/dialects/asterisk/index.js";
import { dialplanText } from "../dialects/asterisk/dialplan-arbitrary.js";
import { Asterisk } from "./lab/asterisk.js";
import { Namespace } from "./lab/namespace.js";

const running: Asterisk[] = [];
after(async () => {
  for (const asterisk of running) await asterisk.stop();
});

const order = ({ priority }: Step): number => (priority === "hint" ? -1 : priority);

/** `context | extension | priority | label | call` for every step, `context > included`, `context ~ switch`; sorted. */
function ours({ contexts }: Dialplan): string[] {
  const lines = [...contexts.values()].flatMap(({ name, steps, includes, switches }) => [
    ...steps.map((step) => {
      const { priority, label, application, data } = step;
      // The CLI prints no label for the first step of an extension.
      const first = steps.every((other) => bare(other) !== bare(step) || order(other) >= order(step));
      return [name, bare(step), priority, first ? "" : (label ?? ""), priority === "hint" ? application : `${application}(${data})`].join(" | ");
    }),
    ...includes.map(({ context, timing }) => `${name} > ${context}${timing === null ? "" : `,${timing}`}`),
    ...switches.map(({ application, data }) => `${name} ~ ${application}/${data}`),
  ]);
  return lines.sort();
}

/** Without the dashes that mean nothing: the CLI prints those of the first step only. */
const bare = ({ extension, callerId }: Step): string => `${extension.replaceAll("-", "")}${callerId === null ? "" : `/${callerId}`}`.replace("[24]", "[2-4]");

/** The same from `dialplan show`. */
function shown(text: string): string[] {
  const lines: string[] = [];
  let context = "";
  let extension = "";
  for (const line of text.split("\n")) {
    const head = /^\[ (?:Included c|C)ontext '(.*)' created by/.exec(line);
    const step = /^  (?:'(.*?)' (?:\(CID match '(.*)'\) )?=>|   \[(.*)\])? +(?:(\d+)\. |hint: )(.*?) +\[\S+:\d+\]$/.exec(line);
    const named = /^  (Include|Alt\. Switch) => +'(.*)' +\[pbx_config\]$/.exec(line);
    if (head !== null) context = head[1] ?? "";
    else if (named !== null) lines.push(`${context} ${named[1] === "Include" ? ">" : "~"} ${named[2] ?? ""}`);
    else if (step !== null) {
      if (step[1] !== undefined) extension = `${step[1].replace(/\[[^\]]*\]|-/g, (piece) => (piece === "-" ? "" : piece))}${step[2] === undefined ? "" : `/${step[2]}`}`;
      lines.push([context, extension, step[4] ?? "hint", step[3] ?? "", step[5] ?? ""].join(" | "));
    } else if (/=>|\d\. /.test(line) && !line.includes("Ignore pattern")) throw new Error(`not understood: ${line}`);
  }
  return lines.sort();
}

async function boot(prefix: "asterisk-16" | "asterisk-22"): Promise<Asterisk> {
  const asterisk = await Asterisk.boot({
    namespace: await Namespace.create(),
    prefix,
    configs: { "modules.conf": "[modules]\nautoload=no\nload=pbx_config.so\n", "manager.conf": "[general]\nenabled=no\n", "extensions.conf": "[one]\n" },
  });
  running.push(asterisk);
  return asterisk;
}

for (const prefix of ["asterisk-22", "asterisk-16"] as const) {
  test(`${prefix} has the dialplan that the reader says it has`, { timeout: 180_000 }, async () => {
    const asterisk = await boot(prefix);
    for (const text of fc.sample(dialplanText, { numRuns: 120, seed: 22_102 })) {
      await writeFile(join(asterisk.base, "etc/extensions.conf"), text);
      await asterisk.cli("dialplan reload");
      const plan = readDialplan(loadAsterisk({ path: "extensions.conf", text }, filesInMemory("/etc/asterisk", new Map())));
      const said = await asterisk.cli("dialplan show");
      assert.deepEqual(ours(plan), shown(said), `of\n${text}\nwhich Asterisk shows as\n${said}`);
    }
  });
}
