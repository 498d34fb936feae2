/** A fail2ban of its own in a namespace: its own configuration folder, socket, pid file and database. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Policy, PolicyNode } from "../../src/policy/types.js";
import { fail2ban } from "../../src/targets/fail2ban/index.js";
import { filesOf } from "./filter-host.js";
import { engine, prefixPath } from "./lab/engine.js";
import type { Namespace } from "./lab/namespace.js";
import { must, waitFor } from "./lab/process.js";
import { scratch } from "./lab/scratch.js";

/** Debian's /etc/fail2ban with the rendered files in it; `logs`: where the jails find their logs here. */
export function fail2banFolder(policy: Policy, node: PolicyNode, logs: Readonly<Record<string, string>> = {}): string {
  const folder = join(scratch("f2b"), "etc");
  cpSync(prefixPath("tools", "etc/fail2ban"), folder, { recursive: true });
  rmSync(join(folder, "jail.d"), { recursive: true });
  for (const [path, text] of filesOf(fail2ban, policy, node)) {
    const file = join(folder, path.replace(/^fail2ban\//, ""));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const overrides = Object.entries(logs).map(([jail, path]) => `[${jail}]\nbackend = polling\nlogpath = ${path}\n`);
  writeFileSync(join(folder, "jail.d/zz-lab.local"), overrides.join("\n"));
  writeFileSync(join(folder, "fail2ban.local"), `[DEFAULT]\ndbfile = ${join(folder, "bans.sqlite3")}\n`);
  return folder;
}

/** Addresses that a filter counts in a log, one for each failure. */
export async function counted(folder: string, filter: string, log: string): Promise<string[]> {
  const said = await must(engine("tools", "fail2ban-regex"), ["-c", folder, "--usedns", "no", "-o", "ip", log, join(folder, `filter.d/${filter}.conf`)]);
  return said.split("\n").filter(Boolean);
}

export class Fail2ban {
  private constructor(private readonly namespace: Namespace, private readonly folder: string) {}

  static async start(namespace: Namespace, folder: string): Promise<Fail2ban> {
    const place = (name: string): string => join(dirname(folder), name);
    const daemon = namespace.start(engine("tools", "fail2ban-server"), ["-f", "-c", folder, "-s", place("sock"), "-p", place("pid"), "--logtarget", place("log"), "start"], place("out"));
    const made = new Fail2ban(namespace, folder);
    await waitFor(async () => daemon.ended || (await made.client("ping").catch(() => "")).includes("pong"), 20_000, "fail2ban to answer");
    if (daemon.ended) throw new Error(`fail2ban ended: ${await must("cat", [place("out"), place("log")])}`);
    return made;
  }

  client(...words: string[]): Promise<string> {
    return this.namespace.must(engine("tools", "fail2ban-client"), ["-c", this.folder, "-s", join(dirname(this.folder), "sock"), ...words]);
  }

  log(): Promise<string> {
    return must("cat", [join(dirname(this.folder), "log")]);
  }
}
