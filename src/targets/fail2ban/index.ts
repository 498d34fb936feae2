import type { Policy, PolicyNode } from "../../policy/types.js";
import type { Diagnostic } from "../../source/index.js";
import { renderTemplate } from "../engine.js";
import { headerLines } from "../header.js";
import type { Artifact, Rendering, Target } from "../target.js";
import { actionOf, actionView, jailFileView, jailsOf, watchedOn } from "./view.js";

/** fail2ban 1.0 and up: a jail, its filter, and an action that writes into the packet filter's own ban sets. */
export const fail2ban: Target = {
  id: "fail2ban",
  wanted: (policy: Policy, node: PolicyNode) => policy.limits.ban.value !== null && watchedOn(policy, node) !== null,
  figures({ limits }) {
    const ban = limits.ban.value;
    if (ban === null) return [];
    const length = ban.for === "forever" ? "for ever" : `${ban.for} s, twice as long each further time${ban.atMost === "forever" ? "" : `, at most ${ban.atMost} s`}`;
    return [{ path: limits.ban.path, where: "fail2ban", figure: `${ban.failures} failures in the log within ${ban.within} s, about a second behind; ${length}; trusted networks never` }];
  },
  render({ policy, node }): Rendering {
    const ban = policy.limits.ban.value;
    const watched = watchedOn(policy, node);
    if (ban === null || watched === null) return { artifacts: [], diagnostics: [] };
    if (policy.engines.firewall === null) return { artifacts: [], diagnostics: watched === "asterisk" ? [nothingBans(policy)] : [] };
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

/** Kamailio bans by itself; Asterisk cannot, and there is no filter that could. */
function nothingBans({ limits: { ban } }: Policy): Diagnostic {
  return {
    level: "warning", code: "fail2ban-without-firewall", message: `${ban.path} bans nobody: bans are entries in the packet filter's sets, and engines names no firewall`, at: ban.at,
    hint: "add firewall: iptables or firewall: nftables to engines, or write ban: off",
  };
}

function artifact(path: string, text: string): Artifact {
  return { target: "fail2ban", path: `fail2ban/${path}`, text, mode: 0o644 };
}
