import type { Call, End, Expression, Route, Statement } from "../ast.js";
import { assign, DESTINATION_CHOSEN, evaluate, localityFact, type Evaluated } from "./evaluate.js";
import { callValue, type Scenario } from "./scenario.js";
import { keyOf, RETURN_CODE, START, write, type State } from "./state.js";
import { asCondition, NEGATIVE, number, POSITIVE, UNKNOWN, type Value } from "./value.js";

/** A call that the scenario reaches, and the calls of routes that led there, outermost first. */
export interface Reached {
  readonly call: Call;
  readonly through: readonly Call[];
  /** What was known on the paths that came here, a few of them. */
  readonly states: readonly State[];
}

export interface Walk {
  /** Every call on some path, in the order met, each once. */
  readonly reached: readonly Reached[];
  /** Why the walk may have missed something: a route named at run time, a route that is not there, too many paths. */
  readonly doubts: readonly string[];
}

/** How a piece of script ends. `next` goes on with the statement after it. */
type Ending =
  | { readonly kind: "next" | "break"; readonly state: State }
  | { readonly kind: "return"; readonly value: Value; readonly state: State }
  | { readonly kind: "exit" };

/** Paths that are told apart; beyond this the walk stops and says so. */
const MAX_STEPS = 200_000;
const MAX_DEPTH = 100;
const MAX_STATES = 64;

/** Functions that set where a request goes from what the administrator configured or a phone registered. */
const CHOOSES: ReadonlySet<string> = new Set([
  "lookup", "lookup_branches", "ds_select", "ds_select_dst", "ds_select_domain", "ds_next_domain", "ds_next_dst", "next_gw", "load_gws", "cr_route", "sethost", "rewritehost", "sethostport", "rewritehostport",
  "t_relay_to_udp", "handle_ruri_alias", "alias_db_lookup", "do_routing", "use_next_gw", "prefix2domain", "enum_query", "uac_req_send",
]);

/** A question about whose address it is has one answer on a path. */
function answersOf(call: Call, value: Value, state: State): readonly Evaluated[] {
  const field = call.name.value === "is_uri_host_local" ? "uri" : call.name.value === "is_from_local" ? "from_uri" : null;
  if (field === null) return [{ value, state }];
  const known = state.known.get(localityFact(field));
  return (known === undefined ? [POSITIVE, NEGATIVE] : [known]).map((answer) => ({ value: answer, state: write(state, localityFact(field), answer) }));
}

/**
 * Follows a request of the scenario through the routes, both ways wherever nobody can tell, and notes what is reached.
 * It stands for the interpreter (src/core/action.c: run_actions, do_action): `exit` and `drop` end the script, `return 0`
 * too, `return` ends the route, and a function that only answers (sl_send_reply) does not end anything.
 */
export function walk(start: Route, routes: ReadonlyMap<string, Route>, scenario: Scenario): Walk {
  const walker = new Walker(routes, scenario);
  walker.block(start.body, START, []);
  return { reached: [...walker.reached.values()], doubts: [...walker.doubts] };
}

class Walker {
  readonly reached = new Map<Call, Reached>();
  readonly doubts = new Set<string>();
  private readonly memory = new Map<string, readonly Ending[]>();
  private steps = 0;

  constructor(
    private readonly routes: ReadonlyMap<string, Route>,
    private readonly scenario: Scenario,
  ) {}

  block(body: readonly Statement[], state: State, through: readonly Call[]): readonly Ending[] {
    let states: readonly State[] = [state];
    const endings: Ending[] = [];
    for (const statement of body) {
      const following = states.flatMap((one) => this.statement(statement, one, through));
      endings.push(...following.filter((ending) => ending.kind !== "next"));
      states = distinct(following.flatMap((ending) => (ending.kind === "next" ? [ending.state] : [])));
      if (states.length === 0) break;
    }
    return [...distinctEndings(endings), ...states.map((one) => ({ kind: "next", state: one }) as const)];
  }

  private statement(statement: Statement, state: State, through: readonly Call[]): readonly Ending[] {
    if (++this.steps > MAX_STEPS || through.length > MAX_DEPTH) {
      this.doubts.add("there are more paths than were followed");
      return [];
    }
    switch (statement.kind) {
      case "block":
        return this.block(statement.body, state, through);
      case "call":
        return this.call(statement, state, through).map(toEnding);
      case "assignment":
        return this.values(statement.value, state, through, (value, after) => [{ kind: "next", state: assign(statement.target, value, after) }]);
      case "expression":
        return this.values(statement.value, state, through, (_, after) => [{ kind: "next", state: after }]);
      case "if":
        return this.values(statement.condition, state, through, (value, after) => this.branches(asCondition(value), statement.then, statement.otherwise, after, through));
      case "while":
        return this.loop(statement, state, through);
      case "switch":
        return this.cases(statement, state, through);
      case "end":
        return this.end(statement, state, through);
    }
  }

  private branches(truth: "yes" | "no" | "maybe", then: readonly Statement[], otherwise: readonly Statement[], state: State, through: readonly Call[]): readonly Ending[] {
    return [...(truth === "no" ? [] : this.block(then, state, through)), ...(truth === "yes" ? [] : this.block(otherwise, state, through))];
  }

