import type { Policy, PolicyNode } from "../../policy/types.js";
import { renderTemplate } from "../engine.js";
import { ASTERISK_LOGS } from "../asterisk-logs.js";
import { headerLines } from "../header.js";
import { Problems } from "../problems.js";
import type { Artifact, Rendering, RenderInput, Target } from "../target.js";
import { dialplanView } from "./dialplan/view.js";
import { fenceViews } from "./fences.js";
import { managerView } from "./manager.js";
import { moduleGroups } from "./modules.js";
import { pjsipView } from "./pjsip/view.js";
import { comment, number, type Text, word } from "./quote.js";
import { type Scene, sceneOf } from "./scene.js";

/** Files that hold nothing of the policy: without them Asterisk warns, or takes what the host happens to have. */
const SAME_FOR_ALL = ["asterisk.conf", "http.conf", "cdr.conf", "ccss.conf", "cel.conf", "features.conf", "indications.conf", "pjproject.conf", "stasis.conf", "udptl.conf"] as const;

export const asterisk: Target = {
  id: "asterisk",
  wanted: (policy: Policy, node: PolicyNode) => policy.engines.asterisk !== null && node.runs.includes("asterisk"),
  // Asterisk counts requests nowhere (res_pjsip has no limit per source): what stands before it does.
  figures: ({ limits }) => [limits.register, limits.invite].map(({ path }) => ({ path, where: "pjsip.conf", figure: "none of its own; the packet filter's ceiling holds" })),
  render({ policy, node, secrets }: RenderInput): Rendering {
    const problems = new Problems();
    const scene = sceneOf(policy, node, secrets, problems);
    const artifacts = scene === null ? [] : artifactsOf(scene);
    return { artifacts: problems.hasErrors ? [] : artifacts, diagnostics: problems.found };
  },
};

function artifactsOf(scene: Scene): Artifact[] {
  const header = headerLines({ ...scene.policy, name: comment(scene.policy.name) }, ";");
  const made = (file: string, text: string, mode: Artifact["mode"] = 0o644): Artifact => ({ target: "asterisk", path: `asterisk/${file}`, text, mode });
  const pjsip = pjsipView(scene);
  if (pjsip === null) return [];
  const { first, last } = scene.policy.media.ports.value;
  return [
    ...SAME_FOR_ALL.map((file) => made(file, renderTemplate(`asterisk/${file}`, { header }))),
    made("acl.conf", renderTemplate("asterisk/acl.conf", { header, fences: fenceViews(scene) })),
    made("extensions.conf", parts("extensions.conf", ["plans", "numbers"], { header, ...dialplanView(scene) })),
    made("logger.conf", renderTemplate("asterisk/logger.conf", { header, messages: channel("messages"), security: channel("security") })),
    made("manager.conf", renderTemplate("asterisk/manager.conf", { header, ...managerView(scene) })),
    made("modules.conf", renderTemplate("asterisk/modules.conf", { header, groups: moduleGroups(scene) })),
    made("pjsip.conf", parts("pjsip.conf", scene.link === null ? ["global", "phones", "carriers"] : ["global", "core"], { header, ...pjsip }), 0o600),
    made("rtp.conf", renderTemplate("asterisk/rtp.conf", { header, first: number(first), last: number(last) })),
  ];
}

/** A channel of logger.conf, whose name is the file's below Asterisk's log folder. */
function channel(log: keyof typeof ASTERISK_LOGS): { readonly file: Text; readonly levels: Text } {
  const { path, levels } = ASTERISK_LOGS[log];
  return { file: word(path.replace(/^.*\//, "")), levels: word(levels.join(",")) };
}

function parts(file: string, names: readonly string[], view: object): string {
  return names.map((name) => renderTemplate(`asterisk/${file}/${name}`, view)).join("");
}
