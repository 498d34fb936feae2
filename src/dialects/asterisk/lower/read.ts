import type { AsteriskAccount, AsteriskMedia, Posture } from "../../../posture/index.js";
import type { SourceFile, StandingOf } from "../../../source/index.js";
import { readAccounts } from "../accounts/index.js";
import type { Loaded } from "../category.js";
import type { Dialplan } from "../dialplan/model.js";
import { withWizardHints } from "../dialplan/hints.js";
import { readDialplan } from "../dialplan/read.js";
import type { ConfigFiles } from "../files.js";
import { type ConfigName, FILES } from "../known/index.js";
import { loadAsterisk, type LoadOptions } from "../load.js";
import { pjsipObjects, type PjsipObjects } from "../pjsip/objects.js";
import type { AsteriskVersion } from "../pjsip/option.js";
import { isTrue } from "../pjsip/words.js";
import type { Problem } from "../tree.js";
import { mistakeInAcls, namedAcls } from "./acl.js";
import { lowerSip, lowerSipTls, readsSip } from "./chan-sip.js";
import { lowerAccounts, lowerTrunks } from "./endpoints.js";
import { sectionsOf, settingOf } from "./facts.js";
import { indexOf, lowerListeners, lowerTls, type SipInput } from "./listeners.js";
import { standings } from "./standing.js";
import { lowerHttp, lowerHttpTls } from "./http.js";
import { lowerManager, lowerManagerTls } from "./management.js";
import { lowerMedia } from "./media.js";

/** An /etc/asterisk as the engine would hold it. */
export interface AsteriskReading {
  readonly version: AsteriskVersion;
  /** The files that were there, resolved. */
  readonly loaded: ReadonlyMap<ConfigName, Loaded>;
  readonly pjsip: PjsipObjects | null;
  readonly dialplan: Dialplan | null;
  readonly accounts: readonly AsteriskAccount[];
  readonly media: AsteriskMedia;
  readonly posture: Posture;
  readonly problems: readonly Problem[];
  /** How far each statement was understood, file after file. */
  readonly standings: readonly StandingOf[];
}

/**
 * Reads a configuration folder of Asterisk. Aspects of the posture are there for what the files cover: no manager.conf and no
 * http.conf, nothing about management.
 * @param version defaults of this release count; `22` is its last one
 * @param missingIncludes whether a missing include costs its file, or was only not given
 */
export function readAsterisk(files: ConfigFiles, version: AsteriskVersion = "22", missingIncludes: LoadOptions["missingIncludes"] = "fatal"): AsteriskReading {
  const found = new Map<ConfigName, SourceFile>();
  for (const name of FILES) {
    const [file] = listed(files, name);
    if (file !== undefined) found.set(name, file);
  }
  const loaded = new Map<ConfigName, Loaded>();
  const execIncludes = allowsExec(found.get("asterisk.conf"), files);
  for (const [name, file] of found) loaded.set(name, loadAsterisk(file, files, { execIncludes, missingIncludes }));
  const pjsipConf = loaded.get("pjsip.conf");
  const wizards = loaded.get("pjsip_wizard.conf");
  const pjsip = pjsipConf === undefined && wizards === undefined ? null : pjsipObjects(pjsipConf ?? null, version, wizards ?? null);
  const extensions = loaded.get("extensions.conf");
  const written = extensions === undefined ? null : readDialplan(extensions);
  const dialplan = written === null || wizards === undefined ? written : withWizardHints(written, wizards);
  const problems = [...[...loaded.values()].flatMap((one) => one.problems), ...(pjsip?.problems ?? []), ...(dialplan?.problems ?? []), ...aclProblems(loaded.get("acl.conf"))];
  const understood = [...loaded].flatMap(([name, one]) => standings(name, one, version));
  const by = `Asterisk ${version}`;
  const media = lowerMedia(loaded.get("rtp.conf") ?? null, loaded.get("udptl.conf") ?? null, by);
  return { version, loaded, pjsip, dialplan, accounts: readAccounts(loaded, version), media, standings: understood, posture: postureOf(loaded, pjsip, version), problems };
}

function aclProblems(loaded: Loaded | undefined): Problem[] {
  const wrong = loaded === undefined ? null : mistakeInAcls(loaded);
  if (wrong === null) return [];
  return [{ code: "acl-file-dropped", effect: "file-invalid", message: `\`${wrong.name}=${wrong.value}\` is an error that costs Asterisk all of acl.conf: every \`acl=\` that names one of its lists lets everybody in`, at: wrong.at }];
}

function listed(files: ConfigFiles, name: string): readonly SourceFile[] {
  const found = files.find(`${files.folder}/${name}`);
  return found === "outside" ? [] : found;
}

function allowsExec(file: SourceFile | undefined, files: ConfigFiles): boolean {
  if (file === undefined) return false;
  return isTrue(settingOf(sectionsOf(loadAsterisk(file, files), "options"), "execincludes")?.value ?? "no");
}

function postureOf(loaded: ReadonlyMap<ConfigName, Loaded>, pjsip: PjsipObjects | null, version: AsteriskVersion): Posture {
  const by = `Asterisk ${version}`;
  const oldSip = readsSip(version, loaded.get("modules.conf") ?? null) ? loaded.get("sip.conf") : undefined;
  const namedAcl = namedAcls(loaded.get("acl.conf") ?? null);
  const manager = loaded.get("manager.conf");
  const http = loaded.get("http.conf");
  const management = [
    ...(manager === undefined ? [] : lowerManager(manager, namedAcl, by)),
    ...(http === undefined ? [] : lowerHttp(http, { ari: loaded.get("ari.conf") ?? null, manager: manager ?? null, prometheus: loaded.get("prometheus.conf") ?? null }, by)),
  ];
  const ownTls = [...(manager === undefined ? [] : lowerManagerTls(manager, by)), ...(http === undefined ? [] : lowerHttpTls(http, by)), ...(oldSip === undefined ? [] : lowerSipTls(oldSip, by))];
  const sip: SipInput | null = pjsip === null ? null : { objects: pjsip, index: indexOf(pjsip), namedAcl, by };
  return {
    ...(sip === null && oldSip === undefined ? {} : { listeners: [...(sip === null ? [] : lowerListeners(sip)), ...(oldSip === undefined ? [] : lowerSip(oldSip, by))] }),
    ...(sip === null ? {} : { accounts: lowerAccounts(sip), trunks: lowerTrunks(sip) }),
    ...(sip === null && ownTls.length === 0 ? {} : { tls: [...(sip === null ? [] : lowerTls(sip)), ...ownTls] }),
    ...(manager === undefined && http === undefined ? {} : { management }),
  };
}
