import { isKnown, type Listener, type PjsipModel, type PjsipObject, type Posture } from "../../posture/index.js";
import type { DraftListener, Tell } from "./draft.js";
import { nameOf, unused } from "./networks.js";
import { reachOfAudience, type Reach } from "./reach.js";

const TAKEN: ReadonlySet<string> = new Set(["udp", "tcp", "tls"]);

export type FoundListener = Omit<DraftListener, "from"> & { readonly reach: Reach | null };

/** Sockets that the old system has; who reaches them is what its access lists and packet filter let in, and never more. */
export function findListeners(posture: Posture, pjsip: PjsipModel, tell: Tell): readonly FoundListener[] {
  const names = new Set<string>();
  const transports = new Map((pjsip.byType.get("transport") ?? []).map((transport) => [transport.at, transport]));
  return (posture.listeners ?? []).flatMap((listener): readonly FoundListener[] => {
    const transport = transports.get(listener.at);
    if (transport === undefined) {
      tell({ code: "import-listener-elsewhere", at: listener.at, message: `\`${listener.name}\` is no transport of this Asterisk`, hint: "an edge before it is described by `nodes`: see the second example" });
      return [];
    }
    const { protocol, port, address, audience, at } = listener;
    if (!isKnown(protocol) || !isKnown(port)) {
      tell({ code: "import-listener-unknown", at, message: `cannot tell on which protocol and port \`${listener.name}\` listens, so the policy has no such listener`, hint: "add it to `listeners` by hand" });
      return [];
    }
    if (!TAKEN.has(protocol.value)) {
      tell({ code: "import-listener-websocket", at, message: `\`${listener.name}\` speaks ${protocol.value}, which no target renders yet`, hint: "keep it outside of the policy" });
      return [];
    }
    const name = unused(nameOf(listener.name), names);
    names.add(name);
    const reach = reachOfAudience(audience);
    if (reach === null) tellUnknown(listener, tell);
    return [{ name, was: listener.name, protocol: protocol.value, address: isKnown(address) && address.value !== null ? address.value : everyAddress(transport), port: port.value, reach, at }];
  });
}

/** `bind=[::]:5060` or `bind=::` is every address of IPv6 (and of IPv4 where the kernel says so, which a policy never counts on). */
function everyAddress({ options }: PjsipObject): string {
  return /:.*:/.test(options.get("bind")?.value ?? "") ? "::" : "0.0.0.0";
}

function tellUnknown({ audience, at, name }: Listener, tell: Tell): void {
  tell({
    code: "import-reach-unknown", at: isKnown(audience) ? at : audience.at,
    message: isKnown(audience) ? `nobody gets through to \`${name}\`` : `cannot tell who reaches \`${name}\`: ${audience.because}`,
    hint: "it is written as reachable from localhost alone: put in the networks of your phones and carriers",
  });
}
