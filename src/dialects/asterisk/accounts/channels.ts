import type { AsteriskAccount } from "../../../posture/index.js";
import { type Category, type Loaded, lowered, sameCase } from "../category.js";
import { sectionsOf } from "../lower/facts.js";
import { type NamedAcls, readAccess } from "./access.js";
import { generalOptions, type OptionRules, optionsOf, sectionsBut } from "./options.js";

/** Defaults of channels/sip/include/sip.h and build_peer() of chan_sip.c, and what a device takes from [general] (handle_common_options, default_*). */
const SIP: OptionRules = {
  defaults: { context: "default", transport: "udp", encryption: "no", insecure: "no", nat: "auto_force_rport", directmedia: "yes", allowtransfer: "yes", trustrpid: "no", promiscredir: "no", host: "", dtlsenable: "no", avpf: "no", "call-limit": "0", allowsubscribe: "yes" },
  general: ["context", "transport", "encryption", "encryption_taglen", "insecure", "nat", "directmedia", "allowtransfer", "trustrpid", "sendrpid", "promiscredir", "subscribecontext", "allowsubscribe", "qualify", "rtptimeout", "rtpholdtimeout", "dtlsenable", "dtlsverify", "avpf", "language", "disallowed_methods", "recordonfeature", "recordofffeature", "contactpermit", "contactdeny", "contactacl", "dtlsfingerprint", "outboundproxy", "fromdomain"],
  aliases: { username: "defaultuser", canreinvite: "directmedia", maxexpirey: "maxexpiry" },
};

/** build_user() and build_peer() of chan_iax2.c. A caller without a context lands in `default`. */
const IAX: OptionRules = {
  defaults: { context: "default", auth: "", encryption: "no", forceencryption: "no", requirecalltoken: "yes", transfer: "yes", host: "", trunk: "no" },
  general: ["auth", "encryption", "forceencryption", "transfer", "maxauthreq", "language", "codecpriority", "jitterbuffer"],
  aliases: {},
};

/** Peers, users and friends of sip.conf, which chan_sip reads up to 20: an error in an access list drops the section. */
export function sipPeers(loaded: Loaded, named: NamedAcls, by: string): AsteriskAccount[] {
  const general = generalOptions(sectionsOf(loaded, "general"), SIP);
  return lastOfName(sectionsBut(loaded.categories, "general", "authentication").map((section) => {
    const account = device("sip", section, named, optionsOf(section, general, SIP, by), ["secret", "md5secret"]);
    const refused = account.access.mistakes.some(({ value }) => value !== "") || readAccess(section.variables, named, "contact").mistakes.some(({ value }) => value !== "");
    return account.loaded && refused ? { ...account, loaded: false, because: "an error in its access list drops it" } : account;
  }));
}

/** Users, peers and friends of iax.conf: an error in an access list ends that line and nothing more, so that it fails open. */
export function iaxPeers(loaded: Loaded, named: NamedAcls, by: string): AsteriskAccount[] {
  const general = generalOptions(sectionsOf(loaded, "general"), IAX);
  return lastOfName(sectionsBut(loaded.categories, "general", "callnumberlimits").map((section) => device("iax", section, named, optionsOf(section, general, IAX, by), ["secret"])));
}

const TYPES = ["user", "peer", "friend"];

function device(kind: "sip" | "iax", section: Category, named: NamedAcls, options: AsteriskAccount["options"], secretNames: readonly string[]): AsteriskAccount {
  const type = lowered(section.variables.find(({ name }) => sameCase(name, "type"))?.value ?? "");
  const loaded = TYPES.includes(type);
  return {
    kind, name: section.name, at: section.at, section, options,
    caller: type === "user" || type === "friend" || (kind === "sip" && type === "peer"), callee: type === "peer" || type === "friend",
    secrets: secretsOf(kind, section, secretNames),
    access: readAccess(section.variables, named),
    loaded,
    because: loaded ? null : type === "" ? "it has no `type`" : `\`type=${type}\` is no type`,
  };
}

/** Passwords of iax.conf add up; of sip.conf the last of each kind counts. */
function secretsOf(kind: "sip" | "iax", section: Category, names: readonly string[]): AsteriskAccount["secrets"] {
  const all = names.map((name) => section.variables.filter((variable) => sameCase(variable.name, name) && variable.value !== ""));
  return kind === "iax" ? all.flat() : all.flatMap((lines) => lines.slice(-1));
}

/** Two sections of a name: the second one is built upon the first; nobody can rely on what is left of it. */
function lastOfName(accounts: readonly AsteriskAccount[]): AsteriskAccount[] {
  return [...new Map(accounts.map((account) => [account.name, account])).values()];
}
