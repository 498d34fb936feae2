import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { nextSteps } from "../../src/app/next-steps.js";
import { iptables } from "../../src/targets/iptables/index.js";
import { nftables } from "../../src/targets/nftables/index.js";
import { HEADQUARTERS, makePolicy, onlyNode } from "../targets/filter-policy.js";
import { FilteredHost } from "./filter-host.js";
import { Namespace } from "./lab/namespace.js";
import { waitFor } from "./lab/process.js";
import { scratch } from "./lab/scratch.js";

/** The commands that `render` prints, with a shorter wait and with files of our own; the last one confirms. */
function commandsFor(target: typeof iptables): { readonly load: string; readonly confirm: string } {
  const policy = makePolicy(HEADQUARTERS);
  const { artifacts } = target.render({ policy, node: onlyNode(policy), secrets: new Map() });
  const folder = scratch("back");
  for (const { path, text } of artifacts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const commands = nextSteps(folder, artifacts).flatMap((step) => step.commands).map((command) => command.replaceAll("/root/ringfence-before", join(folder, "before")).replace("sleep 120", "sleep 3"));
  return { load: commands.slice(0, -1).join("\n"), confirm: commands.at(-1) ?? "" };
}

/** Runs shell commands to their end, and lets what they leave in the background live on. */
async function shell(namespace: Namespace, commands: string): Promise<void> {
  const output = join(scratch("shell"), "output");
  const daemon = namespace.start("sh", ["-ec", commands], output);
  await waitFor(() => daemon.ended, 20_000, "the commands to end");
  assert.equal(daemon.code, 0, readFileSync(output, "utf8"));
}

for (const [target, format] of [[iptables, "iptables"], [nftables, "nftables"]] as const) {
  test(`${format}: what render says to do loads the filter, keeps it once confirmed, and goes back by itself else`, async (t) => {
    const namespace = await Namespace.create();
    t.after(() => namespace.delete());
    const host = new FilteredHost(namespace, format);
    const { load, confirm } = commandsFor(target);
    const isLoaded = async (): Promise<boolean> => (await host.saved()).match(format === "nftables" ? /chain input/ : /-A INPUT -j RINGFENCE-INPUT/) !== null;
    if (format === "iptables") await namespace.must("iptables-restore", ["--noflush"], { input: "*filter\n-A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n" });

    await shell(namespace, load);
    assert.ok(await isLoaded());
    await sleep(4500);
    assert.ok(!(await isLoaded()), "not confirmed: gone");
    const after = await host.saved();
    if (format === "iptables") {
      assert.match(after, /-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT/);
      assert.doesNotMatch(after, /INPUT DROP|notrack/);
    }

    await shell(namespace, `${load}\n${confirm}`);
    await shell(namespace, `${load}\n${confirm}`);
    const kept = await host.saved();
    await sleep(4500);
    assert.equal(await host.saved(), kept);
    assert.ok(await isLoaded());
    if (format === "iptables") assert.equal(kept.match(/-A INPUT -j RINGFENCE-INPUT/g)?.length, 2, "hooked once in each family");
  });
}
