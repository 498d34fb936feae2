import type { Call, Expression } from "../ast.js";
import { textOf } from "../nodes.js";
import { fromTruth, localityFact, recall, type Asking, type Evaluated } from "./evaluate.js";
import { isOpaque, originOf } from "./message.js";
import { flagName, type Script } from "./script.js";
import { RETURN_CODE, type State } from "./state.js";
import { CHOOSES, DIGEST, FAILS, FLOOD, PASSED, PASSES, REPLIES, SINKS, TOKEN, TRUST } from "./vocabulary.js";
import { NEGATIVE, number, POSITIVE, truthOf, UNKNOWN, type Value } from "./value.js";

/**
 * What a call answers in the scenario, and what is known after it: one way, or several where nobody can tell. Arguments are not
 * evaluated: a module function reads them itself.
 */
export function callOutcomes(call: Call, before: State, asking: Asking): readonly Evaluated[] {
  const name = call.name.value;
  const state = marked(call, before, asking);
  const effect = EFFECTS[name];
  if (Object.hasOwn(EFFECTS, name) && effect !== undefined) return effect(call, state, asking).map((one) => coded(one, asking.script));
  const chooses = CHOOSES.get(name);
  if (chooses !== undefined) return chosen(chooses, state, REGISTRAR.has(name) && asking.script.readsCode).map((one) => coded(one, asking.script));
  return [coded({ value: plainValue(name, call, asking), state }, asking.script)];
}

function coded({ value, state }: Evaluated, script: Script): Evaluated {
  return script.readsCode ? { value, state: state.write(RETURN_CODE, value) } : { value, state };
}

/** What was asked or done, for those who look at what came before a place. */
function marked(call: Call, state: State, { scenario }: Asking): State {
  const name = call.name.value;
  const passed = PASSED.get(name);
  let after = passed === undefined ? state : state.write(`passed ${passed}`, POSITIVE);
  const code = REPLIES.get(name);
  const refuses = passed === "challenged" || (code !== undefined && /^[4-6]/.test(literal(call.args[code])));
  if (refuses) after = after.write("passed refused", POSITIVE).after({ at: call.at, note: "refused here, and not ended" });
  else if (code !== undefined) after = after.write("passed answered", POSITIVE);
  if (name.startsWith("remove_hf") && /authorization/i.test(literal(call.args[0]))) after = after.write("passed credentials-consumed", POSITIVE);
  if (DIGEST.has(name) && excused(scenario.method)) after = after.write("passed digest-excused", POSITIVE);
  if (name === "remove_hf" && literal(call.args[0]).toLowerCase() === "route") after = after.write("passed route-removed", POSITIVE);
  return isOpaque(call) ? after.write("opaque", POSITIVE) : after;
}

/** Methods that no digest function asks a password of (auth, api.c: pre_auth). */
function excused(method: string): boolean {
  return method === "ACK" || method === "CANCEL" || method === "PRACK";
}

function plainValue(name: string, call: Call, { scenario }: Asking): Value {
  if (DIGEST.has(name)) return digest(name, call, scenario.method, scenario.sender);
  if (TOKEN.has(name)) return scenario.sender === "account" || scenario.sender === "impostor" ? POSITIVE : NEGATIVE;
  if (TRUST.has(name)) return scenario.sender === "trusted" ? POSITIVE : NEGATIVE;
  if (FAILS.has(name)) return NEGATIVE;
  return PASSES.has(name) ? POSITIVE : UNKNOWN;
}

function digest(name: string, call: Call, method: string, sender: string): Value {
  if (excused(method) || sender === "account") return POSITIVE;
  return sender === "impostor" ? fromTruth(truthOf(!bindsIdentity(name, call))) : NEGATIVE;
}

/** Whether the function itself compares the user of the credentials with that of From, or To for REGISTER (auth_db, auth). */
function bindsIdentity(name: string, { args }: Call): boolean {
  const flags = name === "auth_check" ? args[2] : name === "pv_auth_check" ? args[3] : undefined;
  return flags !== undefined && (Number(literal(flags)) & 1) === 1;
}

/** Whether the walk takes account of what the function answers or does. */
export function isKnownToTheWalk(name: string): boolean {
  return Object.hasOwn(EFFECTS, name) || [DIGEST, TOKEN, TRUST, FLOOD, PASSES, FAILS, PASSED, REPLIES, CHOOSES, SINKS].some((known) => known.has(name));
}

type Effect = (call: Call, state: State, asking: Asking) => readonly Evaluated[];

