import type { Artifact, TargetId } from "../targets/index.js";

export interface NextStep {
  readonly target: TargetId;
  /** Shell commands, to be run as root on the host; paths are below the output folder. */
  readonly commands: readonly string[];
}

/**
 * How to load what was rendered, per target: always the engine's own check before the load, and for a packet filter a way
 * back that needs no hand, so that a mistake locks nobody out.
 */
export function nextSteps(folder: string, artifacts: readonly Artifact[]): readonly NextStep[] {
  const places = [...new Set(artifacts.map(({ path, target }) => `${path.slice(0, path.indexOf(`${target}/`))}${target}`))];
  return places.map((place) => {
    const target = place.slice(place.lastIndexOf("/") + 1) as TargetId;
    const quoted = shellWord(`${folder}/${place}`.replace(/\/+/g, "/"));
    return { target, commands: COMMANDS[target](quoted) };
  });
}

const COMMANDS: Readonly<Record<TargetId, (folder: string) => readonly string[]>> = {
  asterisk: (folder) => [`install -o asterisk -g asterisk -m 600 ${folder}/*.conf /etc/asterisk/`, `asterisk -rx "core restart when convenient"`],
  kamailio: (folder) => [`kamailio -c -f ${folder}/kamailio.cfg`, `cp -r ${folder}/. /etc/kamailio/ && chown -R root:kamailio /etc/kamailio && chmod -R g+rX,o= /etc/kamailio`, "systemctl restart kamailio"],
  iptables: () => [],
  nftables: () => [],
  fail2ban: () => [],
};

/** A word that the shell takes as it stands. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
