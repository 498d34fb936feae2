import type { Block } from "../block.js";
import type { Problems } from "../problems.js";
import type { Account, Engines, Listener, Tls, Trunk } from "../types.js";

const ENCRYPTED = new Set(["tls", "wss"]);

/** What a TLS listener or a certificate needs from elsewhere in the policy. */
export function checkTls(root: Block, tls: Tls | null, listeners: readonly Listener[], trunks: readonly Trunk[], problems: Problems): void {
  const encrypted = listeners.find(({ protocol }) => ENCRYPTED.has(protocol.value));
  if (encrypted !== undefined && !root.has("tls")) {
    problems.error("tls-missing", encrypted.protocol.at, `${encrypted.path} speaks ${encrypted.protocol.value}, and the policy has no tls`, { hint: "add tls: with certificate and key" });
  }
  for (const { path, listener, authentication } of trunks) {
    if (authentication.value !== "certificate") continue;
    if (!ENCRYPTED.has(listener.protocol.value)) {
      problems.error("trunk-certificate", authentication.at, `${path} authenticates by certificate, and its listener ${listener.name} speaks ${listener.protocol.value}`, { hint: "certificates are shown over tls alone", related: [{ at: listener.protocol.at, note: "its protocol" }] });
    } else if (tls?.clientCertificates.value === "none") {
      problems.error("trunk-certificate", authentication.at, `${path} authenticates by certificate, and tls.clientCertificates is none, so nobody is asked for one`, { hint: "write clientCertificates: optional", related: [{ at: tls.clientCertificates.at, note: tls.clientCertificates.written ? "none" : "none by the profile" }] });
    }
  }
}

/** A listener that carriers alone may reach is no place for a telephone. One word per listener is enough. */
export function warnUnreachable(accounts: readonly Account[], problems: Problems): void {
  const told = new Set<Listener>();
  for (const { path, at, listener } of accounts) {
    if (told.has(listener) || listener.from.value.length === 0 || listener.from.value.some(({ role }) => role !== "trunk")) continue;
    told.add(listener);
    problems.warning("account-unreachable", at, `${path} registers at ${listener.name}, which only networks of trunks may reach`, {
      hint: `add the phones' network to ${listener.path}.from, or name another listener`, related: [{ at: listener.from.at, note: `who may reach ${listener.name}` }],
    });
  }
}

/** Things that work as written and still are hardly meant. */
export function warn(root: Block, engines: Engines, problems: Problems): void {
  if (engines.firewall !== null && !root.block("management").has("ssh")) {
    const at = root.block("engines").entry("firewall")?.node.span ?? root.block("engines").at;
    problems.warning("management-no-ssh", at, "the packet filter will let in no ssh: management.ssh is not in this policy", { hint: "e.g. management: { ssh: { from: [vpn] } }" });
  }
  const emergency = root.block("calling").texts("emergency");
  if (engines.asterisk !== null && emergency !== null && emergency.items.length > 0 && root.block("trunks").keys().length === 0) {
    problems.warning("emergency-without-trunk", emergency.at, "emergency calls have no way out: the policy has no trunk", { hint: "add the trunk that takes them" });
  }
}
