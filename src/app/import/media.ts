import { isKnown, type AsteriskSystem, type Posture } from "../../posture/index.js";
import type { Draft, DraftListener, DraftTls, Tell } from "./draft.js";
import { finder, valueOf } from "./accounts.js";

/** Range that Asterisk takes where rtp.conf does not say (res_rtp_asterisk.c: DEFAULT_RTP_START, DEFAULT_RTP_END). */
const RTP = { first: 5000, last: 31000 };

const STRENGTH = ["none", "sdes", "dtls"] as const;

/** One encryption for all: the strongest that anybody uses, since a policy never loosens. */
export function draftMedia(posture: Posture, system: AsteriskSystem, listeners: readonly DraftListener[], tell: Tell): Draft["media"] {
  const speakers = [...(posture.accounts ?? []), ...(posture.trunks ?? [])];
  const used = speakers.flatMap(({ media }) => (isKnown(media) ? [media.value] : []));
  const encryption = STRENGTH.findLast((each) => used.includes(each)) ?? "none";
  const weaker = speakers.find(({ media }) => isKnown(media) && media.value !== encryption);
  if (weaker !== undefined) tell({ code: "import-media-mixed", at: weaker.media.at, message: `\`${weaker.name}\` had another media encryption than ${encryption}, which the policy asks of everybody whose signalling is encrypted`, hint: "make its phone offer it, or write another `media.encryption`" });
  return { encryption, ...portsOf(system, listeners, tell) };
}

/** A range that begins even and ends odd, within the old one, and holds no port that takes SIP over UDP. */
function portsOf({ files, at }: AsteriskSystem, listeners: readonly DraftListener[], tell: Tell): { readonly first: number; readonly last: number } {
  const lines = files.get("rtp.conf")?.categories.filter(({ isTemplate, name }) => !isTemplate && name.toLowerCase() === "general").flatMap(({ variables }) => variables) ?? [];
  const numberOf = (name: string, standard: number): number => Number.parseInt(lines.findLast((line) => line.name.toLowerCase() === name)?.value ?? "", 10) || standard;
  const [start, end] = [numberOf("rtpstart", RTP.first), numberOf("rtpend", RTP.last)];
  const place = lines.find(({ name }) => /^rtp(?:start|end)$/i.test(name))?.at ?? at;
  const taken = listeners.filter(({ protocol, port }) => protocol === "udp" && port >= start && port <= end).map(({ port }) => port).sort((a, b) => a - b);
  const range = taken.length === 0 ? even(start, end) : widest([start - 1, ...taken, end + 1]);
  if (range.first < range.last && start >= 1024 && end <= 65535) {
    if (taken.length > 0) tell({ code: "import-media-ports", at: place, message: `media may take ${start}-${end}, and SIP listens on ${taken.join(", ")} in between`, hint: `${range.first}-${range.last} is written, the widest part without them` });
    return range;
  }
  tell({ code: "import-media-ports", at: place, message: `${start}-${end} is no range of ports for media`, hint: "10000-10999 is written in its place" });
  return { first: 10000, last: 10999 };
}

/** The widest range between neighbours of a sorted list, which itself is left out. */
function widest(walls: readonly number[]): { readonly first: number; readonly last: number } {
  const gaps = walls.slice(1).map((wall, index) => even((walls[index] ?? 0) + 1, wall - 1));
  return gaps.reduce((best, gap) => (gap.last - gap.first > best.last - best.first ? gap : best));
}

function even(start: number, end: number): { readonly first: number; readonly last: number } {
  return { first: start + (start % 2), last: end - (end % 2 === 0 ? 1 : 0) };
}

/** Certificate of the first TLS transport: a policy has one for all. */
export function draftTls({ pjsip }: AsteriskSystem, tell: Tell): DraftTls | null {
  const transports = (pjsip?.byType.get("transport") ?? []).filter((transport) => valueOf(transport, "protocol") === "tls");
  const [first, ...others] = transports;
  if (first === undefined) return null;
  const certificate = valueOf(first, "cert_file");
  const different = others.find((other) => valueOf(other, "cert_file") !== certificate);
  if (different !== undefined) tell({ code: "import-tls-several", at: different.at, message: `\`${different.id}\` shows another certificate than \`${first.id}\`; a policy has one`, hint: "put both names into one certificate" });
  const absolute = (path: string, name: string): string => {
    if (path.startsWith("/")) return path;
    tell({ code: "import-tls-path", at: first.at, message: `no absolute path of the ${name} of \`${first.id}\` is written`, hint: "write it in `tls`" });
    return `/etc/ringfence/tls/${name}.pem`;
  };
  const ca = valueOf(first, "ca_list_file");
  return {
    certificate: absolute(certificate, "certificate"), key: absolute(valueOf(first, "priv_key_file") || certificate, "key"), ca: ca.startsWith("/") ? ca : null,
    clientCertificates: valueOf(first, "verify_client") !== "true" ? "none" : valueOf(first, "require_client_cert") === "true" ? "required" : "optional",
  };
}

/** The realm is part of every digest; only one that all share can be kept. */
export function draftRealm({ pjsip }: AsteriskSystem, tell: Tell): string | null {
  if (pjsip === null) return null;
  const find = finder(pjsip);
  const standard = valueOf(find("global", "global") ?? pjsip.byType.get("global")?.[0], "default_realm") || "asterisk";
  const inbound = new Set((pjsip.byType.get("endpoint") ?? []).flatMap((endpoint) => valueOf(endpoint, "auth").split(",").map((name) => name.trim())));
  const auths = (pjsip.byType.get("auth") ?? []).filter(({ id }) => inbound.has(id));
  const realms = [...new Set(auths.map((auth) => valueOf(auth, "realm") || standard))];
  const [realm = standard] = realms;
  const other = auths.find((auth) => (valueOf(auth, "realm") || standard) !== realm);
  if (other !== undefined) tell({ code: "import-realms", at: other.at, message: `there are several realms, ${realms.join(", ")}; a policy has one`, hint: `phones have to be told: it is ${realm} now` });
  return /^[A-Za-z0-9][A-Za-z0-9 ._@:-]*$/.test(realm) ? realm : null;
}
