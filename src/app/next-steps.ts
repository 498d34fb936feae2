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
const STILL_IN = "kill $!    # within two minutes, once a new login shows that you are not locked out";

/** How the packet filter was, and what brings it back unless it is stopped; it outlives the login that started it. */
const BEFORE = "/root/ringfence-before";
const goBack = (commands: string): string => `nohup sh -c 'sleep 120; ${commands}' > /dev/null 2>&1 &`;

/**
 * Going back must empty a table that was not there before, which iptables-save therefore does not name: our raw table
 * left behind would hide ssh from the connection tracker that the rules of before rely on.
 */
const EMPTY = "*filter\\n:INPUT ACCEPT [0:0]\\n:FORWARD ACCEPT [0:0]\\n:OUTPUT ACCEPT [0:0]\\nCOMMIT\\n*nat\\nCOMMIT\\n*raw\\nCOMMIT\\n";

const COMMANDS: Readonly<Record<TargetId, (folder: string, has: (name: string) => boolean) => readonly string[]>> = {
  iptables: (folder, has) => [
    ...sysctl(folder, has),
    `ipset restore < ${folder}/ipset.conf`,
    `iptables-restore --noflush --test < ${folder}/rules.v4 && ip6tables-restore --noflush --test < ${folder}/rules.v6`,
    `for ip in ip ip6; do { printf '${EMPTY}'; \${ip}tables-save; } > ${BEFORE}.$ip; done`,
    goBack(`iptables-restore < ${BEFORE}.ip; ip6tables-restore < ${BEFORE}.ip6`),
    "hooks='^$'; iptables -S RINGFENCE-INPUT > /dev/null 2>&1 && hooks='^-I '    # what is hooked in already is not hooked in again",
    `grep -v "$hooks" ${folder}/rules.v4 | iptables-restore --noflush && grep -v "$hooks" ${folder}/rules.v6 | ip6tables-restore --noflush`,
    STILL_IN,
  ],
  nftables: (folder, has) => [
    ...sysctl(folder, has),
    `nft -c -f ${folder}/ringfence.nft`,
    `{ printf 'table inet ringfence\\ndelete table inet ringfence\\n'; nft list table inet ringfence 2> /dev/null || true; } > ${BEFORE}.nft`,
    goBack(`nft -f ${BEFORE}.nft`),
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
