import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Configs, layDown } from "./configs.js";
import { engine, type Prefix } from "./engine.js";
import type { Namespace } from "./namespace.js";
import { type Daemon, type Ran, run, waitFor } from "./process.js";
import { scratch } from "./scratch.js";

export interface KamailioSetup {
  readonly namespace: Namespace;
  /** kamailio.cfg, tls.cfg, ...; seen by the program as /etc/kamailio. */
  readonly configs: Configs;
  readonly prefix: Extract<Prefix, `kamailio-${string}`>;
  /** Megabytes of memory of each process; a script of thousands of lines needs more than the usual 8. */
  readonly memory?: number;
}

export interface KamailioLogged {
  readonly level: "DEBUG" | "INFO" | "NOTICE" | "WARNING" | "ERROR" | "CRITICAL" | "ALERT" | "BUG" | "EMERGENCY";
  /** Module, as `tls` or `<core>`. */
  readonly source: string;
  readonly text: string;
}

/** After a SIGTERM that comes sooner than this after its start, Kamailio may hang. */
const settling = 1500;

/** Lays the files down; what Kamailio shall see where. */
async function lay(configs: Configs): Promise<{ base: string; places: Record<string, string> }> {
  const base = scratch("kam");
  await layDown(configs, join(base, "etc"));
  for (const folder of ["run", "lib"]) await mkdir(join(base, folder));
  return { base, places: { "/etc/kamailio": join(base, "etc"), "/run/kamailio": join(base, "run") } };
}

/**
 * Lets Kamailio check a configuration (`-c`): code 0 and "config file ok", or 255 and the place of the error. It accepts much that a
 * boot does not: undefined routes, files that are missing, a list that cannot be read. A boot is the better check.
 */
export async function checkKamailio({ namespace, configs, prefix }: KamailioSetup): Promise<Ran> {
  const { places } = await lay(configs);
  const [program, args] = namespace.inside(engine(prefix, "kamailio"), ["-c", "-f", "/etc/kamailio/kamailio.cfg", "-Y", "/run/kamailio"], places);
  return run(program, args);
}

/** A booted Kamailio in a namespace, as root, with /etc/kamailio and /run/kamailio of its own. */
export class Kamailio {
  readonly #began = performance.now();

  private constructor(
    /** Its folder: etc, run, log. */
    readonly base: string,
    private readonly prefix: Prefix,
    private readonly daemon: Daemon,
  ) {}

  /** Boots and waits until it answers. @throws with its log if it ends instead */
  static async boot({ namespace, configs, prefix, memory = 8 }: KamailioSetup): Promise<Kamailio> {
    const { base, places } = await lay(configs);
    const own = ["-f", "/etc/kamailio/kamailio.cfg", "-Y", "/run/kamailio", "-DD", "-E", "-m", "64", "-M", String(memory)];
    const text = await readFile(join(base, "etc/kamailio.cfg"), "utf8");
    const ctl = /^\s*loadmodule\s+"?ctl(\.so)?"?/m.test(text) ? [] : ["--loadmodule=ctl.so", "--modparam=ctl:binrpc:s:unix:/run/kamailio/kamailio_ctl"];
    const daemon = namespace.start(engine(prefix, "kamailio"), [...own, ...ctl], join(base, "log"), { places });
    const kamailio = new Kamailio(base, prefix, daemon);
    const answers = async (): Promise<boolean> => daemon.ended || (await kamailio.rpc("core.uptime").catch(() => "")).includes("uptime");
    await waitFor(answers, 15_000, "Kamailio to answer").catch(async (error: unknown) => {
      await daemon.stop(0);
      throw new Error(`${String(error)}:\n${await kamailio.output()}`);
    });
    if (daemon.ended) throw new Error(`Kamailio ended while booting, with ${daemon.code}:\n${await kamailio.output()}`);
    return kamailio;
  }

  /** Runs an RPC command, as `htable.dump`, `ul.dump`, `dispatcher.list`. @throws if Kamailio says no */
  async rpc(command: string, ...args: string[]): Promise<string> {
    const socket = (await readdir(join(this.base, "run"))).find((name) => /ctl/.test(name));
    if (socket === undefined) throw new Error("Kamailio has no control socket");
    const ran = await run(engine(this.prefix, "kamcmd"), ["-s", `unix:${join(this.base, "run", socket)}`, command, ...args]);
    if (ran.code !== 0 || ran.stdout.startsWith("error:")) throw new Error(`kamcmd ${command}: ${ran.stdout}${ran.stderr}`);
    return ran.stdout;
  }

  /** All that it wrote. */
  output(): Promise<string> {
    return readFile(join(this.base, "log"), "utf8").catch(() => "");
  }

  /** Its log, line by line. */
  async log(): Promise<KamailioLogged[]> {
    const records: KamailioLogged[] = [];
    for (const line of (await this.output()).split("\n")) {
      const [, level, source, text] = /^ *\d+\(\d+\) ([A-Z]+): (?:\{[^}]*\} )?(\S+) (?:\[[^\]]*\]: )?(.*)$/.exec(line) ?? [];
      if (level !== undefined) records.push({ level: level as KamailioLogged["level"], source: source ?? "", text: text ?? "" });
    }
    return records;
  }

  /** Warnings and worse. Not empty for every good configuration: compare with what is known to be harmless. */
  async problems(): Promise<string[]> {
    const harmless = new Set(["DEBUG", "INFO", "NOTICE"]);
    return (await this.log()).filter(({ level }) => !harmless.has(level)).map(({ level, source, text }) => `${level} ${source} ${text}`);
  }

  async stop(): Promise<void> {
    await sleep(Math.max(0, this.#began + settling - performance.now()));
    await this.daemon.stop(3000);
  }
}
