import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type AsteriskReading, filesInMemory, readAsterisk } from "../../src/dialects/asterisk/index.js";
import { contains, parseAddress } from "../../src/exposure/index.js";
import { type AsteriskAccount, type Fact, isKnown } from "../../src/posture/index.js";
import { Asterisk } from "./lab/asterisk.js";
import { Namespace } from "./lab/namespace.js";
import type { Attempt } from "./read-asterisk/log-in.js";

const agent = fileURLToPath(new URL("read-asterisk/log-in.js", import.meta.url));
const running: Asterisk[] = [];
after(async () => {
  for (const asterisk of running) await asterisk.stop();
});

const user = (name: string, ...lines: string[]): string => `[${name}]\nsecret=of-this-test-only\n${lines.map((line) => `${line}\n`).join("")}`;
const NETWORKS = ["127.0.0.0/28", "127.0.0.1", "127.0.0.2/255.255.255.255", "!127.0.0.3", "::1", "::/0", "0/0", "0.0.0.0/0.0.0.0", "127.0.0.0/30,127.0.0.9", "127.0.0.5, 127.0.0.6", "localhost", "", "127.0.0.1/33", "127.1"];
/** Access lists of every shape: pairs of lines, in both orders, and named ones. */
const SHAPES: readonly (readonly string[])[] = [
  ...NETWORKS.map((network) => [`permit=${network}`]),
  ...NETWORKS.map((network) => ["deny=0.0.0.0/0", `permit=${network}`]),
  ...NETWORKS.map((network) => ["deny=::/0", "DENY=0.0.0.0/0", `Permit=${network}`]),
  ...NETWORKS.map((network) => [`permit=${network}`, "deny=0.0.0.0/0"]),
  ...["office", "OFFICE", "none", "office,second", "office, second", "office,office", "open"].map((name) => [`acl=${name}`]),
  ["acl=office", "permit=127.0.0.1", "deny=127.0.0.2"], ["deny=0.0.0.0/0", "deny=::/0"], ["deny=127.0.0.1,127.0.0.2/x,127.0.0.3"], [],
];
const ACL = "[office]\ndeny=0.0.0.0/0\npermit=127.0.0.0/30\n[second]\npermit=127.0.0.1\ndeny=127.0.0.2\n[open]\n";

const MANAGER = `[general]\nenabled=yes\nbindaddr=::\nauthlimit=1000\n${SHAPES.map((lines, index) => user(`u${index}`, ...lines)).join("")}`
  + `[t](!)\nread=all\nwrite=call,originate\n[templated](t)\nsecret=of-this-test-only\nwrite= system ,command\n[nosecret]\nread=all\n[empty]\nsecret=\nread=nonsense\n`
  + `${user("again", "permit=127.0.0.1", "deny=0.0.0.0/0", "read=call")}${user("again", "write=call")}`;

