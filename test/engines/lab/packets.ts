import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { Dialogue } from "./dialogue.js";
import type { Namespace } from "./namespace.js";

export interface Target {
  readonly protocol: "udp" | "tcp";
  readonly address: string;
  readonly port: number;
}

export interface Probe extends Target {
  /** An address of the sending host; its first one unless told. */
  readonly source?: string;
  readonly sourcePort?: number;
}

/** What became of a probe: seen by the other host, answered by a rejection, or lost without a word. */
export type Fate = "arrived" | "refused" | "silence";

export const agent = (name: string): string => fileURLToPath(new URL(`./agents/${name}.js`, import.meta.url));

/**
 * Sends UDP datagrams and opens TCP connections from one host to another, in order, and tells which arrived.
 * The receiving host listens on the targets meanwhile: they must be free there.
 * @param options wait: milliseconds for the last one to arrive (300); gap: milliseconds between two probes (0: as fast as can be)
 */
export async function probe(from: Namespace, to: Namespace, probes: readonly Probe[], options: { wait?: number; gap?: number } = {}): Promise<Fate[]> {
  const { wait = 300, gap = 0 } = options;
  const targets = new Map(probes.map(({ protocol, address, port }) => [`${protocol} ${address} ${port}`, { protocol, address, port }]));
  const ears = new Dialogue(...to.inside(process.execPath, [agent("listen"), JSON.stringify([...targets.values()])]));
  try {
    await ears.hear(/^"ready"$/m);
    const order = JSON.stringify({ probes, wait, gap });
    const said = await from.must(process.execPath, [agent("send")], { input: order, timeout: 10_000 + wait + probes.length * (gap + 20) });
    const sent = JSON.parse(said) as ("sent" | "refused")[];
    await sleep(20);
    const arrived = new Set([...ears.heard.matchAll(/^"probe (\d+)\\n"$/gm)].map(([, index]) => Number(index)));
    return sent.map((how, index) => (arrived.has(index) ? "arrived" : how === "refused" ? "refused" : "silence"));
  } finally {
    ears.stop();
  }
}

/** One probe; see `probe`. */
export async function reach(from: Namespace, to: Namespace, target: Probe): Promise<Fate> {
  const [fate] = await probe(from, to, [target]);
  if (fate === undefined) throw new Error("one probe has one fate");
  return fate;
}
