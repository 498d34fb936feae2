import type { AsteriskSystem, Audience, Fact, Posture } from "../../posture/index.js";
import { wholeFile, type Diagnostic, type SourceFile } from "../../source/index.js";
import { readSystem, type AuditOptions } from "../audit/audit.js";
import { reachOf } from "../audit/reach.js";
import { draftAccounts } from "./accounts.js";
import { outwardCalls } from "./calls.js";
import type { Draft, DraftListener, Gap, ImportedSecret } from "./draft.js";
import { findListeners } from "./listeners.js";
import { draftMedia, draftRealm, draftTls } from "./media.js";
import { partNetworks } from "./networks.js";
import { fromNames } from "./reach.js";
import { findServices } from "./services.js";
import { draftTrunks, findTrunks } from "./trunks.js";
import { policyText } from "./yaml.js";

export interface ImportChoices extends AuditOptions {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly home: string;
  readonly emergency: readonly string[];
}

export interface Imported {
  /** The policy; null where no system was found that one could be made of. */
  readonly text: string | null;
  readonly secrets: readonly ImportedSecret[];
  readonly counts: { readonly accounts: number; readonly trunks: number; readonly listeners: number; readonly networks: number };
  /** What could not be expressed, by place; and what could not be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes a policy of a running system. It never loosens: who reached nothing before reaches nothing after, what is not known is shut,
 * and nobody may dial out until somebody says so.
 */
export function importSystem(files: readonly SourceFile[], choices: ImportChoices): Imported {
  const { posture, diagnostics } = readSystem(files, choices);
  const systems = (posture.asterisk ?? []).filter((system) => (system.pjsip?.byType.get("transport") ?? []).length > 0);
  const [system, second] = systems;
  const pjsip = system?.pjsip ?? null;
  if (system === undefined || pjsip === null || second !== undefined) return refused(files, systems, diagnostics);
  const gaps: Gap[] = [];
  const tell = (gap: Gap): void => void gaps.push(gap);
  const found = { trunks: findTrunks(posture, system, tell), listeners: findListeners(posture, pjsip, tell), services: findServices(posture, sshOf(posture, system), tell) };
  if (found.listeners.length === 0) return refused(files, [], [...gaps.map(diagnosticOf), ...diagnostics]);
  const { networks, names, peers } = partNetworks(found.trunks, [
    ...found.listeners.map(({ name, reach }) => ({ key: `listeners.${name}`, role: "phones" as const, cidrs: reach?.cidrs ?? [] })),
    ...found.services.map(({ service, reach }) => ({ key: `management.${service}`, role: "management" as const, cidrs: reach?.cidrs ?? [] })),
  ]);
  const listeners = withPeers(found.listeners.map(({ reach, ...listener }) => ({ ...listener, unknown: reach === null, from: fromNames(reach, names.get(`listeners.${listener.name}`) ?? []) })), peers);
  const management = found.services.map(({ reach, ...service }) => ({ ...service, from: fromNames(reach, names.get(`management.${service.service}`) ?? []) }));
  const { accounts, secrets } = draftAccounts(posture, system, listeners, tell);
  const trunks = draftTrunks(found.trunks, system, listeners, peers, tell);
  const draft: Draft = {
    name: choices.name, asterisk: versionOf(system), firewall: posture.filters?.[0]?.tool ?? "nftables", networks, listeners,
    tls: draftTls(system, tell), media: draftMedia(posture, system, listeners, tell), realm: draftRealm(system, tell), accounts, trunks: trunks.trunks,
    home: choices.home, emergency: choices.emergency, management,
  };
  outwardCalls(system, tell);
  return {
    text: policyText(draft), secrets: [...secrets, ...trunks.secrets],
    counts: { accounts: accounts.length, trunks: trunks.trunks.length, listeners: listeners.length, networks: networks.length },
    diagnostics: [...gaps.map(diagnosticOf), ...diagnostics],
  };
}

/** Where nobody knows who reaches a listener, the carriers that are known by their address do, as far as the old system says. */
function withPeers(listeners: readonly (DraftListener & { readonly unknown: boolean })[], peers: ReadonlyMap<string, string>): readonly DraftListener[] {
  const names = [...new Set(peers.values())];
  return listeners.map(({ unknown, ...listener }) => (unknown ? { ...listener, from: [...listener.from, ...names] } : listener));
}

function sshOf({ filters = [] }: Posture, { at }: AsteriskSystem): Fact<Audience> {
  return reachOf(filters, { protocol: "tcp", port: 22, address: null }, at);
}

function refused(files: readonly SourceFile[], systems: readonly AsteriskSystem[], diagnostics: readonly Diagnostic[]): Imported {
  const [, second] = systems;
  const [first = { path: ".", text: "" }] = files;
  const why: Diagnostic = second === undefined
    ? { level: "error", code: "import-nothing", message: "no pjsip.conf with a transport of udp, tcp or tls was found here, and a policy is made from one", at: wholeFile(first), hint: "give the /etc/asterisk of the system and the dumps of its packet filter" }
    : { level: "error", code: "import-several", message: `there are ${systems.length} systems here, and a policy is made from one`, at: second.at, hint: "give one of them" };
  return { text: null, secrets: [], counts: { accounts: 0, trunks: 0, listeners: 0, networks: 0 }, diagnostics: [...diagnostics, why] };
}

function versionOf({ version }: AsteriskSystem): string {
  return version.kind === "unknown" ? "22" : version.value;
}

function diagnosticOf({ code, at, message, hint }: Gap): Diagnostic {
  return { level: "warning", code, message, at, hint };
}
