import { checkNames, checkNamesOfAnyVersion, lowerKamailio, parseKamailio, standings, tlsConfigPath, type KamailioFile, type Problem } from "../../dialects/kamailio/index.js";
import type { Posture } from "../../posture/index.js";
import type { Diagnostic, SourceFile, StandingOf } from "../../source/index.js";
import type { Given } from "./given.js";
import { readKamailioLists } from "./kamailio-lists.js";
import { asPiece, PIECE, toldPieces } from "./pieces.js";
import { versionFact, type ToldVersion } from "./versions.js";

/** Reads each kamailio.cfg that no other one includes, with the files it includes as far as they were given. */
export function auditKamailio(configs: readonly SourceFile[], given: Given, release: (path: string) => ToldVersion): { readonly postures: readonly Posture[]; readonly diagnostics: readonly Diagnostic[]; readonly included: readonly SourceFile[]; readonly lists: readonly SourceFile[]; readonly statements: readonly StandingOf[] } {
  const included = new Set<SourceFile>();
  const parsed = configs.map((source) => ({
    source,
    config: parseKamailio(source, {
      version: release(source.path).version,
      include: (path, from) => {
        const found = given.beside(path, from);
        if (typeof found !== "string") included.add(found);
        return found;
      },
    }),
  }));
  const mains = parsed.filter(({ source }) => !included.has(source)).map(({ source, config }) => ({ source, config: asPiece(source, config) ?? config }));
  const read = mains.map(({ source, config }) => ({ source, config, tls: tlsFile(source, config, given), names: namesOf(config, release(source.path)) }));
  const lowered = read.map(({ source, config, tls, names }) => {
    const told = release(source.path);
    const posture = lowerKamailio({ source, config, tls, version: told.version, names });
    const systems = (posture.kamailio ?? []).map((system) => ({ system, beside: readKamailioLists(system, given) }));
    return { posture: { ...posture, kamailio: systems.map(({ system, beside }) => ({ ...system, lists: beside.lists, version: versionFact(told, "kamailio", system.at) })) }, beside: systems.map(({ beside }) => beside) };
  });
  const beside = lowered.flatMap((one) => one.beside);
  return {
    postures: lowered.map(({ posture }) => posture),
    lists: beside.flatMap(({ files }) => files),
    included: [...included, ...read.flatMap(({ tls }) => tls ?? [])],
    statements: [...mains.flatMap(({ source, config }) => standings(config, release(source.path).version)), ...beside.flatMap(({ statements }) => statements)],
    diagnostics: [...toldPieces(mains), ...beside.flatMap(({ diagnostics }) => diagnostics), ...read.flatMap(({ config, names }) => [...config.problems.filter(({ code }) => code !== PIECE), ...names].map(({ at, effect, code, message }): Diagnostic => ({
      level: "warning", code: `kamailio-${code}`, at,
      ...(code === "import-missing" ? { minor: true } : {}), // import_file is for what need not be there
      message: effect === "fatal" ? `${message}; Kamailio would not start with this file` : message,
    })))],
  };
}

/** What the engine would say of the names; what nobody can tell is said once, where the module or file is named that hides it. */
function namesOf(config: KamailioFile, { version, source }: ToldVersion): readonly Problem[] {
  const problems = source === "assumed" ? checkNamesOfAnyVersion(config) : checkNames(config, version);
  return problems.filter(({ effect, code }) => effect !== "outside" || code === "module-unknown");
}

/** The file that the configuration names, or a tls.cfg beside it where its own path was not given. */
function tlsFile(source: SourceFile, config: KamailioFile, given: Given): SourceFile | null {
  const path = tlsConfigPath(config);
  if (path === null) return null;
  const found = given.beside(path, source);
  if (typeof found !== "string") return found;
  const beside = given.beside(path.replace(/^.*\//, ""), source);
  return typeof beside === "string" ? null : beside;
}
