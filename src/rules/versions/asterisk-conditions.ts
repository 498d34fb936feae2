import type { AsteriskSystem, PjsipObject } from "../../posture/index.js";
import type { Span } from "../../source/index.js";

/** What in a configuration makes a flaw reachable: where it stands, and how to say it. */
export interface Reason {
  readonly at: Span;
  readonly text: string;
  /** What to do where the upgrade has to wait. */
  readonly meanwhile: string;
}

export type Condition =
  | "sip" | "calls" | "tls" | "stream" | "subscriptions" | "stream-subscriptions" | "t38" | "srtp" | "dtls"
  | "webrtc" | "ice" | "stir-shaken" | "geolocation" | "t140" | "codec2" | "identify" | "iax" | "h323"
  | "unistim" | "xmpp" | "odbc-escape" | "ldap" | "resolver-unbound" | "ami-config" | "ami-originate" | "ami-web" | "http-status"
  | "phoneprov" | "ari-write" | "ari-read" | "cel-sql" | "cel-event" | "sms" | "header-update" | "message-from";

/**
 * Each looks for the first place that makes a kind of flaw reachable; null where none does. What only the running system
 * knows (modules that are not named, realtime) is not taken for present.
 */
export const CONDITIONS: Readonly<Record<Condition, (system: AsteriskSystem) => Reason | null>> = {
  "sip": (system) => firstObject(system, "transport", () => true, "this transport takes SIP", "let only known addresses reach it"),
  "calls": (system) => firstObject(system, "endpoint", () => true, "calls pass this endpoint", "let only known addresses reach it"),
  "tls": (system) => firstObject(system, "transport", (object) => held(object, "protocol") === "tls", "this transport speaks TLS", "let only known addresses reach it"),
  "stream": (system) => firstObject(system, "transport", (object) => STREAMS.includes(held(object, "protocol")), "this transport takes connections", "let only known addresses reach it, or use UDP alone"),
  "subscriptions": (system) => firstObject(system, "endpoint", subscribes, "this endpoint may subscribe", "write allow_subscribe=no"),
  "stream-subscriptions": (system) => (CONDITIONS.stream(system) === null ? null : CONDITIONS.subscriptions(system)),
  "t38": (system) => firstObject(system, "endpoint", (object) => yes(object, "t38_udptl"), "this endpoint takes T.38", "write t38_udptl=no"),
  "srtp": (system) => firstObject(system, "endpoint", (object) => held(object, "media_encryption") !== "" && held(object, "media_encryption") !== "no" || yes(object, "webrtc"), "this endpoint speaks SRTP", "nothing short of the upgrade"),
  "dtls": (system) => firstObject(system, "endpoint", (object) => held(object, "media_encryption") === "dtls" || yes(object, "webrtc"), "this endpoint speaks DTLS", "let only known addresses reach the media ports"),
  "webrtc": (system) => firstObject(system, "endpoint", (object) => yes(object, "webrtc"), "this endpoint speaks WebRTC", "nothing short of the upgrade"),
  "ice": (system) => firstObject(system, "endpoint", (object) => yes(object, "ice_support") || yes(object, "webrtc"), "this endpoint speaks ICE", "write ice_support=no") ?? lineOf(system, "rtp.conf", /^(?:stunaddr|turnaddr)$/i, /./, "media asks a STUN or TURN server", "remove the line"),
  "stir-shaken": (system) => firstObject(system, "endpoint", (object) => held(object, "stir_shaken_profile") !== "" || /^(?:on|yes|true|verify)$/i.test(held(object, "stir_shaken")), "this endpoint verifies signed calls", "take verification off this endpoint"),
  "geolocation": (system) => firstObject(system, "endpoint", (object) => held(object, "geoloc_incoming_call_profile") !== "", "this endpoint takes locations", "write no geoloc_incoming_call_profile"),
  "t140": (system) => firstObject(system, "endpoint", (object) => /\b(?:t140red|red)\b/i.test(held(object, "allow")), "this endpoint takes redundant text", "remove t140red from allow"),
  "codec2": (system) => firstObject(system, "endpoint", (object) => /\b(?:codec2|all)\b/i.test(held(object, "allow")), "this endpoint takes Codec2", "write noload = codec_codec2.so"),
  "identify": (system) => firstObject(system, "identify", () => true, "this endpoint is known by its address", "nothing short of the upgrade"),
  "iax": (system) => ofFile(system, "iax.conf", "chan_iax2", "IAX2 is configured"),
  "h323": (system) => ofFile(system, "ooh323.conf", "chan_ooh323", "H.323 is configured"),
  "unistim": (system) => ofFile(system, "unistim.conf", "chan_unistim", "UNISTIM is configured"),
  "xmpp": (system) => ofFile(system, "xmpp.conf", "res_xmpp", "XMPP is configured"),
  "odbc-escape": (system) => lineOf(system, "func_odbc.conf", /^(?:readsql|writesql|insertsql)$/i, /SQL_ESC\(/, "this statement relies on SQL_ESC", "write noload = func_odbc.so"),
  "ldap": (system) => lineOf(system, "extconfig.conf", /^(?:ps_|sip)/i, /^ldap\b/i, "SIP objects come from LDAP", "keep them out of LDAP"),
  "resolver-unbound": (system) => lineOf(system, "modules.conf", /^(?:load|preload|require|preload-require)$/i, /^res_resolver_unbound/, "the resolver is loaded here", "write noload = res_resolver_unbound.so"),
  "ami-config": (system) => amiUser(system, /\b(?:system|config|all)\b/i, "narrow write= of this user"),
  "ami-originate": (system) => amiUser(system, /\b(?:originate|all)\b/i, "narrow write= of this user"),
  "ami-web": (system) => (enabled(system, "http.conf") && enabled(system, "manager.conf") ? lineOf(system, "manager.conf", /^webenabled$/i, TRUE, "the manager answers over HTTP", "write webenabled=no") : null),
  "http-status": (system) => (enabled(system, "http.conf") && lineOf(system, "http.conf", /^enable_status$/i, /^(?:no|false|off|0|n|f)$/i, "", "") === null ? lineOf(system, "http.conf", /^enabled$/i, TRUE, "the HTTP server has a status page", "write enable_status=no") : null),
  "phoneprov": (system) => (enabled(system, "http.conf") ? ofFile(system, "phoneprov.conf", "res_phoneprov", "phones are provisioned over HTTP") : null),
  "ari-write": (system) => ariUser(system, false, "write read_only=yes, or bind HTTP to 127.0.0.1"),
  "ari-read": (system) => ariUser(system, true, "bind HTTP to 127.0.0.1, or remove this user"),
  "cel-sql": (system) => (CONDITIONS["cel-event"](system) === null ? null : (ofFile(system, "cel_pgsql.conf", "cel_pgsql", "events go to PostgreSQL") ?? ofFile(system, "cel_tds.conf", "cel_tds", "events go to TDS"))),
  "cel-event": (system) => stepOf(system, /^CELGenUserEvent$/i, /./, "the dialplan makes events", "make none of what callers send"),
  "sms": (system) => stepOf(system, /^SMS$/i, /(?:)/, "the dialplan takes text messages", "remove SMS()"),
  "header-update": (system) => stepOf(system, /(?:)/, /PJSIP_HEADER\(update/i, "the dialplan updates headers", "remove the header and add it anew"),
  "message-from": (system) => stepOf(system, /(?:)/, /MESSAGE\(from\)/i, "the dialplan passes on the sender of a MESSAGE", "set From from the endpoint"),
};

const STREAMS: readonly string[] = ["tcp", "tls", "ws", "wss"];
const TRUE = /^(?:yes|true|y|t|1|on)$/i;

function held(object: PjsipObject, name: string): string {
  return object.options.get(name)?.value ?? "";
}

function yes(object: PjsipObject, name: string): boolean {
  return TRUE.test(held(object, name));
}

/** On unless somebody wrote otherwise. */
function subscribes(object: PjsipObject): boolean {
  return !/^(?:no|false|off|0|n|f)$/i.test(held(object, "allow_subscribe"));
}

function firstObject({ pjsip }: AsteriskSystem, type: string, fits: (object: PjsipObject) => boolean, text: string, meanwhile: string): Reason | null {
  const found = pjsip?.byType.get(type)?.find(fits);
  return found === undefined ? null : { at: found.at, text, meanwhile };
}

function lineOf(system: AsteriskSystem, file: string, name: RegExp, value: RegExp, text: string, meanwhile: string): Reason | null {
  const sections = system.files.get(file)?.categories.filter(({ isTemplate }) => !isTemplate) ?? [];
  const line = sections.flatMap(({ variables }) => variables).find((each) => name.test(each.name) && value.test(each.value));
  return line === undefined ? null : { at: line.at, text, meanwhile };
}

/** A file with sections, whose module nobody keeps from loading. */
function ofFile(system: AsteriskSystem, file: string, module: string, text: string): Reason | null {
  const [first] = system.files.get(file)?.categories ?? [];
  if (first === undefined || lineOf(system, "modules.conf", /^noload$/i, new RegExp(`^${module}(?:\\.so)?$`), "", "") !== null) return null;
  return { at: first.at, text, meanwhile: `write noload = ${module}.so` };
}

function enabled(system: AsteriskSystem, file: string): boolean {
  return lineOf(system, file, /^enabled$/i, TRUE, "", "") !== null;
}

function amiUser(system: AsteriskSystem, write: RegExp, meanwhile: string): Reason | null {
  return enabled(system, "manager.conf") ? lineOf(system, "manager.conf", /^write$/i, write, "this manager user may do it", meanwhile) : null;
}

function ariUser(system: AsteriskSystem, readOnly: boolean, meanwhile: string): Reason | null {
  if (!enabled(system, "http.conf")) return null;
  const users = system.files.get("ari.conf")?.categories.filter(({ isTemplate, variables }) => !isTemplate && variables.some(({ name, value }) => /^type$/i.test(name) && value === "user")) ?? [];
  const user = users.find(({ variables }) => variables.some(({ name, value }) => /^read_only$/i.test(name) && TRUE.test(value)) === readOnly);
  return user === undefined ? null : { at: user.at, text: `this ARI user may ${readOnly ? "read" : "write"}`, meanwhile };
}

function stepOf({ dialplan }: AsteriskSystem, application: RegExp, data: RegExp, text: string, meanwhile: string): Reason | null {
  for (const { steps } of dialplan?.contexts.values() ?? []) {
    const found = steps.find((step) => application.test(step.application) && data.test(step.data));
    if (found !== undefined) return { at: found.at, text, meanwhile };
  }
  return null;
}
