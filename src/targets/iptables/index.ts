import type { Policy } from "../../policy/types.js";
import { renderTemplate } from "../engine.js";
import { filterFigures } from "../filter-figures.js";
import { forwardingOf } from "../filter-sysctl.js";
import type { Artifact, Rendering, Target } from "../target.js";
import { ipsetView, rulesView } from "./view.js";

/** iptables, ip6tables and ipset, in the formats of their restore programs. */
export const iptables: Target = {
  id: "iptables",
  wanted: (policy: Policy) => policy.engines.firewall === "iptables",
  figures: filterFigures,
  render({ policy, node }): Rendering {
    const forwarding = forwardingOf("iptables", policy, node);
    if (forwarding.diagnostics.length > 0) return forwarding;
    return {
      artifacts: [
        ...forwarding.artifacts,
        artifact("iptables/ipset.conf", renderTemplate("iptables/ipset.conf", ipsetView(policy, node))),
        artifact("iptables/rules.v4", renderTemplate("iptables/rules", rulesView(policy, node, 4))),
        artifact("iptables/rules.v6", renderTemplate("iptables/rules", rulesView(policy, node, 6))),
      ],
      diagnostics: [],
    };
  },
};

function artifact(path: string, text: string): Artifact {
  return { target: "iptables", path, text, mode: 0o644 };
}
