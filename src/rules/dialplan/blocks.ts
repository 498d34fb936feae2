import { covers, shapeOfExtension, type Analysis } from "../../dialplan/index.js";
import type { Context, Step } from "../../posture/index.js";

const ENDS = /^(?:hangup|congestion|busy|playtones|zapateller)$/i;
const CALLS = /^(?:dial|goto|gosub|macro|retrydial)$/i;
const SPEAKS = /^(?:noop|log|verbose|answer|wait|playback|playtones|set|progress)$/i;
/** Lines that call with an open end, of one context; more are not compared. */
const MOST_OPEN = 50;

/** Blocks of narrow patterns in an included context, behind a line of the including one that takes all their numbers. */
export function lateBlocks({ dialplan }: Analysis): readonly { readonly block: Step; readonly allow: Step; readonly context: string }[] {
  const found: { block: Step; allow: Step; context: string }[] = [];
  const told = new Set<Step>();
  const reached = new Map<string, number>();
  for (const { includes } of dialplan.contexts.values()) for (const { context } of includes) reached.set(context, (reached.get(context) ?? 0) + 1);
  for (const context of dialplan.contexts.values()) {
    const allows = callsOf(context);
    if (allows.length === 0) continue;
    for (const include of context.includes) {
      const inner = dialplan.contexts.get(include.context);
      if (inner === undefined || reached.get(include.context) !== 1) continue; // elsewhere it may come first
      for (const block of blocksOf(inner)) {
        const shape = shapeOfExtension(block.extension);
        const allow = allows.find(({ extension }) => covers(shapeOfExtension(extension), shape) && !covers(shape, shapeOfExtension(extension)));
        if (allow === undefined || told.has(block)) continue;
        told.add(block);
        found.push({ block, allow, context: context.name });
      }
    }
  }
  return found;
}

/** Extensions that do nothing but end the call, maybe after a word. */
function blocksOf({ steps }: Context): readonly Step[] {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const group = groups.get(step.extension);
    if (group === undefined) groups.set(step.extension, [step]);
    else group.push(step);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const ends = group.some(({ application }) => ENDS.test(application)) && group.every(({ application }) => ENDS.test(application) || SPEAKS.test(application));
    return first !== undefined && ends && first.callerId === null && /^_.*\d{2}/.test(first.extension) ? [first] : [];
  });
}

function callsOf({ steps }: Context): readonly Step[] {
  const calling = new Set(steps.filter(({ application }) => CALLS.test(application)).map(({ extension }) => extension));
  return steps.filter(({ extension, priority, callerId }) => priority === 1 && callerId === null && extension.startsWith("_") && calling.has(extension)).slice(0, MOST_OPEN);
}
