import type { Draft } from "./draft.js";

/** The draft as a page of YAML. Every text is quoted as JSON has it, which is YAML too. */
export function policyText(draft: Draft): string {
  return [head(draft), networks(draft), listeners(draft), security(draft), accounts(draft), calling(draft), management(draft)].filter((block) => block !== "").join("\n");
}

const quoted = (text: string): string => JSON.stringify(text);
const list = (items: readonly string[]): string => `[${items.map(quoted).join(", ")}]`;

function head({ name, asterisk, firewall }: Draft): string {
  return `# Imported from an existing system. What could not be expressed was told when it was made.
version: 1
name: ${quoted(name)}
profile: standard

engines: { asterisk: ${quoted(asterisk)}, firewall: ${firewall} }
`;
}

function networks(draft: Draft): string {
  if (draft.networks.length === 0) return "networks: {}\n";
  return `networks:\n${draft.networks.map(({ name, role, cidrs }) => `  ${quoted(name)}: { role: ${role}, cidrs: ${list(cidrs)} }\n`).join("")}`;
}

function listeners(draft: Draft): string {
  const line = ({ name, protocol, address, port, from }: Draft["listeners"][number]): string => `  ${quoted(name)}: { protocol: ${protocol}, address: ${quoted(address)}, port: ${port}, from: ${list(from)} }\n`;
  return `listeners:\n${draft.listeners.map(line).join("")}`;
}

function security({ tls, media, realm }: Draft): string {
  const lines = tls === null ? "" : `tls:
  certificate: ${quoted(tls.certificate)}
  key: ${quoted(tls.key)}
${tls.ca === null ? "" : `  ca: ${quoted(tls.ca)}\n`}  clientCertificates: ${tls.clientCertificates}
`;
  return `${lines}media: { encryption: ${media.encryption}, ports: ${media.first}-${media.last} }
${realm === null ? "" : `auth: { realm: ${quoted(realm)} }\n`}`;
}

function accounts(draft: Draft): string {
  const account = ({ name, listener, secret }: Draft["accounts"][number]): string => `  ${quoted(name)}: { secret: { file: ${quoted(secret)} }, listener: ${quoted(listener)}, calling: internal }\n`;
  const trunk = ({ name, listener, peers, credentials }: Draft["trunks"][number]): string =>
    `  ${quoted(name)}: { listener: ${quoted(listener)}, peers: ${quoted(peers)}, ${credentials === null ? "authentication: address" : `authentication: digest, username: ${quoted(credentials.username)}, secret: { file: ${quoted(credentials.secret)} }`} }\n`;
  return `${draft.accounts.length === 0 ? "" : `accounts:\n${draft.accounts.map(account).join("")}`}${draft.trunks.length === 0 ? "" : `trunks:\n${draft.trunks.map(trunk).join("")}`}`;
}

function calling({ home, emergency }: Draft): string {
  return `calling:   # nobody may dial out but for help, until you write a plan and give it to accounts
  home: ${quoted(home)}
  emergency: ${list(emergency)}
  plans:
    internal: { allow: [accounts] }
`;
}

function management(draft: Draft): string {
  if (draft.management.length === 0) return "";
  return `management:\n${draft.management.map(({ service, port, from }) => `  ${service}: { port: ${port}, from: ${list(from)} }\n`).join("")}`;
}
