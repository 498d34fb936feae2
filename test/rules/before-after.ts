import { dump, load } from "js-yaml";
import type { SourceFile } from "../../src/source/index.js";

/** A sound policy. Examples in rules show the blocks that matter alone; the rest comes from here. */
const BASE = `
version: 1
name: example
engines: { asterisk: "22" }
networks:
  office:  { role: phones,     cidrs: [203.0.113.0/24] }
  carrier: { role: trunk,      cidrs: [198.51.100.10/32] }
  vpn:     { role: management, cidrs: [10.8.0.0/24] }
listeners:
  phones:  { protocol: tls, address: 192.0.2.10, port: 15061, from: [office, world] }
  carrier: { protocol: tls, address: 192.0.2.10, port: 15071, from: [carrier] }
tls: { certificate: /etc/ringfence/tls/fullchain.pem, key: /etc/ringfence/tls/privkey.pem, clientCertificates: optional }
media: { encryption: sdes, ports: 20000-20999 }
accounts:
  "101": { secret: { env: RF_101 }, listener: phones }
trunks:
  carrier-a: { listener: carrier, peers: carrier, authentication: address }
calling:
  home: US
  emergency: ["911"]
  plans:
    internal: { allow: [accounts] }
    outward: { allow: [accounts, national], deny: [premium], trunk: carrier-a, hours: "Mon-Fri 07:00-20:00", concurrent: 2 }
limits:
  register: { rate: 10/min, burst: 20 }
  invite: { rate: 20/min, burst: 10 }
  ban: { after: 5 failures in 10m, for: 1h, at-most: 24h }
management:
  ssh: { port: 22, from: [vpn] }
exceptions: []
`;

type Block = Readonly<Record<string, unknown>>;

/** A whole policy in which the example's blocks stand in place of the sound one's, two levels deep. */
export function exampleOf(id: string, blocks: string): SourceFile {
  const base = load(BASE) as Block;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(load(blocks) as Block)) {
    const under = base[key];
    merged[key] = isBlock(under) && isBlock(value) ? { ...under, ...value } : value;
  }
  return { path: `${id}.yaml`, text: dump(merged) };
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
