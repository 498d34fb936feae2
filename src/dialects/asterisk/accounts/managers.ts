import type { AsteriskAccount, Fact } from "../../../posture/index.js";
import { type Category, type Loaded, lowered, sameCase, type Variable } from "../category.js";
import { sectionsOf } from "../lower/facts.js";
import { type AsteriskVersion, knownSince } from "../pjsip/option.js";
import { type NamedAcls, readAccess } from "./access.js";
import { generalOptions, type OptionRules, optionsOf, sectionsBut } from "./options.js";

const AMI: OptionRules = { defaults: { read: "", write: "", allowmultiplelogin: "yes" }, general: ["allowmultiplelogin", "displayconnects"], aliases: {} };
const ARI: OptionRules = { defaults: { read_only: "no", password_format: "plain", password: "" }, general: [], aliases: {} };

/** Users of manager.conf (main/manager.c, __init_manager): an error in an access list deletes the user, without `secret` nobody can log in. */
export function amiUsers(loaded: Loaded, named: NamedAcls, by: string): AsteriskAccount[] {
  const general = generalOptions(sectionsOf(loaded, "general"), AMI);
  const users = new Map<string, AsteriskAccount & { readonly options: Map<string, Fact<string>> }>();
  for (const section of sectionsBut(loaded.categories, "general")) {
    const before = users.get(section.name);
    const user = login("ami", section, "secret", named, optionsOf(section, general, AMI, by));
    if (before === undefined) {
      users.set(section.name, user);
      continue;
    }
    // A second section of a name fills the same user; only its lists begin anew.
    for (const [name, fact] of user.options) if (fact.kind !== "default") before.options.set(name, fact);
    users.set(section.name, { ...user, options: before.options, secrets: user.secrets.length > 0 ? user.secrets : before.secrets });
  }
  return [...users.values()];
}

/** Releases that read ari.conf user by user; before, one unknown option cost the whole file (res/ari/config.c). */
const ARI_BY_USER = "20.15 21.10 22.5 23";
/** Releases in which a user of ARI can have an access list. */
const ARI_LISTS = "20.19 21.12.3 22.9 23.3 24";

/** Users of ari.conf: an option that is unknown or an error in an access list drops the user, as does an empty password. */
export function ariUsers(loaded: Loaded, named: NamedAcls, version: AsteriskVersion): AsteriskAccount[] {
  const sections = sectionsBut(loaded.categories).filter(({ variables }) => variables.some(({ name, value }) => sameCase(name, "type") && value === "user"));
  const known = new Set(["type", "read_only", "password", "password_format", ...(knownSince(ARI_LISTS, version) ? ["permit", "deny", "acl"] : [])]);
  const unknownIn = ({ variables }: Category) => variables.find(({ name }) => !known.has(lowered(name)));
  const whole = knownSince(ARI_BY_USER, version) ? undefined : sections.map(unknownIn).find((line) => line !== undefined);
  return sections.map((section) => {
    const user = login("ari", section, "password", named, optionsOf(section, new Map(), ARI, `Asterisk ${version}`));
    const because = whole !== undefined ? `\`${whole.name}\`, which this release does not know, costs Asterisk the whole file` : becauseOf(user, unknownIn(section));
    return because === null ? user : { ...user, loaded: false, because };
  });
}

function becauseOf(user: AsteriskAccount, unknown: Variable | undefined): string | null {
  if (unknown !== undefined) return `\`${unknown.name}\` is no option of a user in this release`;
  return (user.secrets[0]?.value ?? "") === "" ? "it has no password" : user.because;
}

function login(kind: "ami" | "ari", section: Category, secret: string, named: NamedAcls, options: Map<string, Fact<string>>): AsteriskAccount & { readonly options: Map<string, Fact<string>> } {
  const access = readAccess(section.variables, named);
  const refused = access.mistakes.length > 0;
  const secrets = section.variables.filter(({ name }) => sameCase(name, secret)).slice(-1);
  return { kind, name: section.name, at: section.at, section, caller: true, callee: true, options, secrets, access, loaded: !refused, because: refused ? "an error in its access list deletes it" : null };
}
