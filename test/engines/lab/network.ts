import { readFileSync } from "node:fs";
import { Namespace } from "./namespace.js";

/** The machine's nameservers: nobody answers there from a namespace, and waiting for that costs an engine seconds at its boot. */
function nameservers(): string[] {
  const text = readFileSync("/etc/resolv.conf", { encoding: "utf8" });
  return [...text.matchAll(/^nameserver\s+([\d.]+|[\da-fA-F:]+)\s*$/gm)].map(([, address]) => address ?? "").filter((address) => !/^127\.|^::1$/.test(address));
}

/**
 * Hosts on one wire, each in a namespace of its own, none joined to the machine.
 *
 * Addresses are given bare (`192.0.2.10`, `2001:db8:10::5`) and may come from any networks: every host takes every other for
 * its neighbour, so no router is needed and a policy's own addresses can be used as they are. The first address of a family is
 * the one a host speaks from unless a program binds to another.
 *
 *     const network = await Network.create({ pbx: ["192.0.2.10"], phone: ["203.0.113.5"], attacker: ["198.51.100.66"] });
 *     await network.hosts.phone.must("ping", ...)
 */
export class Network<Host extends string> {
  private constructor(
    readonly hosts: Readonly<Record<Host, Namespace>>,
    private readonly wire: Namespace,
  ) {}

  static async create<const Host extends string>(addresses: Readonly<Record<Host, readonly string[]>>): Promise<Network<Host>> {
    const wire = await Namespace.create();
    await wire.ip("link add wire type bridge", "link set wire up");
    const hosts: Partial<Record<Host, Namespace>> = {};
    const names = Object.keys(addresses) as Host[];
    for (const [index, name] of names.entries()) {
      const host = await Namespace.create();
      await wire.ip(`link add port${index} type veth peer name eth0 netns ${host.name}`, `link set port${index} master wire up`);
      await host.ip("link set eth0 up", ...addresses[name].map((address) => `addr add ${address} dev eth0${address.includes(":") ? " nodad" : ""}`));
      await host.ip("route add 0.0.0.0/0 dev eth0", "route add ::/0 dev eth0", ...nameservers().map((address) => `route add unreachable ${address}`));
      hosts[name] = host;
    }
    return new Network(hosts as Record<Host, Namespace>, wire);
  }

  async delete(): Promise<void> {
    for (const host of Object.values<Namespace>(this.hosts)) await host.delete();
    await this.wire.delete();
  }
}
