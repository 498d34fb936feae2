import type { Call, End, Expression, Statement } from "../ast.js";
import type { Route } from "../ast.js";
import { callOutcomes, literal } from "./calls.js";
import { assigned, evaluate, type Asking, type Evaluated } from "./evaluate.js";
import { learn } from "./learn.js";
import type { Scenario } from "./scenario.js";
import type { Script } from "./script.js";
import { distinct, RETURN_CODE, spelled, State, type Keep, type Knowledge, type Trail } from "./state.js";
import { asCondition, number, POSITIVE, UNKNOWN, type Truth, type Value } from "./value.js";
import { SINKS } from "./vocabulary.js";

/** The call of a route that leads somewhere, with the decisions before it. */
export interface Frame {
  readonly call: Call;
  readonly trail: Trail;
  readonly outer: Frame | null;
  readonly depth: number;
}

/** One way to a call: what is known when it is reached, and by which calls of routes. */
export interface Way {
  readonly state: State;
  readonly through: Frame | null;
}

export interface Walk {
  /** Every call of a sink on some path, in the order met, with a few ways that differ in what is known. */
  readonly reached: ReadonlyMap<Call, readonly Way[]>;
  /** How the route ends: `drop` and `exit` as written, `end` where it simply ends. */
  readonly ends: readonly { readonly kind: "drop" | "exit" | "end"; readonly state: State }[];
  /** Why the walk may have missed something: a route named at run time, a route that is not there, too many paths. */
  readonly doubts: readonly string[];
}

/** How a piece of script ends. `next` goes on with the statement after it. */
type Ending =
  | { readonly kind: "next" | "break"; readonly state: State }
  | { readonly kind: "return"; readonly value: Value; readonly state: State }
  | Stop;

/** The end of the whole script. */
interface Stop {
  readonly kind: "drop" | "exit";
  readonly state: State;
}

type Outcome = (Evaluated & { readonly kind?: undefined }) | Stop;

/** Statements that are run; beyond this the walk stops and says so. */
const MAX_STEPS = 30_000;
const MAX_DEPTH = 100;
/** Paths told apart at one place: beyond the first number variables are forgotten, beyond the second so is everything but what was passed. */
const WIDE = 40;
const TOO_WIDE = 120;
const MAX_WAYS = 12;
const NO_VARIABLES: Keep = (name) => !name.startsWith("asked ") && !name.startsWith("$") && !name.startsWith("checked ");
const WHAT_WAS_PASSED: Keep = (name) => name.startsWith("passed ") || name.startsWith("flag ") || name === "du" || name === "ru";

/**
 * Follows a request of the scenario through the routes, both ways wherever nobody can tell, and notes what is reached.
 * It stands for the interpreter (src/core/action.c: run_actions, do_action): `exit` and `drop` end the script, `return 0`
 * too, `return` ends the route, and a function that only answers (sl_send_reply) does not end anything.
 * @param none where it begins; walks that begin with the same know what the others have worked out
 */
export function walk(start: Route, script: Script, scenario: Scenario, none: Knowledge): Walk {
  const walker = new Walker(script, scenario);
  const endings = walker.block(start.body, new State(none, null), null);
  const ends = endings.map(({ kind, state }) => ({ kind: kind === "drop" || kind === "exit" ? kind : "end", state }) as const);
  return { reached: walker.reached, ends, doubts: [...walker.doubts] };
}

class Walker {
  readonly reached = new Map<Call, Way[]>();
  readonly doubts = new Set<string>();
  private readonly memory = new Map<Route, Map<Knowledge, readonly Ending[]>>();
  private steps = 0;

  constructor(
    private readonly script: Script,
    private readonly scenario: Scenario,
  ) {}

  block(body: readonly Statement[], state: State, through: Frame | null): readonly Ending[] {
    let states: readonly State[] = [state];
    const endings: Ending[] = [];
    for (const statement of body) {
      const next: State[] = [];
      for (const one of states) for (const ending of this.statement(statement, one, through)) ending.kind === "next" ? next.push(ending.state) : endings.push(ending);
      states = this.narrowed(distinct(next));
      if (states.length === 0) break;
    }
    return [...distinctEndings(endings), ...states.map((one) => ({ kind: "next", state: one }) as const)];
  }

  /** Too many paths at once are joined by forgetting first what they differ in least. */
  private narrowed(states: readonly State[]): readonly State[] {
    if (states.length <= WIDE) return states;
    const some = distinct(states.map((state) => state.only(NO_VARIABLES)));
    if (some.length <= TOO_WIDE) return some;
    this.doubts.add("there are more paths than were followed");
    return distinct(some.map((state) => state.only(WHAT_WAS_PASSED))).slice(0, TOO_WIDE);
  }

