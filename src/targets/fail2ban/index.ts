import type { Policy, PolicyNode } from "../../policy/types.js";
import { renderTemplate } from "../engine.js";
import { headerLines } from "../header.js";
import type { Artifact, Rendering, Target } from "../target.js";
import { actionOf, actionView, jailFileView, jailsOf, watchedOn } from "./view.js";

/** fail2ban 1.0 and up: a jail, its filter, and an action that writes into the packet filter's own ban sets. */
export const fail2ban: Target = {
  id: "fail2ban",
  wanted: (policy: Policy, node: PolicyNode) => policy.limits.ban.value !== null && policy.engines.firewall !== null && watchedOn(policy, node) !== null,
  render({ policy, node }): Rendering {
    const ban = policy.limits.ban.value;
    const watched = watchedOn(policy, node);
    if (ban === null || watched === null) return { artifacts: [], diagnostics: [] };
    const action = actionOf(policy);
    return {
      artifacts: [
        artifact(`action.d/${action}.conf`, renderTemplate(`fail2ban/${action}.conf`, actionView(policy))),
        ...jailsOf(watched, ban).map(({ name }) => artifact(`filter.d/ringfence-${name}.conf`, renderTemplate(`fail2ban/filter-${name}.conf`, { header: headerLines(policy, "#") }))),
        artifact("jail.d/ringfence.local", renderTemplate("fail2ban/jail.local", jailFileView(policy, node, watched, ban))),
      ],
      diagnostics: [],
    };
  },
};

function artifact(path: string, text: string): Artifact {
  return { target: "fail2ban", path: `fail2ban/${path}`, text, mode: 0o644 };
}
