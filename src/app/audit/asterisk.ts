import { posix } from "node:path";
import { FILES, filesInMemory, type Layout, layoutOf, readAsterisk, type AsteriskReading, type AsteriskVersion, type StandingOf } from "../../dialects/asterisk/index.js";
import type { AsteriskSystem, Posture } from "../../posture/index.js";
import { span, type Diagnostic, type SourceFile } from "../../source/index.js";
import { versionFact, type ToldVersion } from "./versions.js";

/** Where the engine believes its files to lie; includes by absolute path are looked for below it. */
const FOLDER = "/etc/asterisk";

/** Names that other software has too: alone they make no folder a configuration of Asterisk. */
const COMMON: ReadonlySet<string> = new Set(["adsi.conf", "agents.conf", "alsa.conf", "calendar.conf", "cli.conf", "codecs.conf", "console.conf", "festival.conf", "misdn.conf", "oss.conf", "phone.conf", "skinny.conf", "stasis.conf", "statsd.conf", "xmpp.conf"]);

/** Files of which one makes a folder a configuration of Asterisk. */
const MAIN: ReadonlySet<string> = new Set(FILES.filter((name) => !COMMON.has(name)));

/** fail2ban's filters and logrotate's files are called asterisk.conf too. */
function isMain({ path, text }: SourceFile): boolean {
  const name = posix.basename(path);
  return MAIN.has(name) && (name !== "asterisk.conf" || /^\s*\[(?:directories|files|options|compat)\]/im.test(text));
}

const VERSIONS: readonly AsteriskVersion[] = ["16", "18", "20", "21", "22", "23"];

export interface AsteriskAudit {
  readonly postures: readonly Posture[];
  readonly diagnostics: readonly Diagnostic[];
  readonly statements: readonly StandingOf[];
  /** Of the folders that an administration interface writes. */
  readonly layouts: readonly Layout[];
}

/** Reads each folder that holds a configuration of Asterisk; a folder below another one belongs to that one. */
export function auditAsterisk(files: readonly SourceFile[], release: (path: string) => ToldVersion): AsteriskAudit {
  const folders = new Set(files.filter(isMain).map((file) => posix.dirname(file.path)));
  const tops = [...folders].filter((folder) => ![...folders].some((other) => other !== folder && isBelow(folder, other)));
  const readings = tops.map((folder) => {
    const inside = files.filter((file) => folder === "." || isBelow(file.path, folder));
    const named = new Map(inside.map((file) => [`${FOLDER}/${posix.relative(folder, file.path)}`, file] as const));
    const told = withChanSip(release(`${folder}/pjsip.conf`), folder, inside);
    const reading = readAsterisk(filesInMemory(FOLDER, named), tableFor(told.version), "uncertain");
    return { ...reading, posture: { ...reading.posture, asterisk: [systemOf(reading, folder, inside, told)] } };
  });
  return {
    postures: readings.map(({ posture }) => posture),
    statements: readings.flatMap(({ standings }) => standings),
    layouts: readings.map(({ loaded }) => layoutOf(loaded.values())).filter((layout) => layout !== null),
    diagnostics: readings.flatMap(({ problems }) => problems.map(({ at, code, effect, message }): Diagnostic => ({ level: "warning", code: `asterisk-${code}`, message, at, ...(effect === "warn" ? { minor: true } : {}) }))),
  };
}

function systemOf({ loaded, pjsip, dialplan, accounts, media, problems }: AsteriskReading, path: string, files: readonly SourceFile[], told: ToldVersion): AsteriskSystem {
  const main = files.find(isMain);
  if (main === undefined) throw new Error(`${path} holds none of the files it was recognised by`);
  const at = span(main, 0, 0);
  return { path, at, version: versionFact(told, "asterisk", at), files: loaded, pjsip, dialplan, accounts, media, problems };
}

function isBelow(path: string, folder: string): boolean {
  return folder === "." || path.startsWith(`${folder}/`);
}

/** The last release that reads sip.conf, where nobody told one and whoever calls is in that file and not in pjsip.conf. */
function withChanSip(told: ToldVersion, folder: string, files: readonly SourceFile[]): ToldVersion {
  if (told.source !== "assumed" || Number.parseInt(told.version, 10) <= LAST_WITH_CHAN_SIP) return told;
  const has = (name: string, what: RegExp): boolean => files.some(({ path, text }) => path === posix.join(folder, name) && what.test(text));
  const used = has("sip.conf", /^\s*\[[^\]]+\]/m) && !files.some(({ path, text }) => /(?:^|\/)pjsip[^/]*\.conf$/.test(path) && /^\s*type\s*=\s*(?:endpoint|wizard)\b/im.test(text));
  return used ? { ...told, version: String(LAST_WITH_CHAN_SIP), because: "the newest release that reads sip.conf" } : told;
}

/** chan_sip was removed with Asterisk 21. */
const LAST_WITH_CHAN_SIP = 20;

/** The release itself where its branch has a table, or the last branch before it. */
function tableFor(version: string): AsteriskVersion {
  const [major = ""] = version.split(".");
  return VERSIONS.includes(major) ? version : (VERSIONS.findLast((known) => Number(known) <= Number(major)) ?? "16");
}