  private statement(statement: Statement, state: State, through: Frame | null): readonly Ending[] {
    if (++this.steps > MAX_STEPS || (through?.depth ?? 0) > MAX_DEPTH) {
      this.doubts.add("there are more paths than were followed");
      return [];
    }
    switch (statement.kind) {
      case "block":
        return this.block(statement.body, state, through);
      case "call":
        return this.call(statement, state, through).map(toEnding);
      case "assignment":
        return this.asking(through, (asking) => assigned(statement.target, statement.value, state, asking).map((after) => stopOf(after) ?? { kind: "next", state: after }));
      case "expression":
        return this.values(statement.value, state, through, (_, after) => [{ kind: "next", state: after }]);
      case "if":
        return this.condition(statement, state, through);
      case "while":
        return this.loop(statement, state, through);
      case "switch":
        return this.cases(statement, state, through);
      case "end":
        return this.end(statement, state, through);
    }
  }

  private condition({ condition, then, otherwise }: Extract<Statement, { kind: "if" }>, state: State, through: Frame | null): readonly Ending[] {
    const taken: { truth: Truth; state: State }[] = [];
    const ended = this.values(condition, state, through, (value, after) => {
      taken.push({ truth: asCondition(value), state: after });
      return [];
    });
    const undecided = new Set(taken.map(({ truth }) => truth)).size > 1 || taken.some(({ truth }) => truth === "maybe");
    const side = (yes: boolean): readonly State[] =>
      distinct(taken.filter(({ truth }) => truth !== (yes ? "no" : "yes")).map((one) => learn(condition, yes, undecided ? one.state.after({ at: condition.at, note: yes ? "where this holds" : "where this does not hold" }) : one.state, this.script)));
    return [...ended, ...side(true).flatMap((one) => this.block(then, one, through)), ...side(false).flatMap((one) => this.block(otherwise, one, through))];
  }

  /** Once around and past it: enough to see what is reached. */
  private loop({ body, condition }: Extract<Statement, { kind: "while" }>, state: State, through: Frame | null): readonly Ending[] {
    return this.values(condition, state, through, (value, after) => {
      const truth = asCondition(value);
      const around = truth === "no" ? [] : this.block(body, after, through);
      return [{ kind: "next", state: after }, ...around.map(unbroken)];
    });
  }

  /** Where the value is known, its case is; else every case may be the one. A case without break falls into the next. */
  private cases({ subject, cases }: Extract<Statement, { kind: "switch" }>, state: State, through: Frame | null): readonly Ending[] {
    return this.values(subject, state, through, (value, after) => {
      const matched = cases.map(({ match, regex }) => (match === null ? "maybe" : caseMatches(value, match, regex)));
      const sure = matched.indexOf("yes");
      const others = cases.findIndex(({ match }) => match === null);
      const entered = sure >= 0 ? [sure] : cases.map((_, index) => index).filter((index) => matched[index] === "maybe");
      const endings = entered.flatMap((index) => {
        const match = cases[index]?.match ?? null;
        const known = match === null ? after : learn({ kind: "binary", operator: "==", left: subject, right: match, at: subject.at }, true, after, this.script);
        return this.block(cases.slice(index).flatMap(({ body }) => body), known, through);
      });
      return [...(sure < 0 && others < 0 ? [{ kind: "next", state: after } as const] : []), ...endings.map(unbroken)];
    });
  }

  private end({ verb, value }: End, state: State, through: Frame | null): readonly Ending[] {
    if (verb === "break" || verb === "drop" || verb === "exit") return [{ kind: verb, state }];
    if (value === null) return [{ kind: "return", value: number(1), state }];
    // return 0 ends the script (action.c); in a reply route it drops the reply.
    return this.values(value, state, through, (result, after) => [isZero(result) ? { kind: "drop", state: after } : { kind: "return", value: result, state: after }]);
  }

  private values(expression: Expression, state: State, through: Frame | null, use: (value: Value, state: State) => readonly Ending[]): readonly Ending[] {
    return this.asking(through, (asking) => evaluate(expression, state, asking).flatMap(({ value, state: after }) => {
      const stop = stopOf(after);
      return stop === null ? use(value, after) : [stop];
    }));
  }

