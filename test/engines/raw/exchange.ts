import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../root.js";
import type { Namespace } from "../lab/namespace.js";
import { waitFor } from "../lab/process.js";

export interface Packet {
  readonly protocol: "udp" | "tcp";
  readonly source: string;
  readonly sport: number;
  readonly destination: string;
  readonly dport: number;
}

const SCRIPT = join(ROOT, "test/engines/raw/exchange.py");

/** Two hosts on one wire, and a folder for what the one heard. */
export interface Wire {
  readonly sender: Namespace;
  readonly target: Namespace;
  readonly folder: string;
}

/**
 * Whether each packet arrived. A wire between namespaces may lose one when the machine is busy, a filter never by chance: what
 * the model lets in and was not heard is sent again, from a port beside it, up to three times.
 * @param first number of the first packet; the numbers of the next exchange begin 100 000 later
 */
export async function fates(wire: Wire, packets: readonly Packet[], expected: readonly string[], first: number): Promise<("in" | "out")[]> {
  const arrived = await exchange(wire, packets, first);
  const seen = packets.map((_, index): "in" | "out" => (arrived.has(first + index) ? "in" : "out"));
  for (let attempt = 1; attempt <= 3; attempt++) {
    const lost = packets.map((_, index) => index).filter((index) => expected[index] === "in" && seen[index] === "out");
    if (lost.length === 0) break;
    const start = first + packets.length * attempt;
    const again = await exchange(wire, lost.map((index) => nearby(packets[index] as Packet, attempt)), start);
    for (const [position, index] of lost.entries()) if (again.has(start + position)) seen[index] = "in";
  }
  return seen;
}

/** The same to every rule of these tests: their ranges of source ports end at whole ten thousands. */
function nearby(packet: Packet, step: number): Packet {
  return { ...packet, sport: (packet.sport - 1) % 10_000 < 5_000 ? packet.sport + step : packet.sport - step };
}

/** Sends packets, each numbered from `first` on, and tells the numbers of those that came through the other host's filter. */
async function exchange({ sender, target, folder }: Wire, packets: readonly Packet[], first: number): Promise<Set<number>> {
  const output = join(folder, `heard-${first}`);
  const ear = target.start("python3", [SCRIPT, "hear"], output);
  await waitFor(async () => (await readFile(output, "utf8").catch(() => "")).includes("ready"), 10_000, "the ear");
  const lines = packets.map(({ protocol, source, sport, destination, dport }, index) => `${first + index} ${protocol} ${source} ${sport} ${destination} ${dport}`);
  await sender.must("python3", [SCRIPT, "send"], { input: `${lines.join("\n")}\n` });
  await ear.stop(20_000);
  return new Set((await readFile(output, "utf8")).split("\n").slice(1).filter(Boolean).map(Number));
}

/** Lets any source in, keeps the host from answering too much, and lets IPv6 packets find it whatever the filter does to NDP. */
export async function prepare({ sender, target }: Omit<Wire, "folder">, destinations: readonly string[]): Promise<void> {
  await target.must("sh", ["-c", "for f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 >$f; done; echo 0 >/proc/sys/net/ipv4/icmp_ratemask; echo 1 >/proc/sys/net/ipv4/icmp_echo_ignore_all"]);
  const [link] = JSON.parse(await target.must("ip", ["-j", "link", "show", "eth0"])) as { readonly address: string }[];
  await sender.ip(...destinations.filter((address) => address.includes(":")).map((address) => `neigh replace ${address} lladdr ${link?.address ?? ""} dev eth0 nud permanent`));
}