const EFFECTS: Readonly<Record<string, Effect>> = {
  is_method: ({ args }, state, { scenario }) => [{ value: methodMatches(literal(args[0]), scenario.method), state }],
  has_totag: (_, state, { scenario }) => [{ value: fromTruth(truthOf(scenario.inDialog)), state }],
  is_request: (_, state, { scenario }) => [{ value: fromTruth(truthOf(scenario.method !== "reply")), state }],
  is_reply: (_, state, { scenario }) => [{ value: fromTruth(truthOf(scenario.method === "reply")), state }],
  setflag: (call, state, { script }) => [{ value: POSITIVE, state: script.tested.has(flagName(call)) ? state.write(flagName(call), POSITIVE) : state }],
  resetflag: (call, state, { script }) => [{ value: POSITIVE, state: script.tested.has(flagName(call)) ? state.write(flagName(call), NEGATIVE) : state }],
  isflagset: (call, state) => [{ value: state.read(flagName(call)) ?? NEGATIVE, state }],
  loose_route: looseRoute,
  loose_route_preloaded: looseRoute,
  loose_route_mode: looseRoute,
  // 1: an alias was there and is now the destination; 2: there was none (nathelper, nathelper.c: handle_ruri_alias_mode).
  handle_ruri_alias: (_, state) => [{ value: number(1), state: state.write("du", { kind: "string", value: "alias" }) }, { value: number(2), state }],
  isdsturiset: (_, state) => [{ value: fromTruth(truthOf(state.has("du"))), state }],
  resetdsturi: (_, state) => [{ value: POSITIVE, state: state.write("du", UNKNOWN) }],
  setdsturi: (call, state) => [written("du", call, state)],
  seturi: (call, state) => [written("ru", call, state)],
  rewriteuri: (call, state) => [written("ru", call, state)],
  sethost: (call, state) => [written("ru", call, state)],
  rewritehost: (call, state) => [written("ru", call, state)],
  sethostport: (call, state) => [written("ru", call, state)],
  rewritehostport: (call, state) => [written("ru", call, state)],
  append_branch: (call, state) => [call.args.length === 0 ? { value: POSITIVE, state } : written("ru", call, state)],
  is_uri_host_local: (_, state) => recall(localityFact("uri"), false, state),
  is_from_local: (_, state) => recall(localityFact("from_uri"), false, state),
  is_domain_local: (call, state) => whoseDomain(call, state),
  is_myself: (call, state) => whoseDomain(call, state),
  is_in_subnet: (call, state, { scenario }) => [{ value: bySource(call) && scenario.sender !== "trusted" ? NEGATIVE : UNKNOWN, state }],
  is_ip_rfc1918: (call, state, { scenario }) => [{ value: bySource(call) && scenario.sender !== "trusted" ? NEGATIVE : UNKNOWN, state }],
  check_from: (_, state, { scenario }) => [{ value: ownName(scenario.sender), state }],
  check_to: (_, state, { scenario }) => [{ value: ownName(scenario.sender), state }],
};

function ownName(sender: string): Value {
  return sender === "impostor" ? NEGATIVE : sender === "account" ? POSITIVE : UNKNOWN;
}

/** With a To-tag or Route headers of one's own it says yes, and the sender has chosen the next hop (rr, loose.c: after_loose). */
function looseRoute(_: Call, state: State, { scenario }: Asking): readonly Evaluated[] {
  if (!scenario.routed) return [{ value: NEGATIVE, state }];
  const elsewhere = { value: POSITIVE, state: state.write("du", { kind: "string", value: "route" }) };
  // Within a call the only Route may be our own: then the R-URI decides, and no next hop is set.
  return scenario.inDialog ? [elsewhere, { value: POSITIVE, state }] : [elsewhere];
}

/** Nobody registered, method not allowed, error: a script that asks which leaves no fourth way (registrar, lookup.c: lookup_helper). */
const NOT_FOUND: readonly Value[] = [number(-1), number(-2), number(-3)];

const REGISTRAR: ReadonlySet<string> = new Set(["lookup", "lookup_branches", "lookup_to_dset"]);

function chosen(by: "location" | "chosen" | "looked-up", state: State, coded: boolean): readonly Evaluated[] {
  const after = state.write("du", { kind: "string", value: by });
  // What the administrator configured is taken to be there; who is not registered is not found.
  return by === "chosen" ? [{ value: UNKNOWN, state: after }] : [{ value: POSITIVE, state: after }, ...(coded ? NOT_FOUND : [NEGATIVE]).map((value) => ({ value, state }))];
}

function written(name: "du" | "ru", call: Call, state: State): Evaluated {
  const [argument] = call.args;
  const after = argument === undefined ? state : state.write(name, { kind: "string", value: originOf(argument, state) });
  return { value: POSITIVE, state: after };
}

function whoseDomain({ args }: Call, state: State): readonly Evaluated[] {
  const text = args[0] === undefined ? "" : textOf(args[0]);
  if (/\$\(?(?:rd|ru|rU)\b/.test(text)) return recall(localityFact("uri"), false, state);
  if (/\$\(?(?:fd|fu)\b/.test(text)) return recall(localityFact("from_uri"), false, state);
  if (/\$\(?(?:td|tu)\b/.test(text)) return recall(localityFact("to_uri"), false, state);
  return [{ value: /\$si\b/.test(text) ? NEGATIVE : UNKNOWN, state }];
}

function bySource({ args }: Call): boolean {
  return args[0] !== undefined && /\$\(?si\b/.test(textOf(args[0]));
}

function methodMatches(names: string, method: string): Value {
  if (names === "" || method === "any" || method === "reply") return UNKNOWN;
  return fromTruth(truthOf(names.split("|").some((name) => name.trim().toUpperCase() === method)));
}

export function literal(argument: Expression | undefined): string {
  return argument?.kind === "string" || argument?.kind === "word" ? argument.value : argument?.kind === "number" ? argument.text : "";
}
