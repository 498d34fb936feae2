import { lowerKamailio, parseKamailio, tlsConfigPath, type KamailioFile } from "../../dialects/kamailio/index.js";
import type { Posture } from "../../posture/index.js";
import type { Diagnostic, SourceFile } from "../../source/index.js";
import type { Given } from "./given.js";
import { versionFact, type ToldVersion } from "./versions.js";

/** Reads each kamailio.cfg that no other one includes, with the files it includes as far as they were given. */
export function auditKamailio(configs: readonly SourceFile[], given: Given, release: (path: string) => ToldVersion): { readonly postures: readonly Posture[]; readonly diagnostics: readonly Diagnostic[]; readonly included: readonly SourceFile[] } {
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
  const mains = parsed.filter(({ source }) => !included.has(source));
  const read = mains.map(({ source, config }) => ({ source, config, tls: tlsFile(source, config, given) }));
  return {
    postures: read.map(({ source, config, tls }) => {
      const told = release(source.path);
      const posture = lowerKamailio({ source, config, tls, version: told.version });
      return { ...posture, ...(posture.kamailio === undefined ? {} : { kamailio: posture.kamailio.map((system) => ({ ...system, version: versionFact(told, "kamailio", system.at) })) }) };
    }),
    included: [...included, ...read.flatMap(({ tls }) => tls ?? [])],
    diagnostics: mains.flatMap(({ config }) => config.problems.map(({ at, effect, code, message }): Diagnostic => ({
      level: "warning", code: `kamailio-${code}`, at,
      ...(code === "import-missing" ? { minor: true } : {}), // import_file is for what need not be there
      message: effect === "fatal" ? `${message}; Kamailio would not start with this file` : message,
    }))),
  };
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
