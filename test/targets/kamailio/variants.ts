import type { Policy } from "../../../src/policy/index.js";
import { edgePolicy } from "./edge-policy.js";

/** Policies that take every way through the templates, by name; all of them render, load and boot. */
export const VARIANTS: Readonly<Record<string, () => Policy>> = {
  "the example": () => edgePolicy(),
  "no bans": () => edgePolicy([/ban: .*/, "ban: off }"], [" off }", " off"]),
  "bans without an end": () => edgePolicy(["for: 1h, at-most: 24h", "for: forever, at-most: forever"]),
  "bans that may grow without an end": () => edgePolicy(["for: 1h, at-most: 24h", "for: 1h, at-most: forever"]),
  "no limits": () => edgePolicy(["{ rate: 10/min, burst: 20 }", "off"], ["{ rate: 20/min, burst: 10 }", "off"]),
  "SHA-256 alone": () => edgePolicy(["[SHA-256, MD5]", "[SHA-256]"]),
  "MD5 alone": () => edgePolicy(["[SHA-256, MD5]", "[MD5]"]),
  "phones over UDP and TCP from an office, never banned": () =>
    edgePolicy(
      ["  vpn:     {", "  office:  { role: phones, cidrs: [203.0.113.0/24, 2001:db8:10::/48] }\n  vpn:     {"],
      ["protocol: tls, address: 192.0.2.20, port: 15061, from: [world]", "protocol: udp, address: 192.0.2.20, port: 15061, from: [office]"],
      ["  carrier: { node: edge,", "  desks:   { node: edge, protocol: tcp, address: 192.0.2.20, port: 15062, from: [office, vpn] }\n  carrier: { node: edge,"],
      [/"202": \{ secret: \{ env: RF_202 \}, listener: remote/, '"202": { secret: { env: RF_202 }, listener: desks'],
    ),
  "a trunk over TLS that shows a certificate": () =>
    edgePolicy(
      ["protocol: udp, address: 192.0.2.20, port: 15060", "protocol: tls, address: 192.0.2.20, port: 15062"],
      ["authentication: address", "authentication: certificate"],
      ["clientCertificates: optional", "clientCertificates: optional, ca: /etc/ringfence/tls/ca.pem"],
    ),
  "devices with certificates, TLS 1.2": () => edgePolicy(["clientCertificates: optional", "clientCertificates: required, ca: /etc/ringfence/tls/ca.pem"]),
  "IPv6 throughout": () =>
    edgePolicy(
      ["public: 192.0.2.20, private: 10.20.0.5", "public: \"2001:db8:20::20\", private: \"fd00:20::5\""],
      ["private: 10.20.0.10", "private: \"fd00:20::10\""],
      ["198.51.100.10/32, 198.51.100.11/32", "\"2001:db8:51::10/128\", \"2001:db8:51::11/128\""],
      ["10.8.0.0/24", "\"fd00:8::/64\""],
      ["address: 192.0.2.20, port: 15061", "address: \"2001:db8:20::20\", port: 15061"],
      ["address: 192.0.2.20, port: 15060", "address: \"2001:db8:20::20\", port: 15060"],
    ),
};
