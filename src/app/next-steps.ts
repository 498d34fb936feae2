import type { Artifact, TargetId } from "../targets/index.js";

/** How to load one folder of artifacts. */
export interface NextStep {
  /** Below the output folder: `asterisk`, `edge/nftables`. */
  readonly place: string;
  /** Shell commands, to be run as root on the host that the folder is for. */
  readonly commands: readonly string[];
}

/**
 * How to load what was rendered: the engine's own check before the load, and for a packet filter a way back to
 * what was there before, which is taken by itself, so that a mistake locks nobody out. Packet filters come first: what they protect starts behind them.
 */
export function nextSteps(folder: string, artifacts: readonly Artifact[]): readonly NextStep[] {
  const places = [...new Map(artifacts.map(({ path, target }) => [`${path.slice(0, path.indexOf(`${target}/`))}${target}`, target])).entries()];
  return places
    .toSorted(([, a], [, b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map(([place, target]) => {
      const has = (name: string): boolean => artifacts.some(({ path }) => path === `${place}/${name}`);
      return { place, commands: COMMANDS[target](shellWord(`${folder}/${place}`.replace(/\/+/g, "/")), has) };
    });
}

const ORDER: readonly TargetId[] = ["iptables", "nftables", "asterisk", "kamailio", "fail2ban"];
const STILL_IN = "kill $!    # once a new login shows that you are not locked out";

const COMMANDS: Readonly<Record<TargetId, (folder: string, has: (name: string) => boolean) => readonly string[]>> = {
  iptables: (folder, has) => [
    ...sysctl(folder, has),
    `ipset restore < ${folder}/ipset.conf`,
    `iptables-restore --noflush --test < ${folder}/rules.v4 && ip6tables-restore --noflush --test < ${folder}/rules.v6`,
    "iptables-save > /root/before.v4; ip6tables-save > /root/before.v6",
    "(sleep 120; iptables-restore < /root/before.v4; ip6tables-restore < /root/before.v6) &",
    `iptables-restore --noflush < ${folder}/rules.v4 && ip6tables-restore --noflush < ${folder}/rules.v6`,
    STILL_IN,
  ],
  nftables: (folder, has) => [
    ...sysctl(folder, has),
    `nft -c -f ${folder}/ringfence.nft`,
    "(echo 'table inet ringfence; delete table inet ringfence'; nft list table inet ringfence 2>&-) > /root/before.nft",
    "(sleep 120; nft -f /root/before.nft) &",
    `nft -f ${folder}/ringfence.nft`,
    STILL_IN,
  ],
  asterisk: (folder) => [`install -o asterisk -g asterisk -m 600 ${folder}/*.conf /etc/asterisk/`, `asterisk -rx "core restart when convenient"`],
  kamailio: (folder) => [
    `cp -r ${folder}/. /etc/kamailio/ && chown -R root:kamailio /etc/kamailio && chmod -R g+rX,o= /etc/kamailio`,
    "kamailio -c -f /etc/kamailio/kamailio.cfg && systemctl restart kamailio",
  ],
  fail2ban: (folder) => [`cp -r ${folder}/. /etc/fail2ban/`, "fail2ban-client -t && fail2ban-client reload"],
};

function sysctl(folder: string, has: (name: string) => boolean): string[] {
  return has("sysctl.conf") ? [`cp ${folder}/sysctl.conf /etc/sysctl.d/60-ringfence.conf && sysctl --system`] : [];
}

/** A word that the shell takes as it stands. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
