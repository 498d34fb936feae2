/**
 * Which real engines the tests and the demo run, and where each comes from: one entry, one prefix.
 *
 * A prefix is a folder with the unpacked packages of one Debian suite and everything they need, the C library
 * included. Nothing is installed: the host's own packages, services and configuration stay as they are.
 *
 * @typedef {object} Recipe
 * @property {string} suite      Debian suite, as in a source list
 * @property {string[]} packages taken with their hard dependencies
 * @property {string[]} [held]   dependencies that are never loaded here, and so are not fetched
 * @property {Program[]} programs run through scripts in `wrappers/` of the prefix
 * @property {[program: string, args: string[], expect: RegExp]} probe run once before the prefix is accepted
 *
 * @typedef {object} Program
 * @property {string} name
 * @property {string} path       inside the prefix
 * @property {string[]} [args]   put before the caller's; `{prefix}` and `{lib}` (the multiarch library folder) are replaced
 * @property {Record<string, string>} [env]
 * @property {boolean} [confined] run with the prefix as its whole file system (but for /proc, /dev, /tmp) and without any network: for
 *   programs that start themselves anew by /proc/self/exe, which would be the loader; needs root
 */

/** Packages of the base system: maintainer scripts, terminals, fonts; no engine needs them to run. */
const base = [
  "adduser", "base-passwd", "bind9-host", "dbus", "debconf", "dirmngr", "dpkg", "fonts-dejavu-core",
  "gnupg", "gpg-agent", "init-system-helpers", "login.defs", "lsb-base", "media-types", "passwd", "pci.ids", "perl-base",
  "pinentry-curses", "shared-mime-info", "sysvinit-utils", "tar", "tzdata", "ucf", "x11-common", "xkb-data",
];

/** Graphics drivers that a telephone's video code would load on a desktop. */
const graphics = ["libgl1-mesa-dri", "libllvm15", "libegl-mesa0", "libinput-bin", "libwacom-common"];

const kamailio = {
  packages: [
    "kamailio", "kamailio-tls-modules", "kamailio-extra-modules", "kamailio-utils-modules", "kamailio-websocket-modules",
    "kamailio-sqlite-modules", "kamailio-outbound-modules", "kamailio-json-modules", "kamailio-presence-modules",
  ],
  held: [...base, "python3"],
  programs: [
    { name: "kamailio", path: "usr/sbin/kamailio", args: ["-L", "{lib}/kamailio/modules"] },
    { name: "kamcmd", path: "usr/sbin/kamcmd" },
  ],
};

/** @type {Record<string, Recipe>} */
export const recipes = {
  tools: {
    suite: "bookworm",
    packages: ["iptables", "ipset", "nftables", "fail2ban", "iproute2", "openssl"],
    held: base,
    programs: [
      ...["iptables", "ip6tables"].flatMap((family) =>
        ["", "-save", "-restore"].map((verb) => ({
          name: `${family}${verb}`,
          path: `usr/sbin/${family}-nft${verb}`,
          env: { XTABLES_LIBDIR: "{lib}/xtables" },
        })),
      ),
      { name: "ipset", path: "usr/sbin/ipset" },
      { name: "nft", path: "usr/sbin/nft" },
      { name: "ip", path: "usr/bin/ip" },
      { name: "ss", path: "usr/bin/ss" },
      { name: "openssl", path: "usr/bin/openssl", env: { OPENSSL_CONF: "{prefix}/etc/ssl/openssl.cnf" } },
      ...["fail2ban-regex", "fail2ban-client", "fail2ban-server"].map((name) => ({
        name,
        path: "usr/bin/python3.11",
        args: [`{prefix}/usr/bin/${name}`],
        env: { PYTHONHOME: "{prefix}/usr", PYTHONDONTWRITEBYTECODE: "1" },
      })),
    ],
    probe: ["fail2ban-regex", ["--version"], /\d+\.\d+/],
  },
  "asterisk-22": {
    suite: "sid",
    packages: ["asterisk"],
    held: base,
    programs: [{ name: "asterisk", path: "usr/sbin/asterisk" }],
    probe: ["asterisk", ["-V"], /Asterisk 22\./],
  },
  "asterisk-16": {
    suite: "bullseye",
    packages: ["asterisk"],
    held: base,
    programs: [{ name: "asterisk", path: "usr/sbin/asterisk" }],
    probe: ["asterisk", ["-V"], /Asterisk 16\./],
  },
  "kamailio-5.6": { suite: "bookworm", ...kamailio, probe: ["kamailio", ["-v"], /kamailio 5\.6\./] },
  "kamailio-6.0": { suite: "trixie", ...kamailio, probe: ["kamailio", ["-v"], /kamailio 6\.0\./] },
  "kamailio-6.1": { suite: "sid", ...kamailio, probe: ["kamailio", ["-v"], /kamailio 6\.1\./] },
  phones: {
    suite: "bookworm",
    packages: ["linphone-cli"],
    held: [...base, ...graphics],
    programs: [{ name: "linphone-daemon", path: "usr/bin/linphone-daemon" }],
    probe: ["linphone-daemon", ["--help"], /--auto-answer/],
  },
  sipp: {
    suite: "sid",
    packages: ["sip-tester"],
    held: [...base, "python3"],
    programs: [{ name: "sipp", path: "usr/bin/sipp" }],
    probe: ["sipp", ["-v"], /SIPp v3\.[89].*TLS/],
  },
  browser: {
    suite: "bookworm",
    packages: ["chromium-headless-shell", "fonts-dejavu-core"],
    held: [...base.filter((name) => !name.startsWith("fonts-")), ...graphics],
    programs: [{ name: "chromium", path: "usr/lib/chromium/chromium-headless-shell", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"], confined: true }],
    probe: ["chromium", ["--version"], /\d+\.\d+\.\d+/],
  },
};
