import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { atExit } from "./cleanup.js";
import { engine } from "./engine.js";
import { type Places, seeing } from "./places.js";
import { Daemon, must, type Ran, run, type RunOptions } from "./process.js";

let count = 0;

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Kills what runs in a namespace and removes it; synchronous, for the end of the process. */
function remove(name: string): void {
  const ip = engine("tools", "ip");
  const pids = spawnSync(ip, ["netns", "pids", name], { encoding: "utf8" }).stdout.split("\n").filter(Boolean).map(Number);
  for (const pid of pids) if (alive(pid)) process.kill(pid, "SIGKILL");
  spawnSync(ip, ["netns", "delete", name]);
}

/** Removes namespaces of test processes that were killed too hard to do it themselves. */
function sweep(): void {
  let names: string[];
  try {
    names = readdirSync("/run/netns");
  } catch {
    return; // none was ever made here
  }
  for (const name of names) {
    const owner = /^rf-(\d+)-\d+$/.exec(name)?.[1];
    if (owner !== undefined && !alive(Number(owner))) remove(name);
  }
}

/** A socket that waits for packets or connections. */
export interface Listening {
  readonly protocol: "udp" | "tcp";
  /** `*` for any address of both families, `0.0.0.0` or `::` for one. */
  readonly address: string;
  readonly port: number;
  /** Chosen by the kernel, by no configuration: a client's own socket, as the two UDP ones of chan_pjsip's DNS resolver. */
  readonly ephemeral: boolean;
}

/** In a namespace the kernel chooses ports from here on, above all that a policy would use. */
const EPHEMERAL = 61_000;

/**
 * A network namespace of this process, named rf-<pid>-<n>: an empty network of its own with loopback up. Deleted, with all that
 * runs in it, by `delete()` or at the latest when the process ends. Needs root.
 */
export class Namespace {
  readonly #remove: () => void;
  #places: Places = {};

  private constructor(readonly name: string) {
    this.#remove = atExit(() => remove(name));
  }

  static async create(): Promise<Namespace> {
    if (count === 0) sweep();
    const name = `rf-${process.pid}-${++count}`;
    await must(engine("tools", "ip"), ["netns", "add", name]);
    const made = new Namespace(name);
    await made.ip("link set lo up");
    await made.must("sh", ["-c", `echo "${EPHEMERAL} 65535" >/proc/sys/net/ipv4/ip_local_port_range`]);
    return made;
  }

  /** Runs `ip` commands inside, one a line: `ns.ip("link set lo up", "route add ...")`. */
  async ip(...commands: string[]): Promise<void> {
    await must(engine("tools", "ip"), ["-n", this.name, "-batch", "-"], { input: `${commands.join("\n")}\n` });
  }

  /** Gives the namespace addresses (`192.0.2.10`, `2001:db8::10/64`) on a dummy device, for an engine that is alone. */
  async addresses(...addresses: string[]): Promise<void> {
    await this.ip("link add dummy0 type dummy", "link set dummy0 up", ...addresses.map((address) => `addr add ${address} dev dummy0${address.includes(":") ? " nodad" : ""}`));
  }

  /**
   * Puts folders where the programs of this namespace look for them, as `/etc/ringfence/tls` for the files of a policy:
   * every program started afterwards sees them, the machine itself does not.
   */
  place(places: Places): void {
    this.#places = { ...this.#places, ...places };
  }

  /** Command and arguments that run a program inside. `places` are for this program alone. */
  inside(program: string, args: readonly string[], places: Places = {}): [program: string, args: string[]] {
    const [seen, seenArgs] = seeing({ ...this.#places, ...places }, program, args);
    return ["nsenter", [`--net=/run/netns/${this.name}`, "--", seen, ...seenArgs]];
  }

  /** Runs a command inside to its end; see `run` in process.ts. The tools (nft, ip, ss, ...) are on its PATH. */
  run(program: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ran> {
    return run(...this.inside(program, args), options);
  }

  /** As `run`, but a non-zero exit throws. @returns standard output */
  must(program: string, args: readonly string[] = [], options: RunOptions = {}): Promise<string> {
    return must(...this.inside(program, args), options);
  }

  /** Starts a program inside that keeps running; its output goes to a file. */
  start(program: string, args: readonly string[], output: string, options: RunOptions & { readonly places?: Places } = {}): Daemon {
    return Daemon.start(...this.inside(program, args, options.places), output, options);
  }

  /** Everything that listens in this namespace, sorted; the same address and port once. */
  async listening(): Promise<Listening[]> {
    const lines = (await this.must("ss", ["-H", "-l", "-n", "-t", "-u"])).split("\n").filter(Boolean);
    const found = new Map<string, Listening>();
    for (const line of lines) {
      const [protocol, , , , local] = line.trim().split(/\s+/);
      const match = /^\[?(.*?)\]?(?:%\w+)?:(\d+)$/.exec(local ?? "");
      if (match?.[1] === undefined || (protocol !== "udp" && protocol !== "tcp")) throw new Error(`ss said a line that is not understood: ${line}`);
      const socket: Listening = { protocol, address: match[1].replace(/\]?%.*$/, ""), port: Number(match[2]), ephemeral: Number(match[2]) >= EPHEMERAL };
      found.set(`${protocol} ${socket.address} ${String(socket.port).padStart(5)}`, socket);
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, socket]) => socket);
  }

  async delete(): Promise<void> {
    this.#remove();
  }
}
