import { type Audience, byDefault, type Fact, type ManagementService, type TlsPosture } from "../../../posture/index.js";
import type { Span } from "../../../source/index.js";
import type { Category, Loaded, Variable } from "../category.js";
import { isTrue } from "../pjsip/words.js";
import { readBind } from "./bind.js";
import { EVERYBODY, ONLY_LOCAL, pathOf, sectionsOf, setBy, settingOf } from "./facts.js";
import { addressOf, portOf } from "./sockets.js";
import { serverTls } from "./server-tls.js";

/** The files whose services come in by the web server. */
export interface WebFiles {
  readonly ari: Loaded | null;
  readonly manager: Loaded | null;
  readonly prometheus: Loaded | null;
}

/** A socket of the web server. */
interface Socket {
  readonly suffix: "" | "-tls";
  readonly at: Span;
  readonly port: Fact<number>;
  readonly address: Fact<string | null>;
  readonly audience: Fact<Audience>;
}

/** http.conf: the web server of ARI, the AMI over HTTP, metrics, WebSockets and more, and all that answers by it. */
export function lowerHttp(loaded: Loaded, files: WebFiles, by: string): ManagementService[] {
  const general = sectionsOf(loaded, "general");
  return socketsOf(general, by).flatMap(({ suffix, at, port, address, audience }): ManagementService[] => {
    const service = (kind: ManagementService["service"], name: string, section: string, place: Span): ManagementService => ({ name: `${name}${suffix}`, path: pathOf(place, section), at: place, service: kind, port, address, audience });
    const user = ariUser(files.ari);
    const web = webManager(files.manager);
    const metrics = files.prometheus === null ? null : switchOf(files.prometheus);
    return [
      service("http", "http", "general", at),
      ...(user === null ? [] : [service("ari", "ari", user.name, user.at)]),
      ...(web === null ? [] : [service("ami", "ami-web", "general", web.nameAt)]),
      ...(metrics === null ? [] : [service("metrics", "metrics", "general", metrics.nameAt)]),
    ];
  });
}

export function lowerHttpTls(loaded: Loaded, by: string): TlsPosture[] {
  const general = sectionsOf(loaded, "general");
  const at = socketsOf(general, by).find(({ suffix }) => suffix === "-tls")?.at;
  return at === undefined ? [] : [serverTls(general, at, true, by)];
}

/**
 * __ast_http_load() of main/http.c: without `bindaddr` nothing listens in clear; TLS listens where `tlsbindaddr` says, even with `enabled=no`,
 * or at the address of the clear socket.
 */
function socketsOf(general: readonly Category[], by: string): Socket[] {
  const enabled = settingOf(general, "enabled");
  const bind = settingOf(general, "bindaddr");
  const plain = enabled !== null && isTrue(enabled.value) && bind !== null && bind.value !== "";
  const tls = settingOf(general, "tlsenable") ?? settingOf(general, "sslenable");
  const tlsBind = settingOf(general, "tlsbindaddr") ?? settingOf(general, "sslbindaddr") ?? (plain ? bind : null);
  const sockets: Socket[] = [];
  if (plain) sockets.push({ suffix: "", at: enabled.nameAt, ...boundTo(bind, portIn(bind) ?? portOf(settingOf(general, "bindport"), 8088, enabled.nameAt, by), enabled.nameAt, by) });
  if (tls !== null && isTrue(tls.value) && tlsBind !== null) {
    const own = tlsBind === bind ? null : portIn(tlsBind);
    sockets.push({ suffix: "-tls", at: tls.nameAt, ...boundTo(tlsBind, own ?? byDefault(8089, tls.nameAt, "tlsbindaddr", by), tls.nameAt, by) });
  }
  return sockets;
}

function boundTo(bind: Variable, port: Fact<number>, at: Span, by: string): Pick<Socket, "port" | "address" | "audience"> {
  return { port, address: addressOf(bind, at, bind.name, by), audience: setBy(readBind(bind.value).loopback ? ONLY_LOCAL : EVERYBODY, bind) };
}

function portIn(bind: Variable): Fact<number> | null {
  const { port } = readBind(bind.value);
  return port === null ? null : setBy(port, bind);
}

/** The first user that can log in, unless ARI is switched off. */
function ariUser(ari: Loaded | null): Category | null {
  if (ari === null || !isTrue(settingOf(sectionsOf(ari, "general"), "enabled", "first")?.value ?? "yes")) return null;
  return ari.categories.find((category) => !category.isTemplate && category.variables.some(({ name, value }) => name.toLowerCase() === "type" && value === "user")) ?? null;
}

function webManager(manager: Loaded | null): Variable | null {
  const general = manager === null ? [] : sectionsOf(manager, "general");
  const web = settingOf(general, "webenabled");
  return web !== null && isTrue(web.value) && isTrue(settingOf(general, "enabled")?.value ?? "no") ? web : null;
}

function switchOf(loaded: Loaded): Variable | null {
  const enabled = settingOf(sectionsOf(loaded, "general"), "enabled");
  return enabled !== null && isTrue(enabled.value) ? enabled : null;
}
