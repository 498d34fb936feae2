import { byDefault, set, type ManagementService, type SshdSystem } from "../../posture/index.js";

/** The ports at which the server listens; on which addresses the packet filter has to tell. */
export function sshServices({ settings, at, path }: SshdSystem): readonly ManagementService[] {
  const written = (settings.get("port") ?? []).filter(({ value }) => /^\d{1,5}$/.test(value));
  const ports = written.length === 0 ? [byDefault(22, at, "Port", "OpenSSH")] : written.map((line) => set(Number(line.value), line.at, "Port"));
  const listen = settings.get("listenaddress") ?? [];
  const [first] = listen;
  const loopback = listen.length > 0 && listen.every(({ value }) => /^(?:127\.|\[?::1\]?(?::|$)|localhost)/.test(value));
  const audience = loopback && first !== undefined
    ? set({ world: false, sources: ["localhost"], roles: ["localhost" as const] }, first.at, "ListenAddress")
    : byDefault({ world: true, sources: [], roles: ["world" as const] }, at, "ListenAddress", "OpenSSH");
  const address = byDefault<string | null>(null, first?.at ?? at, "ListenAddress", "OpenSSH");
  return ports.map((port) => ({ name: "ssh", path, at: port.at, service: "ssh", port, address, audience }));
}
