import { MODULES } from "./modules-data.js";
import { EVERY, unmask, type Mask } from "./versions.js";

/** What a module offers to a configuration. Source: the module's export tables (src/core/sr_module.h), by branch. */
export interface Module {
  /** As loadmodule names it, without `.so`. */
  readonly name: string;
  /** As modparam() matches it; nearly always the same. */
  readonly alias: string;
  readonly mask: Mask;
  readonly functions: ReadonlyMap<string, readonly ModuleFunction[]>;
  readonly params: ReadonlyMap<string, readonly ModuleParam[]>;
  readonly variables: ReadonlyMap<string, readonly ModuleVariable[]>;
}

export interface ModuleFunction {
  readonly mask: Mask;
  /** Numbers of arguments that it takes; null: any number. */
  readonly args: readonly number[] | null;
  /** Bits of the kinds of route that may call it (src/core/route.h). */
  readonly routes: number;
  /** Its arguments are prepared when the configuration is read: they must be constant. */
  readonly constant: boolean;
}

export interface ModuleParam {
  readonly mask: Mask;
  readonly type: "string" | "number" | "either";
}

export interface ModuleVariable {
  readonly mask: Mask;
  readonly writable: boolean;
}

const lines = new Map<string, string>();
const decoded = new Map<string, Module>();

/** One module by name; each is decoded when first asked for. */
export function moduleNamed(name: string): Module | undefined {
  const known = decoded.get(name);
  const line = known === undefined ? index().get(name) : undefined;
  if (line === undefined) return known;
  const module = decode(line);
  decoded.set(name, module);
  return module;
}

export function moduleNames(): Iterable<string> {
  return index().keys();
}

/** Every module that some branch known has, and `core`, which is always there. */
export function allModules(): readonly Module[] {
  return [...index().keys()].flatMap((name) => moduleNamed(name) ?? []);
}

function index(): ReadonlyMap<string, string> {
  if (lines.size === 0) for (const line of MODULES.trim().split("\n")) lines.set(/^[^=@|]*/.exec(line)?.[0] ?? "", line);
  return lines;
}

/**
 * `name=alias@mask|functions|params|variables`, entries parted by blanks, each with a mask where it differs from the
 * module's: `function:0,2:3!` (numbers of arguments or `*`, routes in base 36, `!` constant), `param` (string),
 * `param#` (number), `param?` (either), `variable`, `variable=` (writable).
 */
function decode(line: string): Module {
  const [head = "", functions = "", params = "", variables = ""] = line.split("|");
  const { entry, mask } = unmask(head, EVERY);
  const [name = "", alias = name] = entry.split("=");
  return {
    name, alias, mask,
    functions: grouped(functions, mask, decodeFunction),
    params: grouped(params, mask, (text, own) => [text.replace(/[#?]$/, ""), { mask: own, type: text.endsWith("#") ? "number" : text.endsWith("?") ? "either" : "string" }]),
    variables: grouped(variables, mask, (text, own) => [text.replace(/=$/, ""), { mask: own, writable: text.endsWith("=") }]),
  };
}

function decodeFunction(text: string, mask: Mask): [string, ModuleFunction] {
  const [name = "", args = "", kind = ""] = text.split(":");
  const routes = kind.replace("!", "");
  return [name, { mask, args: args === "*" ? null : args.split(",").map(Number), routes: routes === "" ? ANY_ROUTE : Number.parseInt(routes, 36), constant: kind.endsWith("!") }];
}

const ANY_ROUTE = 0x3ff;

function grouped<T>(text: string, usual: Mask, read: (entry: string, mask: Mask) => [string, T]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const word of text.split(" ").filter((one) => one !== "")) {
    const { entry, mask } = unmask(word, usual);
    const [name, value] = read(entry, mask);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return groups;
}
