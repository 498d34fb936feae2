import type { AsteriskSystem, Category, PjsipModel, PjsipObject } from "../posture/index.js";
import type { Span } from "../source/index.js";

/**
 * Who can start a call in a context:
 * - `anyone`: whoever can send a packet, without a password;
 * - `trunk`: the other side of a line, known by its address or its login: a carrier, and by it the world's telephones;
 * - `phone`: an account with a password;
 * - `unknown`: the files do not tell who comes in there.
 */
export type CallerKind = "anyone" | "trunk" | "phone" | "unknown";
export type Technology = "pjsip" | "sip" | "iax" | "dahdi" | "none";

export interface Caller {
  readonly kind: CallerKind;
  readonly technology: Technology;
  /** `endpoint anonymous`, `guests of chan_sip` */
  readonly name: string;
  readonly context: string;
  /** Where the context is written, or the section that lacks it. */
  readonly at: Span;
  readonly contextWritten: boolean;
  /** Why it is let in without a password, and where that is decided; null where it has one. */
  readonly because: { readonly at: Span; readonly note: string } | null;
  /** Somebody who only knows the name is taken for it. */
  readonly spoofable: boolean;
  readonly object: PjsipObject | null;
}

/** Everybody whom the files let in, with the context each comes in by. */
export function callersOf(system: AsteriskSystem): readonly Caller[] {
  return [...(system.pjsip === null ? [] : pjsipCallers(system.pjsip)), ...sipCallers(system), ...iaxCallers(system), ...dahdiCallers(system)];
}

function option(object: PjsipObject, name: string, standard = ""): string {
  return object.options.get(name)?.value ?? standard;
}

function lineOf(object: PjsipObject, name: string): Span | null {
  return object.options.get(name)?.settings.at(-1)?.at ?? null;
}

function pjsipCallers(pjsip: PjsipModel): readonly Caller[] {
  const identifies = new Map<string, PjsipObject>();
  for (const identify of pjsip.byType.get("identify") ?? []) identifies.set(option(identify, "endpoint"), identify);
  const trunks = new Trunks(pjsip);
  return (pjsip.byType.get("endpoint") ?? []).map((endpoint) => {
    const identify = identifies.get(endpoint.id);
    const written = lineOf(endpoint, "context");
    const entry = { technology: "pjsip" as const, name: `endpoint ${endpoint.id}`, context: option(endpoint, "context", "default") || "default", at: written ?? endpoint.at, contextWritten: written !== null, object: endpoint };
    return { ...entry, ...letIn(endpoint, identify, trunks) };
  });
}

function letIn(endpoint: PjsipObject, identify: PjsipObject | undefined, trunks: Trunks): Pick<Caller, "kind" | "because" | "spoofable"> {
  const auth = option(endpoint, "auth").trim();
  if (auth !== "") return { kind: trunks.isTrunk(endpoint) ? "trunk" : "phone", because: null, spoofable: false };
  const because = (note: string, at: Span = endpoint.at): Caller["because"] => ({ at, note });
  if (fenced(endpoint) || trunks.fenced) {
    // A proxy of one's own that proves by certificate who it is lets in whom it has asked for a password; else its address speaks for it.
    return { kind: trunks.demandCertificates ? "phone" : "trunk", because: because("no auth, but bound to the addresses of an access list"), spoofable: false };
  }
  if (/^anonymous(?:@|$)/.test(endpoint.id)) return { kind: "anyone", because: because("takes calls of whoever is not known otherwise"), spoofable: false };
  const byName = /\b(?:username|auth_username)\b/.test(option(endpoint, "identify_by", "username,ip"));
  if (identify !== undefined) return identified(identify, byName, because);
  if (trunks.isTrunk(endpoint)) return { kind: "trunk", because: because("no auth, hence known by name alone"), spoofable: byName };
  return { kind: "anyone", because: because(byName ? "no auth: whoever writes this name into From is let in" : "no auth"), spoofable: byName };
}

/** Whether an access list of its own bounds the addresses it is taken from. */
function fenced({ options }: PjsipObject): boolean {
  return options.has("deny") || options.has("acl");
}

