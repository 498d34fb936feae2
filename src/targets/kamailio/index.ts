import type { Policy, PolicyNode } from "../../policy/types.js";
import { renderTemplate } from "../engine.js";
import type { Artifact, Rendering, RenderInput, Target } from "../target.js";
import { Problems } from "../problems.js";
import { kamailioFigures } from "./figures.js";
import { type EdgeView, edgeView } from "./view.js";

/** Parts of kamailio.cfg, in the order in which Kamailio wants to meet them. */
const PARTS = ["settings", "modules", "arrival", "accounts", "core", "sending"] as const;

export const kamailio: Target = {
  id: "kamailio",
  wanted: (policy: Policy, node: PolicyNode) => policy.engines.kamailio !== null && node.runs.includes("kamailio"),
  figures: kamailioFigures,
  render({ policy, node, secrets }: RenderInput): Rendering {
    const problems = new Problems();
    const view = edgeView(policy, node, secrets, problems);
    const refused = view === null || problems.hasErrors;
    return { artifacts: refused ? [] : artifacts(view), diagnostics: problems.found };
  },
};

function artifacts(view: EdgeView): Artifact[] {
  const made = (path: string, text: string, mode: Artifact["mode"]): Artifact => ({ target: "kamailio", path: `kamailio/${path}`, text, mode });
  const script = PARTS.map((part) => renderTemplate(`kamailio/kamailio.cfg/${part}`, view)).join("\n");
  return [
    made("kamailio.cfg", script, 0o600), // the key of the topology mask is in it
    ...(view.hasTls ? [made("tls.cfg", renderTemplate("kamailio/tls.cfg", view), 0o644)] : []),
    made("address.list", renderTemplate("kamailio/address.list", view), 0o644),
    made("dispatcher.list", renderTemplate("kamailio/dispatcher.list", view), 0o644),
    ...view.digests.map((digest) => made(`digests/${digest.table}`, renderTemplate("kamailio/digests", { ...digest, mark: markOf(view.header) }), 0o600)),
  ];
}

/** The header as one line without the signs that end a column's declaration: a db_text table has no comments. */
function markOf(header: string): string {
  return header.replaceAll(/^# /gm, "").replaceAll("\n", " ").replaceAll("(", "[").replaceAll(")", "]");
}
