import type { Policy } from "../../policy/types.js";
import { renderTemplate } from "../engine.js";
import { filterFigures } from "../filter-figures.js";
import { forwardingOf } from "../filter-sysctl.js";
import type { Rendering, Target } from "../target.js";
import { view } from "./view.js";

/** nftables 1.0 and up, as a file for `nft -f`. */
export const nftables: Target = {
  id: "nftables",
  wanted: (policy: Policy) => policy.engines.firewall === "nftables",
  figures: filterFigures,
  render({ policy, node }): Rendering {
    const forwarding = forwardingOf("nftables", policy, node);
    if (forwarding.diagnostics.length > 0) return forwarding;
    const text = renderTemplate("nftables/ringfence.nft", view(policy, node));
    return { artifacts: [...forwarding.artifacts, { target: "nftables", path: "nftables/ringfence.nft", text, mode: 0o644 }], diagnostics: [] };
  },
};