const IAX = "[general]\nauth=md5\nencryption=yes\n[guest]\ntype=user\ncontext=public\n[t](!)\ntype=friend\nsecret=one\nrequirecalltoken=no\n[a](t)\nsecret=two\ndeny=0.0.0.0/0\nhost=dynamic\n[b]\ntype=peer\nhost=192.0.2.1\n[c]\nhost=192.0.2.1\n[d]\ntype=nobody\n[e]\ntype=USER\nsecret=x\nauth=plaintext\npermit=192.0.2.1, 192.0.2.2\n[f]\ntype=user\ndeny=wrong\n";
const SIP = "[general]\ncontext=outside\nallowguest=no\nudpbindaddr=127.0.0.1:5090\ninsecure=port\n[authentication]\n[a]\ntype=friend\nsecret=example\nhost=dynamic\ndeny=0.0.0.0/0\npermit=127.0.0.1\n[b]\ntype=peer\nhost=192.0.2.1\ninsecure=port,invite\nusername=bob\ncontext=trunk\n[c]\ncontext=x\n[d]\ntype=friend\nhost=dynamic\npermit=127.0.0.1, 127.0.0.2\n[e]\ntype=user\nmd5secret=0123456789abcdef0123456789abcdef\ndirectmedia=no\n[f]\ntype=friends\n[g]\ntype=friend\nhost=dynamic\npermit=\ncanreinvite=no\nallowtransfer=no\n[h]\ntype=friend\nhost=dynamic\ncontactpermit=no.such.network.example\n";
const VOICEMAIL = "[general]\nformat=wav\nminpassword=4\naliasescontext=myaliases\n[zonemessages]\nmilitary=Zulu|'vm-received' q 'digits/at' H N 'hours'\n[myaliases]\n999@devices => 100@default\n[default]\n100 => 4242,Alice,a@example.org,,dialout=out|callback=back\n101 => -1234,Bob\n102 =>\n103 => ,Carol,,,attach=no\n[other]\n100 => 9999,Alice Again\n";
const ARI = "[general]\nenabled=yes\n[one]\ntype=user\npassword=of-this-test-only\nread_only=yes\npermit=127.0.0.1\n[two]\ntype=user\nread_only=no\n[three]\ntype=user\npassword=of-this-test-only\npermit=127.0.0.1, 127.0.0.2\n[four]\ntype=user\npassword=of-this-test-only\n[five]\npassword=x\n[six]\ntype=user\npassword=\n";
const RTP = ["", "rtpstart=10000\nrtpend=10100\nstrictrtp=no\nprobation=1\nicesupport=no\n", "rtpstart=100\nrtpend=99999\nstrictrtp=seqno\nprobation=9\nsrtpreplayprotection=no\n", "rtpstart=20000\nrtpend=10000\nstrictrtp=nonsense\nprobation=x\n", "rtpstart=x\nrtpstart=12000\nrtpend=13000\nSTRICTRTP=off\n", "rtpstart=10000\nrtpend=10000\n"];
const HTTP = ["enabled=yes\nbindaddr=127.0.0.1\n", "enabled=no\nbindaddr=127.0.0.1\n", "enabled=on\nbindaddr=0.0.0.0\nbindport=8090\n", "enabled=yes\nbindaddr=::1\nbindport=8091\n", "bindaddr=127.0.0.1\nbindport=8092\n", "enabled=yes\nenabled=no\nbindaddr=127.0.0.1\n", "enabled=yes\nbindaddr=127.0.0.1\nbindport=99999\n", "enabled=yes\nbindport=8093\nbindaddr=127.0.0.5\n"];
const UDPTL = "[general]\nudptlstart=4500\nudptlend=4600\n";

const TEXTS = { "manager.conf": MANAGER, "acl.conf": ACL, "iax.conf": IAX, "sip.conf": SIP, "voicemail.conf": VOICEMAIL, "ari.conf": ARI, "rtp.conf": `[general]\n${RTP[0] ?? ""}`, "udptl.conf": UDPTL, "http.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\n" };

function read(version: string, texts: Readonly<Record<string, string>> = TEXTS): AsteriskReading {
  return readAsterisk(filesInMemory("/etc/asterisk", new Map(Object.entries(texts).map(([name, text]) => [`/etc/asterisk/${name}`, { path: name, text }]))), version);
}

async function boot(prefix: "asterisk-16" | "asterisk-22", more: Readonly<Record<string, string>> = {}): Promise<Asterisk> {
  const own = prefix === "asterisk-16" ? ["chan_sip"] : ["app_voicemail"];
  const modules = ["res_pjproject", "res_rtp_asterisk", "res_timing_timerfd", "bridge_simple", "res_http_websocket", "res_stasis", "app_stasis", "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_ari_model", "res_websocket_client", "res_ari", "chan_iax2", "res_crypto", ...own];
  const asterisk = await Asterisk.boot({ namespace: await Namespace.create(), prefix, configs: { "modules.conf": `[modules]\nautoload=no\n${modules.map((name) => `load=${name}.so\n`).join("")}`, "extensions.conf": "[default]\n", ...TEXTS, ...more } });
  running.push(asterisk);
  return asterisk;
}

