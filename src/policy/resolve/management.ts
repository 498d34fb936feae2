import type { Block } from "../block.js";
import type { Engines, ManagementService } from "../types.js";
import type { Context } from "./context.js";
import { resolveFrom, type Networks } from "./networks.js";

const SERVICES = ["ssh", "ami"] as const;

export function resolveManagement(root: Block, engines: Engines, networks: Networks, context: Context): readonly ManagementService[] {
  const management = root.block("management");
  const ports = { ssh: context.defaults.sshPort, ami: context.defaults.amiPort };
  if (management.has("ami") && engines.asterisk === null && root.block("engines").written && !root.block("engines").has("asterisk")) {
    context.problems.error("management-ami", management.block("ami").at, "management.ami is Asterisk's, and engines names no asterisk", { hint: "remove it" });
  }
  return SERVICES.flatMap((service) => {
    if (!management.has(service)) return [];
    const block = management.block(service);
    const from = resolveFrom(block, networks, context);
    if (from === null) return [];
    return [{ service, name: service, path: block.path, at: block.at, port: block.setting("port", block.integer("port"), ports[service]), from: block.setting("from", from, from.value) }];
  });
}
