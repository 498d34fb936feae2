import type { RouteName, ScriptCall, ScriptDestination, ScriptPath, ScriptPaths, ScriptRequest, ScriptSink, ScriptStep } from "../../posture/index.js";
import { positionOf, type Span } from "../../source/index.js";
import type { Call, KamailioFile, Route } from "./ast.js";
import { originOf } from "./walk/message.js";
import { scenarios, type Scenario } from "./walk/scenario.js";
import { readScript } from "./walk/script.js";
import { decisions, Knowledge, type State } from "./walk/state.js";
import { SINKS } from "./walk/vocabulary.js";
import { walk, type Frame, type Way } from "./walk/walk.js";

/** Ways to one call by one kind of request; more would only repeat themselves. */
const MAX_WAYS = 6;
const MAX_DECISIONS = 4;
/** Knowledge that walks hand on to each other; beyond this memory is worth more. */
const MAX_SHARED = 10_000;

/** Event routes that a stranger sets off. */
const EVENTS: readonly string[] = ["xhttp:request", "msrp:frame-in", "evapi:message-received"];

/** What becomes of the requests of each kind, and of replies and HTTP, as plain data. */
export function lowerPaths(config: KamailioFile, calls: ReadonlyMap<Call, ScriptCall>): ScriptPaths {
  const script = readScript(config);
  const doubts = new Set<string>(config.problems.filter(({ effect }) => effect === "outside").map(({ message }) => message));
  const found: ScriptPath[] = [];
  let none = Knowledge.none();
  const follow = (start: Route, scenario: Scenario): void => {
    const entry: RouteName = { kind: start.route, name: start.name?.value ?? null };
    if (none.relatives > MAX_SHARED) none = Knowledge.none();
    const walked = walk(start, script, scenario, none);
    for (const doubt of walked.doubts) doubts.add(doubt);
    for (const [call, ways] of walked.reached) {
      const sink = SINKS.get(call.name.value);
      const described = calls.get(call);
      if (sink === undefined || described === undefined) continue;
      found.push(...distinctPaths(ways.map((way) => pathOf(entry, scenario, sink, described, call, way))).slice(0, MAX_WAYS));
    }
    if (scenario.method !== "reply") return;
    const [passed] = walked.ends.filter(({ kind }) => kind !== "drop");
    if (passed !== undefined) found.push(pathOf(entry, scenario, "passed-on", null, start, { state: passed.state, through: null }));
  };
  const routes = config.items.filter((item): item is Route => item.kind === "route");
  if (script.main !== undefined) for (const scenario of scenarios(script.methods)) follow(script.main, scenario);
  for (const route of routes) {
    if ((route.route === "reply" || route.route === "onreply") && route.name === null) follow(route, ANSWER);
    if (route.route === "event" && EVENTS.includes(route.name?.value ?? "")) follow(route, ANYTHING);
  }
  return { found, doubts: [...doubts] };
}

const ANSWER: Scenario = { method: "reply", inDialog: false, routed: false, sender: "stranger" };
const ANYTHING: Scenario = { method: "any", inDialog: false, routed: false, sender: "stranger" };

function pathOf(entry: RouteName, request: ScriptRequest, sink: ScriptSink, call: ScriptCall | null, node: { readonly at: Span }, { state, through }: Way): ScriptPath {
  const local = state.read("uri is ours");
  return {
    entry, request, sink, call, at: node.at,
    passed: namesIn(state, "passed "), checked: namesIn(state, "checked "),
    destination: destinationOf(node, state),
    local: local === undefined ? null : local.kind === "positive",
    opaque: state.has("opaque"),
    steps: stepsOf(state, through),
  };
}

/** Ways that differ in nothing that is told are one; what no other machine decides comes first. */
function distinctPaths(paths: readonly ScriptPath[]): readonly ScriptPath[] {
  const key = ({ passed, checked, destination, local, opaque }: ScriptPath): string => [[...passed].sort(), [...checked].sort(), destination, local, opaque].join("|");
  return [...new Map(paths.toReversed().map((path) => [key(path), path])).values()].reverse().sort((a, b) => Number(a.opaque) - Number(b.opaque));
}

function namesIn({ knowledge }: State, prefix: string): ReadonlySet<string> {
  return new Set([...knowledge.facts.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)));
}

/** `$du` counts before the R-URI; a function that is told where to send to counts before both. */
function destinationOf(node: object, state: State): ScriptDestination {
  const call = "kind" in node && node.kind === "call" ? (node as Call) : null;
  const [first] = call?.args ?? [];
  if (call !== null && first !== undefined && /^(?:t_relay_to|t_forward_nonack|t_replicate|forward|send|sendx)/.test(call.name.value) && first.kind === "string" && first.value !== "") return originOf(first, state) as ScriptDestination;
  const known = state.read("du") ?? state.read("ru");
  return known?.kind === "string" ? (known.value as ScriptDestination) : "sender";
}

/** Calls of routes, outermost first, and the last decisions before the sink. */
function stepsOf(state: State, through: Frame | null): readonly ScriptStep[] {
  const frames: Frame[] = [];
  for (let frame = through; frame !== null; frame = frame.outer) frames.unshift(frame);
  const taken = [...frames.flatMap(({ trail }) => decisions(trail, MAX_DECISIONS)), ...decisions(state.trail, MAX_DECISIONS)].slice(-MAX_DECISIONS);
  const calls = frames.map(({ call }): ScriptStep => ({ at: call.at, note: `${call.name.value}(${call.args[0]?.kind === "word" || call.args[0]?.kind === "string" ? call.args[0].value : "…"})` }));
  return [...calls, ...taken.map((decision): ScriptStep => ({ at: decision.at, note: decision.note }))];
}

/** `route(AUTH) in line 12`: the way as one reads it. */
export function spelled(steps: readonly ScriptStep[]): string {
  return steps.filter(({ note }) => note.startsWith("route")).map(({ at, note }) => `${note} in line ${positionOf(at.file, at.start).line}`).join(", ");
}

