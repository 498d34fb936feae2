import { readFile } from "node:fs/promises";
import type { Namespace } from "./namespace.js";
import type { Ran } from "./process.js";

/** The packet filter of a namespace. Every `load` really loads; a dry run accepts what the kernel then refuses. */
export class Filter {
  constructor(readonly namespace: Namespace) {}

  /** Loads iptables-save text (IPv4). @throws with the tool's words (it names the line) */
  iptables(rules: string): Promise<string> {
    return this.#load("iptables-restore", [], rules);
  }

  /** Loads ip6tables-save text. */
  ip6tables(rules: string): Promise<string> {
    return this.#load("ip6tables-restore", [], rules);
  }

  /** Loads `ipset save` text; sets must exist before the rules that name them. */
  ipset(sets: string): Promise<string> {
    return this.#load("ipset", ["restore"], sets);
  }

  /** Loads nft script text. */
  nft(script: string): Promise<string> {
    return this.#load("nft", ["-f", "-"], script);
  }

  /** Loads a file by its form: *.nft, *.ipset, a name with `6`/`v6` for ip6tables, else iptables. */
  async file(path: string): Promise<string> {
    const text = await readFile(path, "utf8");
    if (path.endsWith(".nft")) return this.nft(text);
    if (path.includes("ipset")) return this.ipset(text);
    return /6[^/]*$/.test(path) ? this.ip6tables(text) : this.iptables(text);
  }

  /** The loaded rules as the kernel gives them back. */
  saved(what: "iptables" | "ip6tables" | "ipset"): Promise<string> {
    return what === "ipset" ? this.namespace.must("ipset", ["save"]) : this.namespace.must(`${what}-save`);
  }

  /** The loaded nftables ruleset, as `nft -j list ruleset` prints it. */
  async ruleset(): Promise<{ readonly nftables: readonly Readonly<Record<string, unknown>>[] }> {
    return JSON.parse(await this.namespace.must("nft", ["-j", "list", "ruleset"])) as { nftables: Record<string, unknown>[] };
  }

  /** Runs a tool for its answer, good or bad: `filter.tried("nft", ["-f", "-"], text)`. */
  tried(tool: string, args: readonly string[], input: string): Promise<Ran> {
    return this.namespace.run(tool, args, { input });
  }

  async #load(tool: string, args: readonly string[], input: string): Promise<string> {
    const ran = await this.namespace.run(tool, args, { input });
    if (ran.code !== 0) throw new Error(`${tool} refused: ${ran.stderr.trim()}`);
    return `${ran.stdout}${ran.stderr}`;
  }
}
