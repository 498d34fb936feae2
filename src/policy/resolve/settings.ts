import { parsePorts } from "../grammar/units.js";
import type { Block } from "../block.js";
import type { Auth, Media, Tls } from "../types.js";
import { reportRepeated, type Context } from "./context.js";

export const ENCRYPTIONS = ["none", "sdes", "dtls"] as const;
const ALGORITHMS = ["SHA-512-256", "SHA-256", "MD5"] as const;

export function resolveTls(root: Block, { defaults }: Context): Tls | null {
  const block = root.block("tls");
  const certificate = block.text("certificate");
  const key = block.text("key");
  if (certificate === null || key === null) return null;
  const clientCertificates = block.word("clientCertificates", ["none", "optional", "required"]);
  const minimum = block.word("minimum", ["1.0", "1.1", "1.2", "1.3"]);
  return {
    path: block.path, at: block.at, certificate: certificate.value, key: key.value, ca: block.text("ca")?.value ?? null,
    clientCertificates: block.setting("clientCertificates", clientCertificates, defaults.clientCertificates),
    minimum: block.setting("minimum", minimum, defaults.tlsMinimum),
  };
}

export function resolveMedia(root: Block, context: Context): Media {
  const block = root.block("media");
  return {
    encryption: block.setting("encryption", block.word("encryption", ENCRYPTIONS), context.defaults.mediaEncryption),
    ports: block.setting("ports", resolvePorts(block, context), context.defaults.mediaPorts),
  };
}

/** Fewer ports than two calls need are a mistake of typing. */
const FEWEST_PORTS = 4;

function resolvePorts(block: Block, { problems }: Context): (Media["ports"] & { readonly written: true }) | null {
  const located = block.text("ports");
  const range = located === null ? null : parsePorts(located.value);
  if (located === null || range === null) return null;
  const { first, last } = range;
  const refuse = (what: string, hint: string): void => problems.error("media-ports", located.at, `${located.path}: ${located.value} ${what}`, { hint });
  if (last > 65535) refuse("goes beyond the last port there is", "ports end at 65535");
  else if (first < 1024) refuse("begins among the ports of system services", "begin at 1024 or above");
  else if (first > last) refuse("runs backwards", `write ${last}-${first}`);
  else if (first % 2 === 1 || last % 2 === 0) refuse("splits a pair of ports: RTP is on an even port and RTCP on the odd one above it", `write ${first - (first % 2)}-${last % 2 === 0 ? last + 1 : last}`);
  else if (last - first + 1 < FEWEST_PORTS) refuse("is too narrow for two calls", `a call takes two ports on each side; e.g. ${first}-${Math.min(first + 999, 65535)}`);
  return { value: range, at: located.at, path: located.path, written: true };
}

export function resolveAuth(root: Block, { defaults, problems }: Context): Auth {
  const block = root.block("auth");
  const list = block.texts("algorithms");
  const algorithms = list?.items.flatMap(({ value }) => ALGORITHMS.filter((known) => known === value)) ?? [];
  if (list !== null) reportRepeated(problems, list.items, list.path);
  return {
    realm: block.setting("realm", block.text("realm"), root.text("name")?.value ?? ""),
    algorithms: block.setting("algorithms", list === null ? null : { value: algorithms, at: list.at }, defaults.algorithms),
  };
}
