import { readOptions, splitArguments } from "./arguments.js";
import type { Observer } from "./observe.js";
import type { Running } from "./run.js";
import { type Piece, plainText } from "./template.js";
import { EMPTY, plain } from "./value.js";
import { doubted } from "./walk.js";

/** Which arguments hold the destinations and the options, and whether the caller's channel goes on. */
const PLACES: Readonly<Record<string, { readonly destinations: number; readonly options: number | null }>> = {
  dial: { destinations: 0, options: 2 },
  retrydial: { destinations: 3, options: 5 },
  page: { destinations: 0, options: 1 },
  chanisavail: { destinations: 0, options: 1 },
  originate: { destinations: 0, options: null },
};

/** Dial() and its like: every destination, then what the options let happen. */
export function dial(running: Running, data: readonly Piece[], observer: Observer): void {
  const name = running.step.application.toLowerCase();
  const places = PLACES[name] ?? { destinations: 0, options: 2 };
  const parts = splitArguments(data);
  const options = places.options === null ? new Map<string, readonly Piece[]>() : readOptions(parts[places.options]?.pieces ?? []);
  if (name !== "chanisavail") {
    for (const { pieces, start, end } of splitArguments(parts[places.destinations]?.pieces ?? [], "&")) {
      const destination = observer.destination(pieces, running.read);
      if (destination.kind === "local") enterLocal(running, destination);
      else if (destination.kind === "line") observer.line(running, running.at({ start, end }), destination, options);
    }
  }
  if (name === "originate") return originated(running, parts.map(({ pieces }) => pieces));
  optionsLead(running, options);
}

function enterLocal(running: Running, { number, context }: { readonly number: readonly Piece[]; readonly context: readonly Piece[] | null }): void {
  const state = { variables: running.handedDown(), arrival: running.arrival };
  running.enter(context === null ? plain("default") : running.read(context), running.read(number), null, "a Local channel leads", state);
}

/** Originate(channel,exten,context,extension,priority): the answered call goes there. */
function originated(running: Running, [, type, context, extension, priority]: readonly (readonly Piece[])[]): void {
  if (plainText(type ?? [])?.trim().toLowerCase() !== "exten") return;
  const to = running.read(priority ?? []).shape;
  running.enter(running.read(context ?? []), extension === undefined || extension.length === 0 ? plain("s") : running.read(extension), typeof to === "string" && to !== "" ? to : null, "Originate leads", { variables: running.handedDown(), arrival: running.arrival });
}

/** Transfers by keys, and the subroutines that options name. */
function optionsLead(running: Running, options: ReadonlyMap<string, readonly Piece[]>): void {
  if (options.has("T")) {
    // get_transfer_context() of main/bridge_basic.c: the variable, or the context of who transfers.
    const chosen = running.variables.get("TRANSFER_CONTEXT") ?? EMPTY;
    const state = { variables: running.variables, arrival: doubted(running.arrival, typeof chosen.shape === "string" ? "high" : "medium") };
    running.enter(chosen.shape === "" ? plain(running.visit.context) : chosen, running.keyed("keys of a transfer"), null, "a transfer by the caller's keys (option T) leads", state);
  }
  for (const letter of ["G", "U", "b", "B", "F"] as const) {
    const pieces = options.get(letter);
    if (pieces === undefined || pieces.length === 0) continue;
    // Their arguments are parted by `^`, as commas part those of Dial().
    const parts = splitArguments(pieces, "^");
    const [context, extension, priority] = letter === "U" ? [parts[0], undefined, undefined] : parts;
    const to = priority === undefined ? null : running.read(priority.pieces).shape;
    if (context !== undefined) running.enter(running.read(context.pieces), extension === undefined ? plain("s") : running.read(extension.pieces), typeof to === "string" ? to : null, `option ${letter} leads`);
  }
}