  /** Once around and past it: enough to see what is reached, with what the body may have changed forgotten. */
  private loop(statement: Extract<Statement, { kind: "while" }>, state: State, through: readonly Call[]): readonly Ending[] {
    const around = this.block(statement.body, state, through);
    return [{ kind: "next", state }, ...around.map((ending): Ending => (ending.kind === "break" ? { kind: "next", state: ending.state } : ending))];
  }

  /** Every case may be the one; a case without break falls into the next. */
  private cases(statement: Extract<Statement, { kind: "switch" }>, state: State, through: readonly Call[]): readonly Ending[] {
    const bodies = statement.cases.map((_, index) => statement.cases.slice(index).flatMap(({ body }) => body));
    const endings = bodies.flatMap((body) => this.block(body, state, through));
    const hasDefault = statement.cases.some(({ match }) => match === null);
    return [...(hasDefault ? [] : [{ kind: "next", state } as const]), ...endings.map((ending): Ending => (ending.kind === "break" ? { kind: "next", state: ending.state } : ending))];
  }

  private end({ verb, value }: End, state: State, through: readonly Call[]): readonly Ending[] {
    if (verb === "break") return [{ kind: "break", state }];
    if (verb !== "return") return [{ kind: "exit" }];
    if (value === null) return [{ kind: "return", value: number(1), state }];
    return this.values(value, state, through, (result, after) => [isZero(result) ? { kind: "exit" } : { kind: "return", value: result, state: after }]);
  }

  private values(expression: Expression, state: State, through: readonly Call[], use: (value: Value, state: State) => readonly Ending[]): readonly Ending[] {
    const ended: Ending[] = [];
    const results = evaluate(expression, state, this.scenario, (call, at) => this.call(call, at, through).flatMap((outcome) => {
      if (outcome !== "exit") return [outcome];
      ended.push({ kind: "exit" });
      return [];
    }));
    return [...ended, ...results.flatMap(({ value, state: after }) => use(value, after))];
  }

  private call(call: Call, state: State, through: readonly Call[]): readonly (Evaluated | "exit")[] {
    this.note(call, state, through);
    const name = call.name.value;
    if (name === "route") return this.enter(call, state, through);
    if (name === "setflag" || name === "resetflag") return [{ value: POSITIVE, state: write(state, flagName(call), name === "setflag" ? POSITIVE : NEGATIVE) }];
    if (name === "isflagset") return [{ value: state.known.get(flagName(call)) ?? NEGATIVE, state }];
    // The arguments are not evaluated: a module function reads them itself, and calls within them are not known to the language.
    const value = callValue(call, this.scenario);
    const after = CHOOSES.has(name) ? write(state, DESTINATION_CHOSEN, POSITIVE) : state;
    return answersOf(call, value, after).map((one) => ({ value: one.value, state: write(one.state, RETURN_CODE, one.value) }));
  }

  private note(call: Call, state: State, through: readonly Call[]): void {
    const known = this.reached.get(call);
    if (known === undefined) this.reached.set(call, { call, through, states: [state] });
    else if (known.states.length < MAX_STATES) this.reached.set(call, { ...known, states: [...known.states, state] });
  }

  private enter(call: Call, state: State, through: readonly Call[]): readonly (Evaluated | "exit")[] {
    const name = routeName(call.args[0]);
    const route = name === null ? undefined : this.routes.get(name);
    if (route === undefined) {
      this.doubts.add(name === null ? "a route is chosen by name at run time" : `route ${name} is not among the files given`);
      return [{ value: UNKNOWN, state: write(state, RETURN_CODE, UNKNOWN) }];
    }
    const key = `${route.name?.value ?? ""}\n${keyOf(state)}`;
    const known = this.memory.get(key);
    // While a route is being walked, a call of itself with the same knowledge adds nothing new.
    if (known === undefined) this.memory.set(key, []);
    const endings = known ?? this.block(route.body, state, [...through, call]);
    this.memory.set(key, endings);
    return endings.map((ending) => {
      if (ending.kind === "exit") return "exit";
      const value = ending.kind === "return" ? ending.value : UNKNOWN;
      return { value, state: write(ending.state, RETURN_CODE, value) };
    });
  }
}

function toEnding(outcome: Evaluated | "exit"): Ending {
  return outcome === "exit" ? { kind: "exit" } : { kind: "next", state: outcome.state };
}

function isZero(value: Value): boolean {
  return value.kind === "number" && value.value === 0;
}

function flagName({ args }: Call): string {
  const [flag] = args;
  return `flag ${flag?.kind === "number" ? flag.value : flag?.kind === "word" || flag?.kind === "string" ? flag.value : "?"}`;
}

function routeName(arg: Expression | undefined): string | null {
  if (arg?.kind === "word" || arg?.kind === "string") return arg.value;
  return arg?.kind === "number" ? arg.text : null;
}

function distinct(states: readonly State[]): readonly State[] {
  return [...new Map(states.map((state) => [keyOf(state), state])).values()];
}

function distinctEndings(endings: readonly Ending[]): readonly Ending[] {
  const key = (ending: Ending): string => (ending.kind === "exit" ? "exit" : `${ending.kind} ${ending.kind === "return" ? JSON.stringify(ending.value) : ""} ${keyOf(ending.state)}`);
  return [...new Map(endings.map((ending) => [key(ending), ending])).values()];
}
