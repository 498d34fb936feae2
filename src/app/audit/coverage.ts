import { isKnown, type Audience, type Fact, type Posture } from "../../posture/index.js";
import type { Audited, Exposed, Standing, StatementCounts } from "../../report/audited.js";
import type { AuditReading } from "./audit.js";
import type { FileKind } from "./recognise.js";
import type { StatementAt } from "./statements.js";

/** What was looked at, how far it was understood, and who can reach what. */
export function auditedOf({ posture, files, read, statements }: AuditReading, passedOver: Audited["passedOver"]): Audited {
  const byFile = new Map<string, StatementAt[]>();
  for (const statement of statements) {
    const inFile = byFile.get(statement.at.file.path);
    if (inFile === undefined) byFile.set(statement.at.file.path, [statement]);
    else inFile.push(statement);
  }
  const looked = new Set(read.map(({ file }) => file));
  const left = files.filter(({ file }) => !looked.has(file)).map(({ file, kind }) => ({ path: file.path, reason: reasonFor(kind) }));
  return {
    files: read.map(({ file, kind }) => ({ path: file.path, kind, statements: countOf(byFile.get(file.path)) })),
    passedOver: [...passedOver, ...left].sort((a, b) => (a.path < b.path ? -1 : 1)),
    statements: countOf(statements) ?? NONE,
    exposure: exposureOf(posture),
  };
}

const NONE: StatementCounts = { "understood": 0, "irrelevant": 0, "not-modelled": 0, "outside": 0, "unrecognised": 0 };

function countOf(statements: readonly StatementAt[] | undefined): StatementCounts | null {
  if (statements === undefined) return null;
  const counts: Record<Standing, number> = { ...NONE };
  for (const { standing } of statements) counts[standing] += 1;
  return counts;
}

function reasonFor(kind: FileKind): string {
  if (kind === "script") return "a script, which is not run here: give what its system holds in the end (iptables-save, nft list ruleset)";
  if (kind === "other") return "not a format that is judged, and no file that was read includes it";
  return kind === "asterisk" || kind === "tls.cfg" ? "known, but nothing that was given makes the engine read it, or no rule judges it yet" : "known, but no rule judges it yet";
}

/** Widest first; what nobody can tell ranks beside what is open. */
const ORDER: readonly Exposed["reach"][] = ["anyone", "unknown", "some", "nobody"];

function exposureOf({ listeners = [], management = [], rtpengine = [] }: Posture): readonly Exposed[] {
  const rows: Exposed[] = [
    ...listeners.map(({ name, at, protocol, port, audience }) => ({ what: `SIP ${name}`, at, protocol: shown(protocol), port: shown(port), ...reachOf(audience) })),
    ...management.map(({ name, service, at, port, audience }) => ({ what: name.toLowerCase() === service ? service.toUpperCase() : `${service.toUpperCase()} ${name}`, at, protocol: "tcp", port: shown(port), ...reachOf(audience) })),
    ...rtpengine.flatMap(({ control }) => control.map(({ option, at, protocol, port, audience }) => ({ what: `rtpengine ${option}`, at, protocol, port: String(port), ...reachOf(audience) }))),
  ];
  return rows.sort((a, b) => ORDER.indexOf(a.reach) - ORDER.indexOf(b.reach));
}

function shown(fact: Fact<string | number>): string {
  return isKnown(fact) ? String(fact.value) : "?";
}

function reachOf(audience: Fact<Audience>): Pick<Exposed, "reach" | "from" | "decidedBy"> {
  const decidedBy = { span: audience.at, note: audience.kind === "default" ? `${audience.spelling} is not written here; ${audience.by} decides` : audience.spelling };
  if (!isKnown(audience)) return { reach: "unknown", from: `cannot tell: ${audience.because}`, decidedBy };
  const { world, sources } = audience.value;
  if (world) return { reach: "anyone", from: "any address", decidedBy };
  return sources.length === 0 ? { reach: "nobody", from: "no source", decidedBy } : { reach: "some", from: sources.join(", "), decidedBy };
}
