import { defineRule } from "../rule.js";
import { accessLists, lastForAll, viaOf } from "./access.js";
import { linesIn, objectsOf, RES_PJSIP_ACL, sipsOf } from "./sip.js";

export const pjsipAclIpv6Gap = defineRule({
  id: "pjsip-acl-ipv6-gap",
  title: "An access list that closes one address family and leaves the other open",
  severity: "high",
  needs: ["asterisk"],
  why: `An IPv4 entry is passed over for an IPv6 address, and the other way round. A list that denies \`0.0.0.0/0\` alone lets every IPv6 address
in, where a transport listens on IPv6: a scanner or an attacker who has found one open family does not need the other.`,
  degrees: "High for all SIP; medium for one endpoint, whose password still stands.",
  fix: "Write `deny=::/0` beside `deny=0.0.0.0/0`.",
  before: { "pjsip.conf": "[udp]\ntype=transport\nbind=[::]:5060\n[office]\ntype=acl\ndeny=0.0.0.0/0\npermit=203.0.113.0/24\n" },
  after: { "pjsip.conf": "[udp]\ntype=transport\nbind=[::]:5060\n[office]\ntype=acl\ndeny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24\n" },
  versions: "Asterisk, all versions.",
  references: [RES_PJSIP_ACL],
  cwe: 284,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const heard = new Map(objectsOf(sip, "transport").flatMap((transport) => linesIn(transport, "bind").slice(-1).map((line) => [line.value.startsWith("[") || line.value.split(":").length > 2 ? 6 : 4, line] as const)));
      for (const list of accessLists(sip.system).filter(({ kind, ofContacts }) => kind !== "named" && !ofContacts)) {
        for (const [family, other, all] of [[4, 6, "::/0"], [6, 4, "0.0.0.0/0"]] as const) {
          const closed = lastForAll(list, family);
          const bind = heard.get(other);
          if (closed === undefined || closed.permits || lastForAll(list, other) !== undefined || bind === undefined) continue;
          report(closed.line.at, {
            subject: list.path, severity: list.kind === "acl" ? "high" : "medium", note: closed.line.name,
            message: `${list.owner} denies every IPv${family} address and lets every IPv${other} address in, on which a transport listens`,
            related: [{ span: bind.at, note: `packets of IPv${other} arrive here` }, ...viaOf(closed.line)], fix: `write \`deny=${all}\` beside it`,
          });
        }
      }
    }
  },
});
