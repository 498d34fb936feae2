import { type Audience, byDefault, type Fact, type ManagementService, type TlsPosture, unknown } from "../../../posture/index.js";
import type { Category, Loaded, Variable } from "../category.js";
import { isTrue } from "../pjsip/words.js";
import { aclOf, type AclList, admitted, type namedAcls } from "./acl.js";
import { readBind } from "./bind.js";
import { EVERYBODY, narrowed, ONLY_LOCAL, pathOf, sectionsOf, setBy, settingOf } from "./facts.js";
import { serverTls } from "./server-tls.js";
import { addressOf, portOf } from "./sockets.js";

type NamedAcl = ReturnType<typeof namedAcls>;

/** manager.conf: the AMI, in clear on 5038 and with TLS on 5039. It is off unless the file turns it on. */
export function lowerManager(loaded: Loaded, namedAcl: NamedAcl, by: string): ManagementService[] {
  const general = sectionsOf(loaded, "general");
  if (!isTrue(settingOf(general, "enabled")?.value ?? "no")) return [];
  const bind = settingOf(general, "bindaddr");
  const users = loaded.categories.filter((category) => !category.isTemplate && !general.includes(category));
  const place = settingOf(general, "enabled") ?? null;
  const at = place?.nameAt ?? general[0]?.at;
  if (at === undefined) return [];
  const audience = audienceOf(bind, bind?.value ?? "::", users, namedAcl, at, by);
  const services: ManagementService[] = [{ name: "ami", path: pathOf(at, "general"), at, service: "ami", port: portOf(settingOf(general, "port"), 5038, at, by), address: addressOf(bind, at, "bindaddr", by), audience }];
  if (isTrue(settingOf(general, "tlsenable")?.value ?? "no")) {
    const tls = settingOf(general, "tlsbindaddr") ?? bind;
    const port = readBind(tls?.value ?? "").port;
    services.push({
      name: "ami-tls", path: pathOf(at, "general"), at, service: "ami",
      port: port !== null && tls !== null ? setBy(port, tls) : byDefault(5039, at, "tlsbindaddr", by),
      address: addressOf(tls, at, "tlsbindaddr", by),
      audience: audienceOf(tls, tls?.value ?? "::", users, namedAcl, at, by),
    });
  }
  return services;
}

export function lowerManagerTls(loaded: Loaded, by: string): TlsPosture[] {
  const general = sectionsOf(loaded, "general");
  const tls = settingOf(general, "tlsenable") ?? settingOf(general, "sslenable");
  return tls !== null && isTrue(tls.value) && isTrue(settingOf(general, "enabled")?.value ?? "no") ? [serverTls(general, tls.nameAt, false, by)] : [];
}

/** Narrow where the socket is local, or where every user who could log in is held to some networks. */
function audienceOf(bind: Variable | null, address: string, users: readonly Category[], namedAcl: NamedAcl, at: ManagementService["at"], by: string): Fact<Audience> {
  const { loopback, families } = readBind(address);
  if (loopback && bind !== null) return setBy(ONLY_LOCAL, bind);
  const sources = new Set<string>();
  let decided: Variable | null = null;
  for (const user of users) {
    const own = aclOf(user.variables);
    if (own === null) continue; // an error deletes the user
    const names = user.variables.filter(({ name }) => name.toLowerCase() === "acl").flatMap(({ value }) => value.split(",").map((part) => part.trim()));
    const lists: AclList[] = [own];
    for (const name of names) {
      const named = namedAcl(name);
      if (named === "unknown") return unknown(`the access list \`${name}\` stands in acl.conf, which was not given`, user.at, "acl");
      if (named !== "denies-all") lists.push(named);
    }
    if (names.some((name) => namedAcl(name) === "denies-all")) continue;
    const admission = admitted(lists, families);
    if (admission.world) return bind === null ? byDefault(EVERYBODY, at, "bindaddr", by) : setBy(EVERYBODY, bind);
    for (const source of admission.sources) sources.add(source);
    decided ??= admission.decided;
  }
  if (decided === null) return bind === null ? byDefault(EVERYBODY, at, "bindaddr", by) : setBy(EVERYBODY, bind);
  return setBy(narrowed([...sources]), decided);
}
