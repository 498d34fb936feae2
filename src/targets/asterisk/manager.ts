import { number, plainAddress, type Text } from "./quote.js";
import type { Scene } from "./scene.js";

export interface ManagerView {
  readonly enabled: boolean;
  readonly address: Text;
  readonly port: Text;
}

/**
 * The policy says who may reach the manager interface, not who its users are: those stay in manager.d, beside the
 * rendered files. Reached from this host alone it listens on loopback; else on all addresses, with the packet filter before it.
 */
export function managerView({ policy }: Scene): ManagerView {
  const ami = policy.management.find(({ service }) => service === "ami");
  const local = ami === undefined || ami.from.value.every(({ role }) => role === "localhost");
  const v6 = ami?.from.value.some((network) => network.v6.length > 0) ?? false;
  // One address is all that manager.conf takes; `::` hears both families.
  const address = local ? "127.0.0.1" : v6 ? "::" : "0.0.0.0";
  return { enabled: ami !== undefined, address: plainAddress(address), port: number(ami?.port.value ?? 5038) };
}