function identified(identify: PjsipObject, byName: boolean, because: (note: string, at?: Span) => Caller["because"]): Pick<Caller, "kind" | "because" | "spoofable"> {
  const match = identify.options.get("match");
  const line = match?.settings.at(-1)?.at;
  if (match === undefined || line === undefined) return { kind: "anyone", because: because("known by a header that anybody can send", identify.at), spoofable: false };
  const open = match.settings.some(({ value }) => value.split(",").some((each) => /^\s*(?:0\.0\.0\.0\/0|::\/0)\s*$/.test(each)));
  if (open) return { kind: "anyone", because: because("known by its address, which may be any", line), spoofable: false };
  return { kind: "trunk", because: because("known by its address", line), spoofable: byName };
}

/** Which PJSIP endpoints are lines to the outside. */
export class Trunks {
  readonly #identified = new Set<string>();
  readonly #aors = new Map<string, PjsipObject>();
  readonly #endpoints = new Map<string, PjsipObject>();
  readonly #registered = new Set<string>();

  constructor(readonly pjsip: PjsipModel) {
    for (const identify of pjsip.byType.get("identify") ?? []) this.#identified.add(option(identify, "endpoint"));
    for (const aor of pjsip.byType.get("aor") ?? []) this.#aors.set(aor.id, aor);
    for (const endpoint of pjsip.byType.get("endpoint") ?? []) this.#endpoints.set(endpoint.id, endpoint);
    for (const registration of pjsip.byType.get("registration") ?? []) this.#registered.add(option(registration, "endpoint"));
  }

  endpoint(name: string): PjsipObject | undefined {
    return this.#endpoints.get(name);
  }

