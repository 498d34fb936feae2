import { byDefault, set, type Account, type Audience, type BanPosture, type CallingPlan, type CallingPosture, type ExceptionClaim, type Fact, type Listener, type ManagementService, type MediaEncryption, type Posture, type RateLimit, type TlsPosture, type Trunk } from "../posture/index.js";
import { FREE_CLASSES } from "./resolve/calling.js";
import type * as resolved from "./types.js";

/** What a policy says about security, in the words that rules understand. */
export function lower(policy: resolved.Policy): Posture {
  const by = `profile ${policy.profile.value} (${policy.guideline})`;
  const fact: ToFact = (setting, turn, otherwise = by) => toFact(setting, turn, otherwise);
  return {
    listeners: policy.listeners.map((listener) => lowerListener(listener, policy.limits, fact)),
    ...(policy.tls === null ? {} : { tls: [lowerTls(policy.tls, fact)] }),
    accounts: policy.accounts.map((account) => lowerAccount(account, policy.auth, fact)),
    trunks: policy.trunks.map((trunk) => lowerTrunk(trunk, fact)),
    management: policy.management.map((service) => lowerService(service, fact)),
    bans: lowerBan(policy.limits, fact),
    calling: lowerCalling(policy.calling, fact),
    exceptions: policy.exceptions.map(lowerException),
  };
}

/** @param otherwise who decided where nobody wrote it; the profile where it is left out */
type ToFact = <T, U = T>(setting: resolved.Setting<T>, turn: (value: T) => U, otherwise?: string) => Fact<U>;

/** No profile speaks of these: where nobody wrote them, they are not there. */
const UNWRITTEN = "the default";

function toFact<T, U>(setting: resolved.Setting<T>, turn: (value: T) => U, by: string): Fact<U> {
  const value = turn(setting.value);
  return setting.written ? set(value, setting.at, setting.path) : byDefault(value, setting.at, setting.path, by);
}

function same<T>(value: T): T {
  return value;
}

function lowerListener(listener: resolved.Listener, limits: resolved.Limits, fact: ToFact): Listener {
  const { name, path, at } = listener;
  const limit = (rate: resolved.Rate | null): RateLimit | "off" => (rate === null ? "off" : { perSecond: rate.count / rate.per, burst: rate.burst });
  return {
    name, path, at,
    protocol: fact(listener.protocol, same),
    port: fact(listener.port, same),
    address: set(isUnspecified(listener.address) ? null : listener.address, at, `${path}.address`),
    audience: fact(listener.from, audienceOf),
    authenticated: byDefault(true, at, path, "Ringfence: every listener demands a digest or a trusted address"),
    registerLimit: fact(limits.register, limit),
    inviteLimit: fact(limits.invite, limit),
  };
}

const isUnspecified = (address: string): boolean => address === "0.0.0.0" || address === "::";

function audienceOf(networks: readonly resolved.Network[]): Audience {
  const narrow = networks.filter(({ role }) => role !== "world");
  return { world: narrow.length < networks.length, sources: narrow.map(({ name }) => name), roles: [...new Set(narrow.map(({ role }) => role))] };
}

function lowerTls(tls: resolved.Tls, fact: ToFact): TlsPosture {
  return { at: tls.at, path: tls.path, minimum: fact(tls.minimum, same), clientCertificates: fact(tls.clientCertificates, same) };
}

function lowerAccount({ name, path, at, media, listener }: resolved.Account, auth: resolved.Auth, fact: ToFact): Account {
  return { name, path, at, media: mediaFact(media, listener, fact), signalling: fact(listener.protocol, same), algorithms: fact(auth.algorithms, same) };
}

function lowerTrunk({ name, path, at, media, listener, authentication }: resolved.Trunk, fact: ToFact): Trunk {
  return { name, path, at, media: mediaFact(media, listener, fact), signalling: fact(listener.protocol, same), authentication: fact(authentication, same) };
}

/** `none` that nobody wrote is the listener's doing, not the profile's. */
function mediaFact(media: resolved.Setting<MediaEncryption>, { name }: resolved.Listener, fact: ToFact): Fact<MediaEncryption> {
  return media.value === "none" ? fact(media, same, `cleartext signalling at listeners.${name}`) : fact(media, same);
}

function lowerService({ name, path, at, service, port, from }: resolved.ManagementService, fact: ToFact): ManagementService {
  return { name, path, at, service, port: fact(port, same), address: byDefault(null, at, path, "Ringfence: wherever the host is asked"), audience: fact(from, audienceOf) };
}

function lowerBan({ at, path, ban }: resolved.Limits, fact: ToFact): BanPosture {
  return { at, path, ban: fact(ban, (value) => value ?? "off") };
}

function lowerCalling(calling: resolved.Calling, fact: ToFact): CallingPosture {
  return {
    at: calling.at, path: calling.path, home: fact(calling.home, same), emergency: fact(calling.emergency, same, UNWRITTEN),
    plans: calling.plans.map((plan) => lowerPlan(plan, fact)),
  };
}

function lowerPlan({ name, path, at, allow, deny, hours, concurrent, trunk }: resolved.CallingPlan, fact: ToFact): CallingPlan {
  return {
    name, path, at, allow: fact(allow, same), deny: fact(deny, same, UNWRITTEN),
    hours: fact(hours, (value) => value?.text ?? "always", UNWRITTEN),
    concurrent: fact(concurrent, (value) => value ?? "unlimited", UNWRITTEN),
    paid: trunk !== null && allow.value.some((one) => !FREE_CLASSES.has(one)),
  };
}

function lowerException({ path, at, rule, ruleAt, where, whereAt, reason, owner, until, untilAt }: resolved.PolicyException): ExceptionClaim {
  return { path, at, rule: set(rule, ruleAt, `${path}.rule`), where: set(where, whereAt, `${path}.where`), reason, owner, until: set(until, untilAt, `${path}.until`) };
}
