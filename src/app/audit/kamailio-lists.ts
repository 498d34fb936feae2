import { readAddressList, readDispatcherList, readPermissions, type List } from "../../dialects/kamailio/index.js";
import type { KamailioList, KamailioLists, KamailioSystem, PermissionCheck, PermissionLine, ScriptCall } from "../../posture/index.js";
import { span, type Diagnostic, type SourceFile, type StandingOf } from "../../source/index.js";
import type { Given } from "./given.js";

export interface ListsReading {
  readonly lists: KamailioLists;
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly statements: readonly StandingOf[];
}

/** Reads the files of lines that a kamailio.cfg names or takes by default, as far as they were given. */
export function readKamailioLists(system: KamailioSystem, given: Given): ListsReading {
  const reader = new Reader(system.at.file, given);
  const loaded = (name: string): boolean => system.modules.some((module) => module.name === name);
  const parameter = (module: string, name: string): string | undefined => {
    const value = system.parameters.findLast((each) => each.module === module && each.name === name)?.value;
    return typeof value === "string" ? value : undefined;
  };
  const addresses = loaded("permissions") ? parameter("permissions", "address_file") : undefined;
  // Without a database the list is read from the folder of the configuration (dispatcher.c: dslistfile).
  const dispatcher = loaded("dispatcher") && parameter("dispatcher", "db_url") === undefined ? (parameter("dispatcher", "list_file") ?? "/etc/kamailio/dispatcher.list") : undefined;
  const permission = (path: string): KamailioList<PermissionLine> | null =>
    reader.read(path, readPermissions, ({ at, left, right }) => ({ at, everything: [left, right].every(({ all, exceptions }) => all && exceptions.length === 0) }));
  const checks = system.calls.flatMap((call): PermissionCheck[] => {
    const pair = filesOf(call, parameter);
    return pair === null ? [] : [{ call, allow: permission(pair[0]), deny: permission(pair[1]) }];
  });
  const lists = {
    addresses: addresses === undefined ? null : reader.read(addresses, readAddressList, ({ at, group, address, mask }) => ({ at, group: group.value, address: address.value, bits: mask === null || mask.value === 0 ? null : mask.value })),
    dispatcher: dispatcher === undefined ? null : reader.read(dispatcher, readDispatcherList, ({ at, set, uri }) => ({ at, set: set.value, uri: uri.value })),
    permissions: checks,
  };
  return { lists, files: [...reader.found.keys()], diagnostics: reader.diagnostics, statements: reader.statements };
}

/** The allow and the deny file that a call asks (permissions.c: single_fixup, load_fixup); null where it asks none, or nobody can tell. */
function filesOf({ name, arguments: [first, second] }: ScriptCall, parameter: (module: string, name: string) => string | undefined): readonly [string, string] | null {
  if (!/^(?:allow_routing|allow_register|allow_register_include_port|allow_uri)$/.test(name)) return null;
  if (first === undefined) return [parameter("permissions", "default_allow_file") ?? "permissions.allow", parameter("permissions", "default_deny_file") ?? "permissions.deny"];
  if (typeof first.literal !== "string") return null;
  if (second === undefined || name === "allow_uri") return [first.literal + (parameter("permissions", "allow_suffix") ?? ".allow"), first.literal + (parameter("permissions", "deny_suffix") ?? ".deny")];
  return typeof second.literal === "string" ? [first.literal, second.literal] : null;
}

/** Reads each file once, whoever asks. */
class Reader {
  readonly found = new Map<SourceFile, KamailioList<unknown>>();
  readonly diagnostics: Diagnostic[] = [];
  readonly statements: StandingOf[] = [];

  constructor(
    readonly from: SourceFile,
    readonly given: Given,
  ) {}

  read<E extends { readonly at: StandingOf["at"] }, T>(path: string, parse: (file: SourceFile) => List<E>, entryOf: (entry: E) => T): KamailioList<T> | null {
    const file = this.find(path);
    if (file === null) return null;
    const { entries, problems } = parse(file);
    if (!this.found.has(file)) {
      this.diagnostics.push(...problems.map(({ at, code, message }): Diagnostic => ({ level: "warning", code: `kamailio-list-${code}`, at, message })));
      const placed = new Set(entries.map(({ at }) => at));
      this.statements.push(...entries.map(({ at }): StandingOf => ({ at, standing: "understood" })), ...problems.filter(({ at }) => !placed.has(at)).map(({ at }): StandingOf => ({ at, standing: "unrecognised" })));
    }
    const list: KamailioList<T> = { path: file.path, at: span(file, 0, 0), refused: problems.some(({ effect }) => effect === "fatal"), entries: entries.map(entryOf) };
    this.found.set(file, list);
    return list;
  }

  /** Where the path says, or beside the configuration where that path itself was not given. */
  private find(path: string): SourceFile | null {
    const found = this.given.beside(path, this.from);
    if (typeof found !== "string") return found;
    const beside = this.given.beside(path.replace(/^.*\//, ""), this.from);
    return typeof beside === "string" ? null : beside;
  }
}
