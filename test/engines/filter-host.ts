/** Loads what the targets render into a namespace, as the head of each file says. */
import { readFile } from "node:fs/promises";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPolicy } from "../../src/policy/index.js";
import type { Policy, PolicyNode } from "../../src/policy/types.js";
import { iptables } from "../../src/targets/iptables/index.js";
import { nftables } from "../../src/targets/nftables/index.js";
import type { Target } from "../../src/targets/target.js";
import { ROOT } from "../root.js";
import { engine, prefixPath } from "./lab/engine.js";
import type { Namespace } from "./lab/namespace.js";
import { scratch } from "./lab/scratch.js";

/** `iptables` is the nf_tables backend, `iptables-legacy` the old one: the same files, another kernel interface. */
export const FORMATS = ["iptables", "iptables-legacy", "nftables"] as const;
export type Format = (typeof FORMATS)[number];

export async function example(name: string): Promise<Policy> {
  const { policy, diagnostics } = readPolicy({ path: name, text: await readFile(join(ROOT, "examples", `${name}.yaml`), "utf8") });
  if (policy === null) throw new Error(`${name}: ${diagnostics.map(({ message }) => message).join("; ")}`);
  return policy;
}

export function nodeNamed(policy: Policy, name?: string): PolicyNode {
  const node = name === undefined ? policy.nodes[0] : policy.nodes.find((each) => each.name === name);
  if (node === undefined) throw new Error(`no node ${String(name)}`);
  return node;
}

/** Texts of the rendered files by path. */
export function filesOf(target: Target, policy: Policy, node: PolicyNode): ReadonlyMap<string, string> {
  const { artifacts, diagnostics } = target.render({ policy, node, secrets: new Map() });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return new Map(artifacts.map(({ path, text }) => [path, text]));
}

const legacyTools = new Map<string, string>();

/** A tool of the legacy backend: it lies in the same prefix, for which the lab has wrappers of the other backend. */
function legacy(tool: string): string {
  const made = legacyTools.get(tool);
  if (made !== undefined) return made;
  const [family = "", verb] = tool.split("-");
  const path = join(scratch("legacy"), tool);
  const library = prefixPath("tools", "usr/lib/x86_64-linux-gnu");
  const program = prefixPath("tools", `usr/sbin/${family}-legacy${verb === undefined ? "" : `-${verb}`}`);
  writeFileSync(path, `#!/bin/sh\nXTABLES_LIBDIR="${library}/xtables" exec "${library}/ld-linux-x86-64.so.2" --inhibit-cache --library-path "${library}:${prefixPath("tools", "usr/lib")}" "${program}" "$@"\n`);
  chmodSync(path, 0o755);
  legacyTools.set(tool, path);
  return path;
}

/** A host whose packet filter is ours, in one format. */
export class FilteredHost {
  constructor(readonly namespace: Namespace, readonly format: Format) {}

  tool(name: "iptables" | "ip6tables" | "iptables-restore" | "ip6tables-restore" | "iptables-save" | "ip6tables-save"): string {
    return this.format === "iptables-legacy" ? legacy(name) : engine("tools", name);
  }

  /** `again`: without the hooks, which are in place already. */
  async load(policy: Policy, node: PolicyNode, again = false): Promise<void> {
    const files = filesOf(this.format === "nftables" ? nftables : iptables, policy, node);
    const text = (path: string): string => files.get(path) ?? "";
    if (this.format === "nftables") return void (await this.namespace.must("nft", ["-f", "-"], { input: text("nftables/ringfence.nft") }));
    await this.namespace.must("ipset", ["restore"], { input: text("iptables/ipset.conf") });
    for (const [restore, path] of [["iptables-restore", "iptables/rules.v4"], ["ip6tables-restore", "iptables/rules.v6"]] as const) {
      const input = again ? text(path).replace(/^-I .*\n/gm, "") : text(path);
      await this.namespace.must(this.tool(restore), ["--noflush", "--test"], { input });
      await this.namespace.must(this.tool(restore), ["--noflush"], { input });
    }
  }

  /** Everything loaded, as the kernel gives it back, without counters, times, and the order in which tables came. */
  async saved(): Promise<string> {
    if (this.format === "nftables") return tidy(await this.namespace.must("nft", ["list", "ruleset"]));
    const rules = [await this.namespace.must(this.tool("iptables-save")), await this.namespace.must(this.tool("ip6tables-save"))];
    const sets = (await this.namespace.must("ipset", ["save"])).replace(/ (bucketsize|initval) \S+/g, "");
    return tidy([...rules.map(tablesInOrder), sets.split("\n").sort().join("\n")].join("\n"));
  }

  async ban(address: string, seconds = 600): Promise<void> {
    const v6 = address.includes(":");
    const set = v6 ? "rf_ban6" : "rf_ban4";
    const element = v6 ? `${address}/64` : address;
    if (this.format === "nftables") await this.namespace.must("nft", [`add element inet ringfence_bans ${set} { ${element} timeout ${seconds}s }`]);
    else await this.namespace.must("ipset", ["add", set, element, "timeout", String(seconds)]);
  }

  /** Addresses banned now. */
  async banned(): Promise<string[]> {
    const listings = await Promise.all(["rf_ban4", "rf_ban6"].map((set) => (this.format === "nftables" ? this.namespace.must("nft", ["list", "set", "inet", "ringfence_bans", set]) : this.namespace.must("ipset", ["save", set]))));
    return listings.flatMap((listing) =>
      this.format === "nftables" ? [...(/elements = \{([^}]*)\}/.exec(listing)?.[1] ?? "").matchAll(/([0-9a-f.:]+(?:\/\d+)?) (?:timeout|expires)/g)].map((match) => match[1] ?? "") : [...listing.matchAll(/^add \S+ (\S+)/gm)].map((match) => match[1] ?? ""),
    ).sort();
  }
}

/** iptables-save prints tables in the order of their first use. */
function tablesInOrder(text: string): string {
  return text.split(/^(?=\*)/m).filter((table) => table.startsWith("*")).sort().join("");
}

function tidy(text: string): string {
  return text
    .replace(/^#.*\n/gm, "")
    .replace(/\[\d+:\d+\]/g, "[0:0]")
    .replace(/packets \d+ bytes \d+/g, "packets 0 bytes 0")
    .replace(/ (expires|timeout) \S+ms/g, "");
}
