import { judgeSystem } from "../../app/judge-system.js";
import { isArchive, readArchive } from "../../app/read-archive.js";
import { readTree, type Tree } from "../../app/read-folder.js";
import type { Severity } from "../../finding.js";
import type { Report } from "../../report/report.js";
import { decode, type Loaded } from "../../source/load.js";
import { acceptAll, compareWithBaseline, type BaselineOptions } from "../baseline.js";
import { codeOf } from "../code.js";
import { emit, type EmitOptions } from "../emit.js";
import { readAll, STDIN } from "../input.js";
import type { Io } from "../io.js";
import { todayOf } from "../today.js";
import { versionsOf, type VersionOptions } from "../versions.js";

interface AuditCommandOptions extends EmitOptions, BaselineOptions, VersionOptions {
  readonly failOn: Severity | "none";
  /** Undefined: as the persona has it. */
  readonly minSeverity?: Severity;
  readonly persona: Persona;
  readonly fix?: "safe";
  /** Write what --fix shows. */
  readonly yes?: true;
  readonly today?: string;
}

/**
 * Who reads: the owner of a system wants what is to be done, an auditor also what nobody could tell. What nobody could tell
 * is of severity info.
 */
type Persona = "regular" | "auditor";

const LEAST: Readonly<Record<Persona, Severity>> = { regular: "low", auditor: "info" };

export async function audit(paths: readonly string[], options: AuditCommandOptions, io: Io): Promise<number> {
  const { loaded, ...given } = await readGiven(paths, io);
  const today = todayOf(options.today, io);
  const judge = (texts: readonly Loaded[]): Report => forPersona(options.persona, { ...judgeSystem(texts, versionsOf(options), today, given), minimumSeverity: options.minSeverity ?? LEAST[options.persona] });
  const judged = options.fix === undefined ? judge(loaded) : (await import("./audit-fix.js")).fixSafely(loaded, judge(loaded), judge, options, io);
  if (typeof judged === "number") return judged;
  const report = compareWithBaseline(judged, options, io);
  await emit(report, options, io);
  return acceptAll(report, codeOf(report, options.failOn), options, io);
}

/** What an engine grumbles about and lives with is no news to who runs it. */
function forPersona(persona: Persona, report: Report): Report {
  if (persona === "auditor") return { ...report, thorough: true };
  const diagnostics = report.diagnostics.filter(({ minor }) => minor !== true);
  return { ...report, diagnostics, minorLeftOut: report.diagnostics.length - diagnostics.length };
}

/** Files, folders and archives, and standard input: a dump or an archive that another program writes. */
async function readGiven(paths: readonly string[], io: Io): Promise<Tree> {
  const tree = readTree(paths.filter((path) => path !== STDIN), io.cwd);
  if (!paths.includes(STDIN)) return tree;
  const bytes = await readAll(io.stdin);
  const { loaded, passedOver } = bytes !== "too large" && isArchive(bytes) ? readArchive("<stdin>", bytes) : { loaded: [decode("<stdin>", bytes)], passedOver: [] };
  return { loaded: [...tree.loaded, ...loaded], roots: [...tree.roots, "<stdin>"], passedOver: [...tree.passedOver, ...passedOver] };
}