  /**
   * Evaluates with a runner of calls. One that ends the script ends it only behind the expression, and not at all where another call
   * follows in it: that one begins with flags of its own (rvalue.c: run_actions_safe, action.c: run_actions). Its value is 1 for exit
   * and 0 for drop (cfg.y: ret_cmd).
   */
  private asking(through: Frame | null, work: (asking: Asking) => readonly Ending[]): readonly Ending[] {
    const run = (call: Call, at: State): readonly Evaluated[] => {
      const before = at.has(ENDING) ? at.write(ENDING, UNKNOWN).write("passed exit-forgotten", POSITIVE).after({ at: call.at, note: "an exit before is forgotten here" }) : at;
      return this.call(call, before, through).map((outcome): Evaluated => (outcome.kind === undefined ? outcome : { value: number(outcome.kind === "exit" ? 1 : 0), state: outcome.state.write(ENDING, { kind: "string", value: outcome.kind }) }));
    };
    return work({ scenario: this.scenario, script: this.script, run });
  }

  private call(call: Call, state: State, through: Frame | null): readonly Outcome[] {
    this.note(call, state, through);
    const name = call.name.value;
    if (name === "route" || name === "route_if_exists") return this.enter(call, state, through);
    // It answers by itself and ends the script (dmq, message.c).
    if (name === "dmq_handle_message" || name === "dmq_process_message") return [{ kind: "drop", state }];
    return callOutcomes(call, state, { scenario: this.scenario, script: this.script, run: () => [] });
  }

  private coded(state: State, value: Value): State {
    return this.script.readsCode ? state.write(RETURN_CODE, value) : state;
  }

  private note(call: Call, state: State, through: Frame | null): void {
    if (!SINKS.has(call.name.value)) return;
    const ways = this.reached.get(call);
    if (ways === undefined) this.reached.set(call, [{ state, through }]);
    else if (ways.length < MAX_WAYS && !ways.some((way) => way.state.knowledge === state.knowledge)) ways.push({ state, through });
  }

  private enter(call: Call, state: State, through: Frame | null): readonly Outcome[] {
    const name = literal(call.args[0]);
    const route = name === "" ? undefined : this.script.routes.get(name);
    if (route === undefined) {
      if (name === "") this.doubts.add("a route is chosen by name at run time");
      else if (call.name.value === "route") this.doubts.add(`route ${name} is not among the files given`);
      return [{ value: UNKNOWN, state: this.coded(state, UNKNOWN) }];
    }
    const memory = this.memory.get(route) ?? new Map<Knowledge, readonly Ending[]>();
    this.memory.set(route, memory);
    const known = memory.get(state.knowledge);
    // While a route is being walked, a call of itself with the same knowledge adds nothing new.
    if (known === undefined) memory.set(state.knowledge, []);
    const frame: Frame = { call, trail: state.trail, outer: through, depth: (through?.depth ?? 0) + 1 };
    const endings = known ?? this.block(route.body, state.along(null), frame);
    memory.set(state.knowledge, endings);
    return endings.map((ending): Outcome => {
      const after = ending.state.along(ending.state.trail === null ? state.trail : { before: state.trail, here: { inside: ending.state.trail } });
      if (ending.kind === "exit" || ending.kind === "drop") return { kind: ending.kind, state: after };
      // Without a return the code is that of the last action (core cookbook, route block).
      const value = ending.kind === "return" ? ending.value : UNKNOWN;
      return { value, state: this.coded(after, value) };
    });
  }
}

/** Set while an expression goes on in which a call has ended the script. */
const ENDING = "ending";

function stopOf(state: State): Stop | null {
  const ending = state.read(ENDING);
  return ending?.kind !== "string" ? null : { kind: ending.value === "exit" ? "exit" : "drop", state: state.write(ENDING, UNKNOWN) };
}

function unbroken(ending: Ending): Ending {
  return ending.kind === "break" ? { kind: "next", state: ending.state } : ending;
}

function caseMatches(value: Value, match: Expression, regex: boolean): Truth {
  if (regex || !("value" in value)) return "maybe";
  return String(value.value) === (match.kind === "unary" && match.operator === "-" ? `-${literal(match.operand)}` : literal(match)) ? "yes" : "no";
}

function toEnding(outcome: Outcome): Ending {
  return outcome.kind === undefined ? { kind: "next", state: outcome.state } : outcome;
}

function isZero(value: Value): boolean {
  return value.kind === "number" && value.value === 0;
}

/** One of each kind, answer and knowledge, the first that came to it. */
function distinctEndings(endings: readonly Ending[]): readonly Ending[] {
  const key = (ending: Ending): string => `${ending.kind} ${ending.kind === "return" ? spelled("", ending.value) : ""} ${ending.state.knowledge.nth}`;
  return endings.length < 2 ? endings : [...new Map(endings.toReversed().map((ending) => [key(ending), ending])).values()].reverse();
}
