import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { asteriskBase } from "./asterisk-base.js";
import { type Logged, readLog, readSecurityEvent, type SecurityEvent } from "./asterisk-log.js";
import type { Configs } from "./configs.js";
import { engine } from "./engine.js";
import type { Namespace } from "./namespace.js";
import { type Daemon, run, waitFor } from "./process.js";

export interface AsteriskSetup {
  readonly namespace: Namespace;
  /** pjsip.conf, modules.conf, ...; what Asterisk's core reads besides is taken from Debian's package. */
  readonly configs: Configs;
  readonly prefix?: "asterisk-16" | "asterisk-22";
}

/** Objects of chan_pjsip that its CLI can show. */
export type PjsipType = "endpoint" | "aor" | "auth" | "transport" | "identify" | "registration" | "contact";

/** The table that every `pjsip show` ends with: option -> value; a repeated option's values are joined by `,`. */
function optionsOf(shown: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const [, name = "", value = ""] of shown.matchAll(/^ (\S+) +: (.*)$/gm)) {
    if (name === "ParameterName") continue;
    const before = options.get(name);
    options.set(name, before === undefined ? value.trim() : `${before},${value.trim()}`);
  }
  return options;
}

/** A booted Asterisk in a namespace. It runs as root, in a folder of its own, with its folders (log, spool, ...) there. */
export class Asterisk {
  private constructor(
    readonly namespace: Namespace,
    /** Its folder: etc, log, run, spool, lib. */
    readonly base: string,
    private readonly program: string,
    private readonly daemon: Daemon,
  ) {}

  /**
   * Boots and waits until every module has loaded. A boot says nothing about the configuration: look at `problems()`, `objects()` and
   * `options()`, for Asterisk boots with almost anything and drops what it does not like.
   */
  static async boot({ namespace, configs, prefix = "asterisk-22" }: AsteriskSetup): Promise<Asterisk> {
    const program = engine(prefix, "asterisk");
    const base = await asteriskBase(configs, prefix);
    const daemon = namespace.start(program, ["-C", join(base, "etc/asterisk.conf"), "-f", "-n"], join(base, "log/console"));
    const asterisk = new Asterisk(namespace, base, program, daemon);
    const booted = async (): Promise<boolean> => daemon.ended || (await asterisk.cli("core waitfullybooted").catch(() => "")).includes("fully booted");
    await waitFor(booted, 20_000, "Asterisk to boot").catch(async (error: unknown) => {
      await daemon.stop(0);
      throw error;
    });
    if (daemon.ended) throw new Error(`Asterisk ended while booting:\n${await asterisk.#read("console")}${await asterisk.#read("lab")}`);
    return asterisk;
  }

  /** Asks by the CLI and gives the answer. @throws if Asterisk does not take the question */
  async cli(command: string): Promise<string> {
    const ran = await run(this.program, ["-C", join(this.base, "etc/asterisk.conf"), "-rx", command]);
    if (ran.code !== 0) throw new Error(`the CLI did not answer \`${command}\`: ${ran.stdout}${ran.stderr}`);
    return ran.stdout;
  }

  /** All that was logged so far at NOTICE, WARNING, ERROR and SECURITY. */
  async log(): Promise<Logged[]> {
    return readLog(await this.#read("lab"));
  }

  /** Warnings and errors, and what was said on the console before there was a log. A good configuration has none. */
  async problems(): Promise<string[]> {
    const logged = (await this.log()).filter(({ level }) => level === "WARNING" || level === "ERROR");
    const console = (await this.#read("console")).split("\n").filter((line) => line.trim() !== "" && !line.startsWith("PBX UUID:"));
    return [...console, ...logged.map(({ level, source, text }) => `${level} ${source}: ${text}`)];
  }

  /** Events of the security log, oldest first. */
  async securityEvents(): Promise<SecurityEvent[]> {
    return (await this.log()).filter(({ level }) => level === "SECURITY").map(({ text }) => readSecurityEvent(text));
  }

  /** Ids of the objects of a type that exist, in full (lists on the CLI cut long ones). */
  async objects(type: PjsipType): Promise<string[]> {
    const said = await this.cli(`_command matchesarray "pjsip show ${type} " ""`);
    return said.replace("_EOF_", "").split(" ").slice(1).filter(Boolean).sort(); // the first word is what all have in common
  }

  /** An object's options as Asterisk holds them, defaults included. @throws if it does not exist */
  async options(type: PjsipType, id: string): Promise<Map<string, string>> {
    const options = optionsOf(await this.cli(`pjsip show ${type} ${id}`));
    if (options.size === 0) throw new Error(`Asterisk has no ${type} ${id}`);
    return options;
  }

  /** The options of type=global and type=system. */
  async settings(): Promise<Map<string, string>> {
    return optionsOf(await this.cli("pjsip show settings"));
  }

  /** A log file below log/, such as cdr-csv/Master.csv; empty if there is none. */
  file(name: string): Promise<string> {
    return this.#read(name);
  }

  async stop(): Promise<void> {
    await this.daemon.stop();
  }

  #read(name: string): Promise<string> {
    return readFile(join(this.base, "log", name), "utf8").catch(() => "");
  }
}
