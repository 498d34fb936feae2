import type { Layout } from "../../dialects/asterisk/index.js";
import type { Posture } from "../../posture/index.js";
import type { Diagnostic, SourceFile } from "../../source/index.js";
import { auditAsterisk } from "./asterisk.js";
import { auditKamailio } from "./kamailio.js";
import { readFilters } from "./filters.js";
import { filterStatements, type StatementAt } from "./statements.js";
import { Given } from "./given.js";
import { auditJails, hostsOf, jailFiles } from "./jails.js";
import { joinLimits } from "./limits.js";
import { joinManagement, joinReach } from "./reach.js";
import { auditRtpengine, joinRtpengine } from "./rtpengine.js";
import { auditSshd } from "./sshd.js";
import { recognise, type FileKind } from "./recognise.js";
import { releaseFor, releasesIn, type Product, type ToldVersion } from "./versions.js";

export interface AuditOptions {
  /** Versions to judge by where the files do not tell; `6.0` and `22` are as good as `6.0.3`. */
  readonly kamailio: string;
  readonly asterisk: string;
  /** Products whose version nobody told: what the files tell counts before it. */
  readonly assumed?: readonly Product[];
}

export interface KindOf {
  readonly file: SourceFile;
  readonly kind: FileKind;
}

export interface AuditReading {
  readonly posture: Posture;
  readonly diagnostics: readonly Diagnostic[];
  /** What each file was taken for. */
  readonly files: readonly KindOf[];
  /** The files among them that were read, includes of any name with them. */
  readonly read: readonly KindOf[];
  /** Asterisk's folders that an administration interface writes. */
  readonly layouts: readonly Layout[];
  /** How far each statement of theirs was understood, as far as it is counted. */
  readonly statements: readonly StatementAt[];
}

/**
 * Reads an existing system out of any mix of its files into one posture. Executes nothing, opens nothing but what was
 * given, and never throws for what is in a file.
 */
export function readSystem(files: readonly SourceFile[], options: AuditOptions): AuditReading {
  const given = new Given(files);
  const kinds = files.map((file) => ({ file, kind: recognise(file) }));
  const of = (kind: FileKind): readonly SourceFile[] => kinds.filter((one) => one.kind === kind).map(({ file }) => file);
  const notes = releasesIn(files);
  const release = (product: Product) => (path: string): ToldVersion => releaseFor(product, path, notes, options[product], options.assumed?.includes(product) ?? false);
  const kamailio = auditKamailio(of("kamailio"), given, release("kamailio"));
  const asterisk = auditAsterisk(files, release("asterisk"));
  const { filters, diagnostics } = readFilters(of("iptables-save"), of("ipset-save"), of("nft"));
  const bans = auditJails(of("fail2ban"), given);
  const jails = hostsOf(of("fail2ban"), given);
  const rtpengine = auditRtpengine(of("rtpengine.conf"));
  const posture = mergePostures([...asterisk.postures, ...kamailio.postures, ...auditSshd(of("sshd_config"))]);
  const listeners = posture.listeners === undefined ? undefined : joinLimits(joinReach(posture.listeners, filters), filters);
  const management = posture.management === undefined ? undefined : joinManagement(posture.management, filters);
  return {
    posture: {
      ...posture, ...(listeners === undefined ? {} : { listeners }), ...(management === undefined ? {} : { management }), ...(filters.length === 0 ? {} : { filters }),
      ...(rtpengine.systems.length === 0 ? {} : { rtpengine: joinRtpengine(rtpengine.systems, filters) }),
      ...(bans === null ? {} : { bans }), ...(jails.length === 0 ? {} : { jails }),
    },
    diagnostics: [...asterisk.diagnostics, ...kamailio.diagnostics, ...rtpengine.diagnostics, ...diagnostics],
    files: kinds,
    read: readOf(kinds, asterisk.statements, [...kamailio.included, ...jailFiles(of("fail2ban"))], kamailio.lists),
    layouts: asterisk.layouts,
    statements: [...asterisk.statements, ...kamailio.statements, ...rtpengine.statements, ...filters.flatMap(filterStatements)],
  };
}

/** Kinds that are read whatever names them; of Asterisk's files those that the engine would open. */
const ALWAYS_READ: ReadonlySet<FileKind> = new Set(["kamailio", "iptables-save", "ipset-save", "nft", "sshd_config", "rtpengine.conf"]);

function readOf(kinds: readonly KindOf[], statements: readonly StatementAt[], included: readonly SourceFile[], lists: readonly SourceFile[]): readonly KindOf[] {
  const asterisk = new Set(statements.map(({ at }) => at.file));
  const byKamailio = new Set(included);
  const byItsModules = new Set(lists);
  return kinds.flatMap(({ file, kind }) => {
    if (ALWAYS_READ.has(kind)) return [{ file, kind }];
    if (byItsModules.has(file) && kind !== "kamailio") return [{ file, kind: "kamailio-list" as const }];
    if (asterisk.has(file)) return [{ file, kind: "asterisk" as const }];
    if (!byKamailio.has(file)) return [];
    return [{ file, kind: kind === "tls.cfg" || kind === "fail2ban" ? kind : ("kamailio" as const) }];
  });
}

/** Lists are joined; of what a system has once, the first that was read counts. */
export function mergePostures(postures: readonly Posture[]): Posture {
  return postures.reduce<Posture>((joined, next) => ({
    ...next,
    ...joined,
    ...whereThere(joinLists(joined.listeners, next.listeners), (listeners) => ({ listeners })),
    ...whereThere(joinLists(joined.tls, next.tls), (tls) => ({ tls })),
    ...whereThere(joinLists(joined.accounts, next.accounts), (accounts) => ({ accounts })),
    ...whereThere(joinLists(joined.trunks, next.trunks), (trunks) => ({ trunks })),
    ...whereThere(joinLists(joined.management, next.management), (management) => ({ management })),
    ...whereThere(joinLists(joined.asterisk, next.asterisk), (asterisk) => ({ asterisk })),
    ...whereThere(joinLists(joined.kamailio, next.kamailio), (kamailio) => ({ kamailio })),
    ...whereThere(joinLists(joined.rtpengine, next.rtpengine), (rtpengine) => ({ rtpengine })),
    ...whereThere(joinLists(joined.sshd, next.sshd), (sshd) => ({ sshd })),
  }), {});
}

/** An aspect that neither input speaks of stays absent. */
function joinLists<T>(left: readonly T[] | undefined, right: readonly T[] | undefined): readonly T[] | undefined {
  return left === undefined && right === undefined ? undefined : [...(left ?? []), ...(right ?? [])];
}

function whereThere<T>(list: readonly T[] | undefined, under: (list: readonly T[]) => Posture): Posture {
  return list === undefined ? {} : under(list);
}
