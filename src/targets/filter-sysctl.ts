import type { Policy, PolicyNode } from "../policy/types.js";
import { renderTemplate } from "./engine.js";
import { mediaOf } from "./filter-media.js";
import { familyOf } from "./filter-rules.js";
import { headerLines } from "./header.js";
import type { Artifact, Rendering, TargetId } from "./target.js";

/**
 * What a host that forwards media needs besides rules, and whether it can forward at all: translation does not reach
 * from one address family into the other.
 */
export function forwardingOf(target: TargetId, policy: Policy, node: PolicyNode): Rendering {
  const media = mediaOf(policy, node);
  if (media.kind !== "passed-on") return { artifacts: [], diagnostics: [] };
  const family = familyOf(media.core);
  if (familyOf(media.public) !== family) {
    const message = `${node.path} cannot pass media on: callers see ${media.public}, the core has ${media.core}, and addresses are not translated between IPv4 and IPv6`;
    return { artifacts: [], diagnostics: [{ level: "error", code: "filter-media-family", message, at: node.at, hint: "give the core a private address of the family of the edge's public one" }] };
  }
  const text = renderTemplate("filter/sysctl", { header: headerLines(policy, "#"), v4: family === 4 });
  const artifact: Artifact = { target, path: `${target}/sysctl.conf`, text, mode: 0o644 };
  return { artifacts: [artifact], diagnostics: [] };
}
