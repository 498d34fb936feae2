import type { Span } from "../../../source/index.js";
import type { HeldOption, PjsipObject } from "./objects.js";
import { type AsteriskVersion, knownSince } from "./option.js";
import { TABLES } from "./tables.js";

/** Why an object is refused although each of its options is in order. */
export interface Refusal {
  readonly because: string;
  readonly at: Span;
}

/**
 * The last check that Asterisk makes of an object (the apply handlers of res_pjsip). What depends on the machine, such as whether an
 * address can be bound, is taken to go well.
 */
export function checkApplied(object: PjsipObject, global: PjsipObject | null, version: AsteriskVersion): Refusal | null {
  const check = CHECKS[object.type];
  return check === undefined ? null : check({ object, global, version });
}

interface Applied {
  readonly object: PjsipObject;
  readonly global: PjsipObject | null;
  readonly version: AsteriskVersion;
}

const CHECKS: Readonly<Record<string, (applied: Applied) => Refusal | null>> = {
  endpoint: checkEndpoint, auth: checkAuth, transport: checkTransport, identify: checkIdentify, registration: checkRegistration, global: checkGlobal,
};

const valueOf = (object: PjsipObject, name: string): string => object.options.get(name)?.value ?? TABLES[object.type]?.[name]?.default ?? "";

function refuse(object: PjsipObject, because: string, ...names: string[]): Refusal {
  const option = names.map((name) => object.options.get(name)).find((found): found is HeldOption => found !== undefined);
  return { because, at: option?.settings.at(-1)?.at ?? object.at };
}

function checkEndpoint({ object }: Applied): Refusal | null {
  const least = Number(valueOf(object, "timers_min_se"));
  if (least < 90) return refuse(object, "`timers_min_se` must be 90 or more", "timers_min_se");
  if (Number(valueOf(object, "timers_sess_expires")) < least) return refuse(object, "`timers_sess_expires` must not be below `timers_min_se`", "timers_sess_expires", "timers_min_se");
  const ports = ["rtp_port_start", "rtp_port_end"].map((name) => Number(valueOf(object, name)));
  const [first = 0, last = 0] = ports;
  if (ports.some((port) => port !== 0) && (first < 1024 || last <= first)) {
    return refuse(object, "`rtp_port_start` and `rtp_port_end` go together, from 1024 on, the end after the start", "rtp_port_start", "rtp_port_end");
  }
  if (valueOf(object, "dtls_auto_generate_cert") === "yes" && valueOf(object, "dtls_cert_file") !== "") {
    return refuse(object, "`dtls_auto_generate_cert` and `dtls_cert_file` exclude each other", "dtls_auto_generate_cert");
  }
  if (valueOf(object, "preferred_codec_only") === "true" && object.options.has("incoming_call_offer_pref") && valueOf(object, "incoming_call_offer_pref") !== "local") {
    return refuse(object, "`preferred_codec_only` and `incoming_call_offer_pref` exclude each other", "preferred_codec_only");
  }
  return null;
}

function checkAuth({ object, global, version }: Applied): Refusal | null {
  if (valueOf(object, "username") === "") return refuse(object, "an auth object needs a `username`", "username");
  const type = valueOf(object, "auth_type");
  if (type === "google_oauth") return null;
  if (!knownSince("20.12 21.7 22.2 23", version)) {
    if (type === "md5" && valueOf(object, "md5_cred").length !== 32) return refuse(object, "`auth_type=md5` needs an `md5_cred` of 32 digits", "md5_cred", "auth_type");
    return null;
  }
  if (valueOf(object, "password") !== "") return null;
  const digests = digestsOf(object);
  for (const side of ["uas", "uac"]) {
    const own = valueOf(object, `supported_algorithms_${side}`);
    const shared = global?.options.get(`default_auth_algorithms_${side}`)?.value;
    const missing = (own || shared || "MD5").split(",").find((algorithm) => !digests.has(algorithm.trim().toUpperCase()));
    if (missing !== undefined) return refuse(object, `there is neither a password nor a digest for ${missing.trim()}, which \`supported_algorithms_${side}\` asks for`, `supported_algorithms_${side}`);
  }
  return null;
}

/** Algorithms of all digests that were written; `md5_cred` is one of MD5. */
function digestsOf(object: PjsipObject): Set<string> {
  const lines = ["password_digest", "md5_cred"].flatMap((name) => object.options.get(name)?.settings ?? []);
  const parts = lines.flatMap(({ value }) => value.split(",")).filter((part) => part.trim() !== "");
  return new Set(parts.map((part) => (part.includes(":") ? part.slice(0, part.indexOf(":")).trim().toUpperCase() : "MD5")));
}

function checkTransport({ object }: Applied): Refusal | null {
  return valueOf(object, "protocol") !== "flow" && !object.options.has("bind") ? refuse(object, "a transport needs a `bind`", "protocol") : null;
}

function checkIdentify({ object }: Applied): Refusal | null {
  if (valueOf(object, "endpoint") === "") return refuse(object, "an identify object needs an `endpoint`", "endpoint");
  const matches = (object.options.get("match")?.settings ?? []).some(({ value }) => /[^,\s]/.test(value));
  if (!matches && valueOf(object, "match_header") === "" && valueOf(object, "match_request_uri") === "") return refuse(object, "an identify object needs something to match", "match");
  const header = valueOf(object, "match_header");
  if (header !== "" && !/^[^:]*[^:\s][^:]*:/.test(header)) return refuse(object, "`match_header` needs the form `Header: value`", "match_header");
  return null;
}

/** What pjsip_parse_uri() takes at the least: after the user a host of letters, digits, dots, dashes and underscores, or an IPv6 address. */
const SIP_URI = /^sips?:(?:[^@\s<>"]*@)?(?:\[[0-9a-f:.]+\]|[\w.-]+)(?::\d+)?(?:[;?].*)?$/i;

function checkRegistration({ object }: Applied): Refusal | null {
  for (const name of ["server_uri", "client_uri"]) {
    if (!/^sips?:/i.test(valueOf(object, name))) return refuse(object, `a registration needs a \`${name}\` that begins with sip: or sips:`, name);
    if (!SIP_URI.test(valueOf(object, name))) return refuse(object, `\`${name}\` is no SIP URI`, name);
  }
  const line = valueOf(object, "line") === "true";
  if (line !== (valueOf(object, "endpoint") !== "")) return refuse(object, "`line=yes` and `endpoint` go together", "line", "endpoint");
  return null;
}

function checkGlobal({ object }: Applied): Refusal | null {
  const empty = ["debug", "default_from_user"].find((name) => valueOf(object, name) === "");
  return empty === undefined ? null : refuse(object, `\`${empty}\` must not be empty`, empty);
}