  /** Whether it is called at an address of one's own network: maybe a proxy of one's own, and no carrier. */
  isNear(endpoint: PjsipObject): boolean {
    return option(endpoint, "aors").split(",").some((name) => /sips?:(?:[^@]*@)?(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|localhost\b)/i.test(this.#aors.get(name.trim())?.options.get("contact")?.value ?? ""));
  }

  /** Whether an access list bounds the addresses that any request is taken from. */
  get fenced(): boolean {
    return (this.pjsip.byType.get("acl") ?? []).some(({ options }) => options.has("deny") || options.has("acl"));
  }

  /** Whether every transport asks whoever connects for a certificate. */
  get demandCertificates(): boolean {
    const transports = this.pjsip.byType.get("transport") ?? [];
    return transports.length > 0 && transports.every((transport) => /^(?:tls|wss)$/.test(option(transport, "protocol", "udp")) && /^(?:yes|true|y|t|1|on)$/i.test(option(transport, "require_client_cert")));
  }

  /**
   * Called as a client calls a server: at a contact that is written down, or with a login of one's own, or known by its address. A phone that
   * logs in and registers where it is stays one, whatever is answered to its own challenges.
   */
  isTrunk(endpoint: PjsipObject): boolean {
    if (/^anonymous(?:@|$)/.test(endpoint.id)) return false;
    if (this.#identified.has(endpoint.id) || this.#registered.has(endpoint.id)) return true;
    const aors = option(endpoint, "aors").split(",").flatMap((name) => this.#aors.get(name.trim()) ?? []);
    const contacts = aors.some(({ options }) => options.has("contact"));
    const registers = aors.some((aor) => Number(option(aor, "max_contacts", "0")) > 0);
    return option(endpoint, "outbound_auth") === "" ? option(endpoint, "auth") === "" && contacts : contacts || !registers || option(endpoint, "auth") === "";
  }
}

function sections(system: AsteriskSystem, file: string): readonly Category[] {
  return system.files.get(file)?.categories.filter(({ isTemplate }) => !isTemplate) ?? [];
}

function setting(section: Category | undefined, ...names: readonly string[]): { readonly value: string; readonly at: Span } | null {
  const line = section?.variables.findLast(({ name }) => names.includes(name.toLowerCase()));
  return line === undefined ? null : { value: line.value, at: line.at };
}

function isLoaded(system: AsteriskSystem, module: string): boolean {
  const modules = sections(system, "modules.conf").flatMap(({ variables }) => variables);
  return !modules.some(({ name, value }) => name.toLowerCase() === "noload" && value.replace(/\.so$/, "") === module);
}

/** chan_sip is gone since Asterisk 21. */
function sipCallers(system: AsteriskSystem): readonly Caller[] {
  const version = system.version.kind === "unknown" ? 22 : Number.parseInt(system.version.value, 10);
  if (!system.files.has("sip.conf") || version >= 21 || !isLoaded(system, "chan_sip")) return [];
  const general = sections(system, "sip.conf").find(({ name }) => name.toLowerCase() === "general");
  const standard = setting(general, "context");
  const callers: Caller[] = [];
  const guests = setting(general, "allowguest");
  const head = general?.at ?? system.at;
  if (guests === null || !/^(?:no|false|n|f|0|off)$/i.test(guests.value.trim())) {
    callers.push({ kind: "anyone", technology: "sip", name: "guests of chan_sip", context: standard?.value ?? "default", at: standard?.at ?? head, contextWritten: standard !== null, because: { at: guests?.at ?? head, note: guests === null ? "allowguest is on by default" : "allowguest" }, spoofable: false, object: null });
  }
  for (const section of sections(system, "sip.conf")) {
    if (section === general || ["authentication"].includes(section.name.toLowerCase())) continue;
    const context = setting(section, "context") ?? standard;
    const caller = { technology: "sip" as const, name: `${section.name} of sip.conf`, context: context?.value ?? "default", at: context?.at ?? section.at, contextWritten: context !== null, object: null };
    callers.push({ ...caller, ...sipKind(section) });
  }
  return callers;
}

function sipKind(section: Category): Pick<Caller, "kind" | "because" | "spoofable"> {
  const host = setting(section, "host")?.value.trim().toLowerCase() ?? "dynamic";
  const secret = setting(section, "secret", "md5secret");
  const insecure = setting(section, "insecure");
  const fixed = host !== "dynamic";
  const type = setting(section, "type")?.value.trim().toLowerCase();
  if (secret !== null && secret.value !== "" && !/invite|very/i.test(insecure?.value ?? "")) return { kind: fixed ? "trunk" : "phone", because: null, spoofable: false };
  if (fixed && type === "peer") return { kind: "trunk", because: { at: insecure?.at ?? section.at, note: "known by its address" }, spoofable: false };
  if (fixed) return { kind: "trunk", because: { at: insecure?.at ?? section.at, note: "no password is asked for" }, spoofable: true };
  return { kind: "anyone", because: { at: section.at, note: "no secret: whoever writes this name into From is let in" }, spoofable: true };
}

/** A call that tells no user name is given to any user without a secret (chan_iax2.c, check_access). */
function iaxCallers(system: AsteriskSystem): readonly Caller[] {
  if (!isLoaded(system, "chan_iax2")) return [];
  return sections(system, "iax.conf").flatMap((section): readonly Caller[] => {
    const type = setting(section, "type")?.value.trim().toLowerCase();
    if (type !== "user" && type !== "friend") return [];
    const context = setting(section, "context");
    const common = { technology: "iax" as const, name: `${section.name} of iax.conf`, context: context?.value ?? "default", at: context?.at ?? section.at, contextWritten: context !== null, spoofable: false, object: null };
    if ((setting(section, "secret", "dbsecret", "inkeys")?.value ?? "") !== "") return [{ ...common, kind: "phone", because: null }];
    const fenced = setting(section, "permit", "deny", "acl");
    if (fenced !== null) return [{ ...common, kind: "trunk", because: { at: fenced.at, note: "known by its address" } }];
    return [{ ...common, kind: "anyone", because: { at: section.at, note: "no secret: whoever sends no name is taken for it" } }];
  });
}

/** Lines of chan_dahdi: ports signalled as fxo_ have telephones, all others the network. */
function dahdiCallers(system: AsteriskSystem): readonly Caller[] {
  const callers: Caller[] = [];
  for (const section of sections(system, "chan_dahdi.conf")) {
    let context: { readonly value: string; readonly at: Span } | null = null;
    let station = false;
    for (const { name, value, at } of section.variables) {
      if (name.toLowerCase() === "context") context = { value, at };
      else if (name.toLowerCase() === "signalling") station = /^fxo/i.test(value.trim());
      else if (name.toLowerCase() === "channel") {
        const where = context?.at ?? section.at;
        callers.push({ kind: station ? "phone" : "trunk", technology: "dahdi", name: "lines of chan_dahdi.conf", context: context?.value ?? "default", at: where, contextWritten: context !== null, because: station ? null : { at: where, note: "whoever rings the line" }, spoofable: false, object: null });
      }
    }
  }
  return callers;
}
