import { byDefault, set, unknown, type Audience, type Fact, type KamailioSystem, type Listener, type Posture, type Protocol, type TlsPosture } from "../../posture/index.js";
import type { SourceFile, Span } from "../../source/index.js";
import type { KamailioFile, ModParam, Problem, Route, Setting, Socket } from "./ast.js";
import { isLoopback } from "./addresses.js";
import { lowerAuthentication } from "./authentication.js";
import { lacksMuch } from "./check/scope.js";
import { lowerLimit } from "./limits.js";
import { lowerSystem } from "./system.js";
import { parseTlsProfiles, type TlsProfile } from "./tls-profile.js";

export interface LowerInput {
  /** The file that was parsed, as a whole. */
  readonly source: SourceFile;
  readonly config: KamailioFile;
  /** The file that modparam("tls", "config") names, where it was given. */
  readonly tls: SourceFile | null;
  readonly version: string;
  /** What the names in it are wrong about, where somebody asked (checkNames); the parser's own problems are in `config`. */
  readonly names?: readonly Problem[];
}

/** What a kamailio.cfg says about security, in the words that rules understand. */
export function lowerKamailio(input: LowerInput): Posture {
  const system = lowerSystem(input);
  const listeners = lowerListeners(input, system);
  const tls = input.tls === null ? [] : parseTlsProfiles(input.tls).filter(({ name }) => name.startsWith("server")).map((profile) => lowerProfile(profile, input.version));
  return { listeners, ...(tls.length === 0 ? {} : { tls }), kamailio: [system] };
}

/** Which TLS configuration file a kamailio.cfg names; null where it names none. */
export function tlsConfigPath({ items }: KamailioFile): string | null {
  const param = items.findLast((item): item is ModParam => item.kind === "modparam" && item.modules.value === "tls" && item.param.value === "config");
  return param?.value.kind === "string" ? param.value.value : null;
}

function lowerListeners({ source, config, version }: LowerInput, system: KamailioSystem): readonly Listener[] {
  const { paths } = system;
  const main = config.items.find((item): item is Route => item.kind === "route" && item.route === "request" && item.name === null);
  const authenticated: Fact<boolean> = main === undefined ? unknown("there is no request_route in the files given; another language may hold it", place(source), "request_route") : lowerAuthentication(paths, main.at);
  const sockets = config.items.filter((item): item is Socket => item.kind === "socket");
  const limit = (method: string): Listener["registerLimit"] => lowerLimit(method, paths, system, main?.at ?? place(source));
  const common = { authenticated, registerLimit: limit("REGISTER"), inviteLimit: limit("INVITE") };
  if (sockets.length === 0) return lacksMuch(config) ? [] : defaultListeners(config, source, version, common);
  return sockets.flatMap((socket) => protocolsOf(socket, config).map((protocol) => lowerSocket(socket, protocol, version, common)));
}

type Common = Pick<Listener, "authenticated" | "registerLimit" | "inviteLimit">;

function lowerSocket(socket: Socket, protocol: Protocol, version: string, common: Common): Listener {
  const port = socket.ports?.first ?? null;
  const host = socket.hosts.map(({ value }) => value).join(", ");
  const name = socket.name?.value ?? `${protocol}:${host}${port === null ? "" : `:${port}`}`;
  return {
    name, path: `listen ${name}`, at: socket.at,
    protocol: socket.protocol === "any" ? byDefault(protocol, socket.at, "listen", `Kamailio ${version}`) : set(protocol, socket.at, "listen"),
    port: port === null ? byDefault(defaultPort(protocol), socket.at, "listen", `Kamailio ${version}`) : set(port, socket.at, "listen"),
    address: set(addressOf(socket), socket.at, "listen"),
    audience: socket.hosts.every(({ value }) => isLoopback(value)) ? set({ world: false, sources: ["localhost"], roles: ["localhost"] }, socket.at, "listen") : audienceUnknown(socket.at),
    ...common,
  };
}

/** Several addresses on one line, an interface or a name count as any. */
function addressOf({ hosts }: Socket): string | null {
  const [host, ...others] = hosts;
  const bare = host?.value.replace(/^\[|\]$/g, "") ?? "";
  return others.length === 0 && /^(\d+\.){3}\d+$|^[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*$/.test(bare) && !/^[0:.]*$/.test(bare) ? bare : null;
}

/** Without listen= it binds every address of the host (src/main.c: if no listen address, all interfaces). */
function defaultListeners(config: KamailioFile, source: SourceFile, version: string, common: Common): readonly Listener[] {
  const at = place(source);
  const by = `Kamailio ${version}`;
  return (["udp", "tcp"] as const).filter((protocol) => protocol === "udp" || tcpEnabled(config)).map((protocol) => ({
    name: `${protocol}:*:5060`, path: `listen ${protocol}:*:5060`, at,
    protocol: byDefault(protocol, at, "listen", by), port: byDefault(5060, at, "listen", by), address: byDefault(null, at, "listen", by), audience: audienceUnknown(at), ...common,
  }));
}

function place(source: SourceFile): Span {
  return { file: source, start: 0, end: 0 };
}

function audienceUnknown(at: Span): Fact<Audience> {
  return unknown("no packet filter was given", at, "listen");
}

function defaultPort(protocol: Protocol): number {
  return protocol === "tls" || protocol === "wss" ? 5061 : 5060;
}

function protocolsOf({ protocol }: Socket, config: KamailioFile): readonly Protocol[] {
  if (protocol === "udp" || protocol === "tcp" || protocol === "tls") return [protocol];
  return protocol === "sctp" ? [] : tcpEnabled(config) ? ["udp", "tcp"] : ["udp"];
}

function tcpEnabled(config: KamailioFile): boolean {
  const setting = config.items.findLast((item): item is Setting => item.kind === "setting" && item.name.value === "disable_tcp");
  return !(setting?.value.kind === "number" && setting.value.value === 1);
}

const METHODS: Readonly<Record<string, "1.0" | "1.1" | "1.2" | "1.3">> = {
  sslv23: "1.0", tlsv1: "1.0", "tlsv1+": "1.0", "tlsv1.1": "1.1", "tlsv1.1+": "1.1", "tlsv1.2": "1.2", "tlsv1.2+": "1.2", "tlsv1.3": "1.3", "tlsv1.3+": "1.3",
};

function lowerProfile({ name, at, settings }: TlsProfile, version: string): TlsPosture {
  const method = settings.get("method") ?? settings.get("tls_method");
  const minimum = method === undefined ? undefined : METHODS[method.value.toLowerCase()];
  const by = `Kamailio ${version}`;
  return {
    at, path: `tls.cfg [${name}]`,
    minimum: method === undefined ? byDefault("1.0", at, "method", by) : minimum === undefined ? unknown(`${method.value} is no method that is known`, method.at, "method") : set(minimum, method.at, "method"),
    clientCertificates: lowerClientCertificates(settings, at, by),
  };
}

function lowerClientCertificates(settings: TlsProfile["settings"], at: Span, by: string): TlsPosture["clientCertificates"] {
  const yes = (key: string): boolean => ["1", "yes", "true", "on", "enable"].includes(settings.get(key)?.value.toLowerCase() ?? "");
  const place = settings.get("require_certificate") ?? settings.get("verify_certificate");
  const value = yes("require_certificate") && yes("verify_certificate") ? "required" : yes("verify_certificate") ? "optional" : "none";
  return place === undefined ? byDefault(value, at, "verify_certificate", by) : set(value, place.at, "verify_certificate");
}