const value = <T>(fact: Fact<T> | undefined): T | string => (fact !== undefined && isKnown(fact) ? fact.value : "?");
const option = (account: AsteriskAccount, name: string): string => value(account.options.get(name));
const optionOf = (account: AsteriskAccount | undefined, name: string): string => (account === undefined ? "?" : option(account, name));
const of = ({ accounts }: AsteriskReading, kind: AsteriskAccount["kind"]): AsteriskAccount[] => accounts.filter((account) => account.kind === kind && account.loaded);
const names = (accounts: readonly AsteriskAccount[]): string[] => accounts.map(({ name }) => name).sort();
/** `name: value` lines of a CLI answer. */
const shown = (text: string): Map<string, string> => new Map([...text.matchAll(/^ *([^:\n]+?) *: *(.*?) *$/gm)].map(([, name = "", held = ""]) => [name, held]));

for (const [prefix, version] of [["asterisk-22", "22.10.1"], ["asterisk-16", "16.28.0"]] as const) {
  test(`${prefix}: accounts of each file are those that the engine has, with what it holds`, { timeout: 120_000 }, async (context) => {
    const asterisk = await boot(prefix);
    const reading = read(version);

    await context.test("manager.conf", async () => {
      const said = await asterisk.cli("manager show users");
      const ours = of(reading, "ami");
      assert.deepEqual(names(ours), [...said.matchAll(/^(\S+)$/gm)].map(([, name = ""]) => name).filter((name) => !/^-+$|^username$/.test(name)).sort());
      const classes = (held: string): string => [...new Set(held.split(",").map((word) => word.trim()))].sort().join(",");
      for (const account of ours.filter(({ name }) => /^(templated|nosecret|empty|again)$/.test(name))) {
        const held = shown(await asterisk.cli(`manager show user ${account.name}`));
        for (const [name, printed] of [["read", "read perm"], ["write", "write perm"]] as const) {
          const known = "system,call,log,verbose,command,agent,user,config,dtmf,reporting,cdr,dialplan,originate,agi,cc,aoc,test,security,message".split(",");
          const words = option(account, name).split(",");
          const expected = words.includes("all") ? "all" : classes(words.filter((word) => known.includes(word)).join(",")) || "<none>";
          const engine = held.get(printed) ?? "?";
          assert.equal(engine.split(",").includes("all") || engine.split(",").length > 15 ? "all" : classes(engine), expected, `${account.name} ${name}`);
        }
        assert.equal(held.get("ACL"), account.access.lines.length > 0 ? "yes" : "no", account.name);
        assert.equal(held.get("secret"), account.secrets.length > 0 ? "<Set>" : "(N/A)", account.name);
      }
    });

    await context.test("who may log in from where", async () => {
      const froms = [["127.0.0.1", "127.0.0.1"], ["127.0.0.2", "127.0.0.1"], ["127.0.0.3", "127.0.0.1"], ["127.0.0.5", "127.0.0.1"], ["127.0.0.9", "127.0.0.1"], ["127.0.1.1", "127.0.0.1"], ["::1", "::1"]] as const;
      const accounts = reading.accounts.filter(({ kind, name }) => kind === "ami" && /^u\d+$/.test(name));
      const attempts = accounts.flatMap(({ name }) => froms.map(([from, to]): Attempt => ({ user: name, secret: "of-this-test-only", from, to })));
      const answers = JSON.parse(await asterisk.namespace.must(process.execPath, [agent, "5038"], { input: JSON.stringify(attempts), timeout: 60_000 })) as boolean[];
      let refused = 0;
      for (const [index, { user: name, from }] of attempts.entries()) {
        const account = accounts.find((one) => one.name === name);
        assert.ok(account !== undefined);
        const address = parseAddress(from);
        assert.ok(address !== null);
        const ours = account.loaded && contains(account.access.admits[address.family], address.value);
        assert.equal(answers[index], ours, `${name} from ${from}: ${account.access.lines.map((line) => `${line.name}=${line.value}`).join(" ")}`);
        if (!ours) refused += 1;
      }
      assert.ok(refused > 100 && refused < attempts.length - 100, `${refused} of ${attempts.length} are refused`);
    });

    await context.test("iax.conf", async () => {
      const users = [...(await asterisk.cli("iax2 show users")).matchAll(/^(\w+) +(-no secret-|\S+) +(\d+) +(\S+) +(Yes|No)/gm)];
      const ours = of(reading, "iax").filter(({ caller }) => caller);
      assert.deepEqual(users.map(([, name]) => name).sort(), names(ours));
      for (const [, name, secret, , held, acl] of users) {
        const account = ours.find((one) => one.name === name);
        assert.ok(account !== undefined);
        assert.deepEqual([acl, held], [account.access.lines.length > 0 ? "Yes" : "No", option(account, "context")], name);
        assert.equal(secret, account.secrets.map((line) => line.value).join(";") || "-no secret-", name);
      }
      const peers = [...(await asterisk.cli("iax2 show peers")).matchAll(/^(\w+)(?:\/\w+)? +(?:[\d.]+|\(null\)|\(Unspecified\))/gm)].map(([, name = ""]) => name);
      assert.deepEqual(peers.sort(), names(of(reading, "iax").filter(({ callee }) => callee)));
    });

    await context.test("ari.conf", async () => {
      const said = [...((await asterisk.cli("ari show users")).replace(/^No such command.*/, "")).matchAll(/^(Yes|No) +(Yes|No) +(\S+)/gm)];
      const ours = of(reading, "ari");
      assert.deepEqual(said.map(([, , , name]) => name).sort(), names(ours));
      for (const [, readOnly, , name] of said) assert.equal(readOnly === "Yes", optionOf(ours.find((one) => one.name === name), "read_only") === "yes", name);
    });

    if (prefix === "asterisk-16") {
      await context.test("sip.conf", async () => {
        const ours = of(reading, "sip");
        assert.deepEqual([...(await asterisk.cli("sip show peers")).matchAll(/^(\w+)(?:\/\w+)? +(?:[\d.]+|\(Unspecified\)|-none-) /gm)].map(([, name = ""]) => name).sort(), names(ours.filter(({ callee }) => callee)));
        assert.deepEqual([...(await asterisk.cli("sip show users")).matchAll(/^(\w+) .* +(?:Yes|No) +(?:Yes|No)/gm)].map(([, name = ""]) => name).sort(), names(ours.filter(({ options }) => value(options.get("type")) !== "peer")));
        for (const account of ours.filter(({ callee }) => callee)) {
          const held = shown(await asterisk.cli(`sip show peer ${account.name}`));
          const yes = (text: string): string => (text === "yes" ? "Yes" : "No");
          assert.deepEqual(
            [held.get("Context"), held.get("ACL"), held.get("Insecure"), held.get("Transfer mode"), held.get("Allowed.Trsp"), held.get("DirectMedia"), held.get("Secret"), held.get("MD5Secret")],
            [option(account, "context"), account.access.lines.length > 0 && account.access.lines.some((line) => line.value !== "") ? "Yes" : "No", option(account, "insecure"), option(account, "allowtransfer") === "yes" ? "open" : "closed", option(account, "transport").toUpperCase(), yes(option(account, "directmedia")), ...["secret", "md5secret"].map((name) => (account.secrets.some((line) => line.name === name) ? "<Set>" : "<Not set>"))],
            account.name,
          );
        }
      });
    } else {
      await context.test("voicemail.conf", async () => {
        const said = [...(await asterisk.cli("voicemail show users")).matchAll(/^(default|other) +(\d+) +/gm)].map(([, inside = "", box = ""]) => `${box}@${inside}`);
        assert.deepEqual(said.sort(), names(of(reading, "mailbox")));
      });
    }

    await context.test("http.conf: whether and where the web server listens", async () => {
      for (const lines of HTTP) {
        const text = `[general]\n${lines}`;
        await asterisk.namespace.must("/bin/sh", ["-c", `cat > ${asterisk.base}/etc/http.conf`], { input: text });
        await asterisk.cli("module reload http");
        const bound = /^Server Enabled and Bound to (.*):(\d+)$/m.exec(await asterisk.cli("http show status"));
        const ours = (read(version, { ...TEXTS, "http.conf": text }).posture.management ?? []).find(({ service }) => service === "http");
        assert.equal(bound === null ? "off" : Number(bound[2]), ours === undefined ? "off" : value(ours.port), lines);
        if (ours !== undefined && isKnown(ours.audience)) assert.equal(ours.audience.value.world, !/^127\.|^\[::1\]/.test(bound?.[1] ?? ""), lines);
      }
    });

    await context.test("rtp.conf and udptl.conf", async () => {
      for (const lines of RTP) {
        const { rtp, udptl } = read(version, { ...TEXTS, "rtp.conf": `[general]\n${lines}` }).media;
        assert.ok(rtp !== null && udptl !== null);
        await asterisk.namespace.must("/bin/sh", ["-c", `cat > ${asterisk.base}/etc/rtp.conf`], { input: `[general]\n${lines}` });
        await asterisk.cli("module reload res_rtp_asterisk.so");
        const held = shown(await asterisk.cli("rtp show settings"));
        const yes = (fact: Fact<boolean>): string => (value(fact) === true ? "Yes" : "No");
        const strict = value(rtp.strict) === "no" ? "No" : "Yes";
        assert.deepEqual([held.get("Port start"), held.get("Port end"), held.get("Strict RTP"), held.get("ICE support"), held.get("Replay Protect") ?? yes(rtp.replayProtection)], [String(value(rtp.ports.first)), String(value(rtp.ports.last)), strict, yes(rtp.ice), yes(rtp.replayProtection)], lines);
        if (strict === "Yes") assert.equal(held.get("Probation"), `${value(rtp.probation)} frames`, lines);
        const t38 = shown(await asterisk.cli("udptl show config"));
        assert.deepEqual([t38.get("udptlstart"), t38.get("udptlend")], [String(value(udptl.first)), String(value(udptl.last))]);
      }
    });
  });
}

