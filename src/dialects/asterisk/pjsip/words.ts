import type { OptionKind } from "./option.js";

/** utils.c, ast_true() and ast_false(). */
const TRUE = ["yes", "true", "y", "t", "1", "on"];
const FALSE = ["no", "false", "n", "f", "0", "off"];

export function isTrue(value: string): boolean {
  return TRUE.includes(value.toLowerCase());
}

export function isFalse(value: string): boolean {
  return FALSE.includes(value.toLowerCase());
}

/** Words that an option takes, and what each stands for. */
export interface Words {
  readonly held: Readonly<Record<string, string>>;
  /** Whether the words of ast_true() and ast_false() stand for `yes` and `no`. */
  readonly switches?: boolean;
  /** Only this spelling. */
  readonly cased?: boolean;
  /** Other words are no error and change nothing. */
  readonly lenient?: boolean;
}

const same = (...words: readonly string[]): Record<string, string> => Object.fromEntries(words.map((word) => [word, word]));

export type WordKind = Extract<OptionKind, "100rel" | "auth-type" | "dtls-fingerprint" | "dtls-setup" | "dtls-verify" | "dtmf" | "glare" | "media-encryption" | "overload" | "protocol" | "redirect" | "refresh-method" | "security-negotiation" | "t38-correction" | "timers" | "tls-method">;

/** From the handlers in res/res_pjsip/*.c and main/rtp_engine.c. */
export const WORDS: Readonly<Record<WordKind, Words>> = {
  "100rel": { held: same("peer_supported", "required"), switches: true },
  timers: { held: { required: "required", always: "always", forced: "always" }, switches: true },
  dtmf: { held: same("rfc4733", "inband", "info", "auto", "auto_info", "none") },
  "media-encryption": { held: same("no", "sdes", "dtls") },
  redirect: { held: same("user", "uri_core", "uri_pjsip") },
  "refresh-method": { held: { invite: "invite", reinvite: "invite", update: "update" } },
  glare: { held: same("none", "outgoing", "incoming") },
  "t38-correction": { held: same("none", "fec", "redundancy"), cased: true },
  "security-negotiation": { held: same("no", "mediasec") },
  overload: { held: same("none", "global", "pjsip_only") },
  protocol: { held: same("udp", "tcp", "tls", "ws", "wss", "flow") },
  "tls-method": { held: { "": "default", ...same("default", "unspecified", "tlsv1", "tlsv1_1", "tlsv1_2", "tlsv1_3", "sslv2", "sslv3", "sslv23") } },
  "auth-type": { held: same("userpass", "md5", "digest", "google_oauth") },
  "dtls-verify": { held: same("yes", "no", "fingerprint", "certificate") },
  "dtls-setup": { held: same("active", "passive", "actpass"), lenient: true },
  "dtls-fingerprint": { held: { "sha-256": "SHA-256", "sha-1": "SHA-1" }, lenient: true },
};

/** Words that came later than the option. */
export const WORD_SINCE: Readonly<Record<string, string>> = {
  "tls-method tlsv1_3": "18.20 20.5 21 22",
  "100rel peer_supported": "18.16 20.1 21 22",
  "identify-by request_uri": "18.23 20.8 21.3 22",
  "auth-type digest": "20.12 21.7 22.2 23",
  "auth-type google_oauth": "18 20 21 22 23",
};

export const PRIVACY: readonly string[] = [
  "allowed_not_screened", "allowed_passed_screen", "allowed_failed_screen", "allowed", "prohib_not_screened", "prohib_passed_screen", "prohib_failed_screen", "prohib", "unavailable",
];

export const TOS: readonly string[] = [
  "cs0", "cs1", "cs2", "cs3", "cs4", "cs5", "cs6", "cs7", "af11", "af12", "af13", "af21", "af22", "af23", "af31", "af32", "af33", "af41", "af42", "af43", "ef",
];

export const IDENTIFY_BY: readonly string[] = ["username", "auth_username", "ip", "header", "request_uri"];

/** Formats that `core show codecs` lists on 16 or 22; a name that is none of them drops the object. */
export const CODECS: ReadonlySet<string> = new Set([
  "adpcm", "alaw", "amr", "amrwb", "codec2", "g719", "g722", "g723", "g726", "g726aal2", "g729", "gsm", "h261", "h263", "h263p", "h264", "h265", "ilbc", "jpeg", "lpc10", "mpeg4", "none",
  "opus", "png", "red", "silk8", "silk12", "silk16", "silk24", "siren7", "siren14", "slin", "slin12", "slin16", "slin24", "slin32", "slin44", "slin48", "slin96", "slin192",
  "speex", "speex16", "speex32", "t140", "t140red", "t38", "testlaw", "ulaw", "vp8", "vp9",
]);

export const ALGORITHMS: readonly string[] = ["MD5", "SHA-256", "SHA-512-256"];
