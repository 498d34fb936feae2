import { counted } from "../phrase.js";
import { deadOf, denies, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterChainUnreached = defineRule({
  id: "filter-chain-unreached",
  title: "A chain with drops is never entered",
  severity: "medium",
  needs: ["filters"],
  why: `No rule that packets reach jumps to this chain, so its bans and limits act on nobody. That happens when a script
flushes INPUT and forgets the jump, or when fail2ban started before the filter was loaded.`,
  degrees: "Medium; info where nothing in it drops.",
  fix: "Jump to the chain where its rules should act, or remove it.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n:SIPLIMIT - [0:0]\n-A SIPLIMIT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 20/sec --hashlimit-mode srcip --hashlimit-name sip -j DROP\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:SIPLIMIT - [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -j SIPLIMIT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A SIPLIMIT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 20/sec --hashlimit-mode srcip --hashlimit-name sip -j DROP\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 561,
  check({ filters }, report) {
    for (const system of filters) {
      const { chains } = deadOf(system);
      const heads = chains.filter(({ chain, jumps }) => jumps.every((jump) => !chains.some((other) => other.chain !== chain && other.chain.rules.includes(jump))));
      for (const { chain, jumps } of heads) {
        // A lone drop is a target to jump to, which tools prepare and do not always use.
        if (!chain.rules.some((rule) => denies(rule) && rule.matches.length > 0)) continue;
        report(chain.at, {
          subject: subjectOf(system, chain), related: jumps.slice(0, 3).map(({ at }) => ({ span: at, note: "no packet gets to this jump" })), note: "the chain",
          message: `${jumps.length === 0 ? "no rule jumps to" : "no packet gets to"} ${chain.name}: its ${counted(chain.rules.filter(denies).length, "rule")} that would drop do nothing`,
        });
      }
    }
  },
});
