import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Configs, layDown } from "./configs.js";
import { engine, prefixPath } from "./engine.js";
import type { Namespace } from "./namespace.js";
import { type Daemon, must, type Ran, run, waitFor } from "./process.js";
import { scratch } from "./scratch.js";

/** A folder as /etc/fail2ban: the package's own files with ours laid over them. */
async function configuration(configs: Configs): Promise<string> {
  const folder = join(scratch("f2b"), "etc");
  await layDown(prefixPath("tools", "etc/fail2ban"), folder);
  await writeFile(join(folder, "jail.d/defaults-debian.conf"), ""); // it bans on sshd, which has no log here
  await layDown(configs, folder);
  return folder;
}

/** Lines of a log as `fail2ban-regex` sorted them. */
export interface Sorted {
  readonly matched: number;
  readonly missed: number;
  /** Addresses that would have been counted, as often as they were. */
  readonly addresses: readonly string[];
}

/** Runs a filter (`filter.d/NAME.conf` of `configs`, or one of the package's) over a log's text. */
export async function fail2banRegex(configs: Configs, filter: string, log: string): Promise<Sorted> {
  const folder = await configuration(configs);
  const file = join(folder, "lab.log");
  await writeFile(file, log);
  const program = engine("tools", "fail2ban-regex");
  const args = ["-c", folder, file, join(folder, "filter.d", `${filter}.conf`)];
  const said = await must(program, args, { timeout: 30_000 });
  const [, matched, missed] = /(\d+) matched, (\d+) missed/.exec(said) ?? [];
  if (matched === undefined) throw new Error(`fail2ban-regex said nothing of matches:\n${said}`);
  const addresses = (await must(program, ["-o", "ip", ...args], { timeout: 30_000 })).split("\n").filter(Boolean);
  return { matched: Number(matched), missed: Number(missed ?? 0), addresses };
}

/** Lets fail2ban check a whole configuration (`-t`). */
export async function checkFail2ban(configs: Configs): Promise<Ran> {
  return run(engine("tools", "fail2ban-client"), ["-c", await configuration(configs), "-t"], { timeout: 30_000 });
}

/** A running fail2ban in a namespace, whose bans are that namespace's. */
export class Fail2ban {
  private constructor(
    private readonly base: string,
    private readonly folder: string,
    private readonly daemon: Daemon,
  ) {}

  /** @param configs laid over the package's /etc/fail2ban: jail.d/*, filter.d/*, action.d/*; give absolute log paths */
  static async start(namespace: Namespace, configs: Configs): Promise<Fail2ban> {
    const folder = await configuration(configs);
    const base = scratch("f2r");
    const args = ["-c", folder, "-s", join(base, "socket"), "-p", join(base, "pid"), "--logtarget", join(base, "log"), "-f", "start"];
    await writeFile(join(folder, "fail2ban.local"), `[Definition]\ndbfile = None\nsocket = ${join(base, "socket")}\npidfile = ${join(base, "pid")}\n`);
    const daemon = namespace.start(engine("tools", "fail2ban-server"), args, join(base, "console"));
    const fail2ban = new Fail2ban(base, folder, daemon);
    await waitFor(async () => daemon.ended || (await fail2ban.client("ping").catch(() => "")).includes("pong"), 15_000, "fail2ban to answer");
    if (daemon.ended) throw new Error(`fail2ban ended at once; see ${base}/console with RINGFENCE_KEEP=1`);
    return fail2ban;
  }

  /** Runs a client command, as `status NAME` or `set NAME banip 192.0.2.1`. */
  client(...command: string[]): Promise<string> {
    return must(engine("tools", "fail2ban-client"), ["-c", this.folder, "-s", join(this.base, "socket"), ...command]);
  }

  /** Addresses banned by a jail now; the packet filter follows a moment later. */
  async banned(jail: string): Promise<string[]> {
    const said = await this.client("get", jail, "banip");
    return said.split(/\s+/).filter(Boolean);
  }

  /** Its own log. */
  log(): Promise<string> {
    return readFile(join(this.base, "log"), "utf8").catch(() => "");
  }

  async stop(): Promise<void> {
    await this.daemon.stop();
  }
}