for (const [prefix, version] of [["asterisk-22", "22.10.1"], ["asterisk-16", "16.28.0"]] as const) {
  for (const mistake of ["[broken]\npermit=127.0.0.1, 127.0.0.2\n", "[other]\npermitt=127.0.0.1\n", "[other]\nacl=office\n"]) {
    test(`${prefix}: one mistake in acl.conf, and its lists let everybody in: ${mistake.trim().split("\n").join(" ")}`, { timeout: 60_000 }, async () => {
      const texts = { ...TEXTS, "acl.conf": `${ACL}${mistake}`, "manager.conf": `[general]\nenabled=yes\n${user("listed", "acl=office")}${user("denied", "acl=none", "deny=0.0.0.0/0")}` };
      const asterisk = await boot(prefix, texts);
      const attempts = ["listed", "denied"].map((name): Attempt => ({ user: name, secret: "of-this-test-only", from: "127.0.0.99", to: "127.0.0.1" }));
      const answers = JSON.parse(await asterisk.namespace.must(process.execPath, [agent, "5038"], { input: JSON.stringify(attempts) })) as boolean[];
      const reading = read(version, texts);
      assert.deepEqual(of(reading, "ami").map(({ access }) => access.world.includes(4)), answers);
      assert.deepEqual(answers, [true, false]);
      assert.ok(reading.problems.some(({ code }) => code === "acl-file-dropped"));
    });
  }
}
