import { analyse, type Analysis, type PaidCall } from "../../dialplan/index.js";
import type { AsteriskSystem, Step } from "../../posture/index.js";
import { compareSpans } from "../../source/index.js";

export interface PaidStep {
  readonly call: PaidCall;
  readonly analysis: Analysis;
  readonly system: AsteriskSystem;
}

const known = new WeakMap<Analysis, readonly PaidCall[]>();

/** Every step that calls a number of the caller's choice by a line, whoever gets there; once each. */
export function paidCalls(systems: readonly AsteriskSystem[]): readonly PaidStep[] {
  return systems.flatMap((system) => {
    const analysis = analyse(system);
    if (analysis === null) return [];
    let calls = known.get(analysis);
    if (calls === undefined) known.set(analysis, (calls = stepsOf(analysis)));
    return calls.map((call) => ({ call, analysis, system }));
  });
}

function stepsOf({ journeys, inner }: Analysis): readonly PaidCall[] {
  const steps = new Map<Step, PaidCall>();
  for (const call of [...journeys.flatMap(({ paid }) => paid), ...inner]) if (!steps.has(call.step)) steps.set(call.step, call);
  return [...steps.values()];
}

/** Calls of one context together: what is missing there is missing once. */
export function byContext(calls: readonly PaidStep[]): readonly (readonly [PaidStep, ...PaidStep[]])[] {
  const groups = new Map<unknown, [PaidStep, ...PaidStep[]]>();
  for (const call of calls) {
    const context = call.analysis.dialplan.contexts.get(call.call.home);
    const group = groups.get(context);
    if (group === undefined) groups.set(context, [call]);
    else group.push(call);
  }
  for (const group of groups.values()) group.sort((a, b) => compareSpans(a.call.at, b.call.at));
  return [...groups.values()];
}
