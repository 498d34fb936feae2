import assert from "node:assert/strict";
import { test } from "node:test";
import { isEmpty, isEverybody } from "../../../src/exposure/index.js";
import { lowerNft, parseNftText, unmodelledTables } from "../../../src/dialects/nftables/index.js";
import { positionOf, type SourceFile } from "../../../src/source/index.js";
import { ask, fate, fromText, input, matchesOf } from "./read.js";

const problems = (text: string): string[] => parseNftText({ path: "f", text }).problems.map(({ code }) => code);

test("each rule and policy is found where it stands", () => {
  const file: SourceFile = { path: "f", text: input("\t\tudp dport 5060 accept # sip\n\t\tip saddr { 192.0.2.1,\n\t\t\t192.0.2.2 } drop comment \"two; lines\"") };
  const [chain] = parseNftText(file).tables.get("inet filter")?.chains.values() ?? [];
  const places = chain?.rules.map(({ at }) => file.text.slice(at.start, at.end));
  assert.deepEqual(places, ["udp dport 5060 accept", "ip saddr { 192.0.2.1,\n\t\t\t192.0.2.2 } drop comment \"two; lines\""]);
  assert.equal(chain?.rules[1]?.comment, "two; lines");
  assert.deepEqual(positionOf(file, chain?.hook?.policyAt.start ?? 0), { line: 4, column: 43 });
});

test("an address match is for packets of its family alone, also when it is turned around", () => {
  const model = fromText(input("ip saddr != 192.0.2.0/24 accept"));
  assert.deepEqual(["192.0.2.1", "198.51.100.1", "2001:db8::1"].map((address) => fate(model, address)), ["out", "in", "out"]);
});

test("a port match is for packets of its protocol alone, also when it is turned around", () => {
  const model = fromText(input("udp dport != 5060 accept"));
  const fates = [{}, { destinationPort: 5061 }, { protocol: "tcp", destinationPort: 5061 }].map((query) => fate(model, "192.0.2.1", query));
  assert.deepEqual(fates, ["out", "in", "out"]);
});

test("a accept ends its own base chain, a drop is final, in the order of the priorities", () => {
  const chain = (name: string, priority: string, rules: string): string => `chain ${name} { type filter hook input priority ${priority}; policy accept; ${rules}; }\n`;
  const text = `table inet a {\n${chain("late", "filter + 10", "ip saddr 192.0.2.0/25 drop")}${chain("early", "filter - 10", "ip saddr 192.0.2.0/24 accept; drop")}}\n`;
  assert.deepEqual(["192.0.2.1", "192.0.2.200", "198.51.100.1"].map((address) => fate(fromText(text), address)), ["out", "in", "out"]);
  const [admission] = ask(fromText(text)).admissions;
  assert.equal(admission?.chain.name, "early", "the policy of the later chain decides nothing");
});

test("verdict maps: by state, by port, by pair, named, with a rest", () => {
  const sets = "map ports { type inet_service : verdict\n elements = { 22 : drop, 5060-5070 : jump sip } }\nchain sip { ip saddr . udp dport vmap { 192.0.2.1 . 5060 : accept, 192.0.2.2 . 5061 : accept }; }";
  const model = fromText(input("ct state vmap { established : accept, invalid : drop, new : continue, * : drop }\nudp dport vmap @ports\nip saddr vmap { 198.51.100.1 : continue, * : drop }\naccept", sets));
  const at = (address: string, destinationPort = 5060): string => fate(model, address, { destinationPort });
  assert.deepEqual([at("192.0.2.1"), at("192.0.2.2"), at("192.0.2.2", 5061), at("192.0.2.1", 5061)], ["in", "out", "in", "out"]);
  assert.deepEqual([at("198.51.100.1"), at("198.51.100.1", 22), at("198.51.100.2")], ["in", "out", "out"]);
  assert.deepEqual((["established", "invalid", "related", "new"] as const).map((state) => fate(model, "198.51.100.1", { state })), ["in", "out", "out", "in"]);
});

test("comparing ct state with two states at once holds for every packet, asking for one of them does not", () => {
  const states = (rule: string): string[] => (["new", "established", "related"] as const).map((state) => fate(fromText(input(`${rule} accept`)), "192.0.2.1", { state }));
  assert.deepEqual(states("ct state established,related"), ["out", "in", "in"]);
  assert.deepEqual(states("ct state != established,related"), ["in", "in", "in"]);
  assert.deepEqual(states("ct state == established,related"), ["out", "out", "out"]);
  assert.deepEqual(states("ct state ! established,related"), ["in", "out", "out"]);
  assert.deepEqual(states("ct state != { established, related }"), ["in", "out", "out"]);
  assert.deepEqual(states("ct state & (established | related) != 0"), ["out", "in", "in"]);
  // nft prints the second and the third like this, and a hand that writes it means the first.
  assert.deepEqual(states("ct state established | related"), ["unsure", "unsure", "unsure"]);
});

test("flags of the first segment", () => {
  const syn = (rule: string): string => fate(fromText(input(`${rule} accept`)), "192.0.2.1", { protocol: "tcp" });
  assert.deepEqual(["tcp flags syn", "tcp flags & (fin|syn|rst|ack) == syn", "tcp flags syn / fin,syn,rst,ack", "tcp flags { syn, syn|ack }", "tcp flags ! ack,rst"].map(syn), Array(5).fill("in"));
  assert.deepEqual(["tcp flags ack", "tcp flags & (fin|syn|rst|ack) != syn", "tcp flags != syn", "tcp flags == syn,ack"].map(syn), Array(4).fill("out"));
});

test("variables, numbers that look like names, and names that look like ranges", () => {
  const text = `define LAN = { 192.0.2.0/25, 198.51.100.7 }\ndefine LOW = 5000\ndefine SIP = 5060-5070\n${input("ip saddr $LAN udp dport $SIP accept\nip saddr { $LAN, 203.0.113.1 } udp dport $LOW-$SIP accept")}`;
  const model = fromText(text);
  assert.deepEqual(["192.0.2.1", "198.51.100.8", "203.0.113.1"].map((address) => fate(model, address)), ["in", "out", "unsure"]);
  const [, rule] = model.chains.get("inet filter input")?.rules ?? [];
  assert.ok(rule !== undefined && (rule.verdict.kind === "unknown" || matchesOf(rule, "unknown").length > 0), "$LOW- is a name of its own");
});

test("a set that fills at run time bans nobody who is quiet, and may let anybody in", () => {
  const set = "set s { type ipv4_addr; flags dynamic,timeout; timeout 1h; elements = { 192.0.2.9 timeout 1h expires 59m58s } }";
  const banned = fromText(input("ip saddr @s drop\naccept", set));
  assert.deepEqual(["192.0.2.9", "192.0.2.1"].map((address) => fate(banned, address)), ["out", "in"]);
  const let_in = fromText(input("ip saddr @s accept", set));
  assert.deepEqual(["192.0.2.9", "192.0.2.1"].map((address) => fate(let_in, address)), ["in", "unsure"]);
  const only = fromText(input("ip saddr != @s drop\naccept", set));
  assert.deepEqual(["192.0.2.9", "192.0.2.1"].map((address) => fate(only, address)), ["in", "unsure"]);
  const behind = fromText(input("ip saddr @s jump gone\naccept", `${set}\nchain gone { drop; }`));
  assert.deepEqual(["192.0.2.9", "192.0.2.1"].map((address) => fate(behind, address)), ["out", "in"]);
});

test("a rule that puts the sender on a list before asking for it can catch the first packet", () => {
  const set = "set seen { type ipv4_addr; flags dynamic; size 100; }";
  assert.equal(fate(fromText(input("add @seen { ip saddr }\nip saddr @seen drop\naccept", set)), "192.0.2.1"), "unsure");
  assert.equal(fate(fromText(input("add @seen { ip saddr limit rate over 5/minute } drop\naccept", set)), "192.0.2.1"), "in");
});

test("a limit in a set counts each source for itself", () => {
  const model = fromText(input("update @rate { ip saddr limit rate 5/minute burst 5 packets } accept", "set rate { type ipv4_addr; flags dynamic,timeout; timeout 60s; size 1000; }"));
  const found = ask(model);
  assert.ok(isEverybody(found.sure));
  assert.deepEqual(found.admissions[0]?.limits.flatMap((rule) => matchesOf(rule, "limit")).map((match) => match.kind === "limit" && [match.per, match.above]), [["source", false]]);
});

test("a limit that was given a name says itself whether it takes the excess", () => {
  const model = fromText(input("limit name \"five\" drop\naccept", "limit five { rate over 5/second; }"));
  assert.equal(fate(model, "192.0.2.1"), "in");
  assert.equal(fate(fromText(input("limit name five accept")), "192.0.2.1"), "unsure");
});

test("what the sender chooses keeps nobody out, and lets everybody in", () => {
  assert.equal(fate(fromText(input("udp length < 100 drop\n@th,64,32 0x494e5649 drop\naccept")), "192.0.2.1"), "in");
  assert.equal(fate(fromText(input("udp sport 53 accept")), "192.0.2.1"), "in");
  const behind = "chain strict { drop; }";
  assert.equal(fate(fromText(input("@th,64,32 0x494e5649 jump strict\naccept", behind)), "192.0.2.1"), "in", "also behind a jump");
  assert.equal(fate(fromText(input("udp length 8-65535 drop\naccept")), "192.0.2.1"), "out", "there is no other length");
  assert.equal(fate(fromText(input("@nh,96,32 0xc0000201 drop\naccept")), "192.0.2.1"), "unsure", "these bits are the source");
});

test("a lookup that finds nothing ends the rule", () => {
  const model = fromText(input("meta mark set udp dport map { 5060 : 1 } accept"));
  assert.deepEqual([5060, 5061].map((destinationPort) => fate(model, "192.0.2.1", { destinationPort })), ["in", "out"]);
});

test("commands act in their order", () => {
  const rules = "add table inet t\nadd chain inet t c { type filter hook input priority 0; policy drop; }\nadd set inet t s { type ipv4_addr; flags interval; }\nadd element inet t s { 192.0.2.0/24 }\nadd rule inet t c ip saddr @s accept\ninsert rule inet t c ip saddr 192.0.2.1 drop\n";
  assert.deepEqual(["192.0.2.1", "192.0.2.2", "198.51.100.1"].map((address) => fate(fromText(rules), address)), ["out", "in", "out"]);
  const anew = `table inet filter { chain input { accept; }; }\ntable inet filter\ndelete table inet filter\n${input("ip saddr 192.0.2.1 accept")}`;
  assert.equal(fate(fromText(anew), "192.0.2.2"), "out");
  assert.equal(fate(fromText(`${rules}flush ruleset\n`), "192.0.2.1"), "in", "without rules all pass");
});

test("where parts of the ruleset were not read, nothing is sure", () => {
  for (const text of ["include \"/etc/nftables.d/*.nft\"\n", "table inet t { chain c { type ~ filter hook input priority 0; policy drop; }; }", "delete rule inet t c handle 4\n", "table inet t {\n chain c {\n"]) assert.equal(fate(fromText(text), "192.0.2.1"), "unsure", text);
  assert.equal(fate(fromText(input("udp dport 5060 { accept\nip saddr 192.0.2.1 accept")), "192.0.2.2"), "unsure");
});

test("what is outside, unfinished or unknown is told, and proves nothing", () => {
  assert.deepEqual(problems("include \"/etc/nftables.d/*.nft\"\n"), ["include-outside"]);
  assert.deepEqual(problems(input("ip saddr @nobody accept")), []);
  assert.equal(fate(fromText(input("ip saddr @nobody accept")), "192.0.2.1"), "unsure");
  assert.deepEqual(problems(input("udp dport 5060 frobnicate the packet\naccept")), ["rule-partly-read"]);
  assert.equal(fate(fromText(input("udp dport 5060 frobnicate the packet\ndrop")), "192.0.2.1"), "unsure");
  assert.equal(fate(fromText(input("udp dport 5060 jump nowhere\ndrop")), "192.0.2.1"), "unsure", "it may accept");
  assert.equal(fate(fromText(input("meta mark 1 drop\naccept")), "192.0.2.1"), "unsure");
  assert.equal(fate(fromText(input("queue num 0\ndrop")), "192.0.2.1"), "unsure");
});

test("a set that could not be read to the end may hold anybody", () => {
  const set = "set s { type ipv4_addr; elements = { 192.0.2.1, ( 192.0.2.2 } }";
  assert.ok(problems(input("ip saddr @s accept", set)).includes("elements-partly-read"));
  assert.deepEqual(fate(fromText(input("ip saddr @s accept", set)), "192.0.2.9"), "unsure");
  assert.equal(fate(fromText(input("ip saddr { 192.0.2.1, $NOBODY } accept")), "192.0.2.9"), "unsure");
});

test("matches of iptables that nft leaves out are missed by the blanks they leave", () => {
  const text = "table ip filter {\n\tchain INPUT {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tudp dport 5060  counter packets 0 bytes 0 accept\n\t}\n}\n";
  assert.deepEqual(problems(text), ["extension-lost"]);
  assert.equal(fate(fromText(text), "192.0.2.1"), "unsure");
  assert.equal(fate(fromText(text.replace("5060  ", "5060 ")), "192.0.2.1"), "in");
  for (const lost of ["XT match multiport not found\n", "xt match \"multiport\"", "# xt_multiport"]) assert.equal(fate(fromText(text.replace("5060  ", `5060 ${lost} `)), "192.0.2.1"), "unsure", lost);
  assert.equal(fate(fromText(text.replace("5060  counter packets 0 bytes 0", "5060   ")), "192.0.2.1"), "in", "a hand may align its rules");
});

test("tables that are off or of another kind decide nothing, and are counted", () => {
  const drop = "chain c { type filter hook input priority -10; policy drop; }";
  assert.equal(fate(fromText(`table inet off { flags dormant; ${drop}; }`), "192.0.2.1"), "in");
  const bridge = parseNftText({ path: "f", text: `table bridge b { ${drop}; }\ntable arp a { }\n` });
  assert.deepEqual(unmodelledTables(bridge).map(({ family, name }) => `${family} ${name}`), ["bridge b", "arp a"]);
  assert.equal(lowerNft(bridge).chains.size, 0);
});

test("a chain at ingress sees its own interfaces", () => {
  const model = fromText("table netdev d { chain c { type filter hook ingress devices = { eth0, eth1 } priority -500; policy accept; ip saddr 192.0.2.0/24 drop; }; }");
  assert.deepEqual(["eth0", "eth2"].map((inInterface) => fate(model, "192.0.2.1", { inInterface })), ["out", "in"]);
});

test("translated packets leave for elsewhere, and untracked ones are not translated", () => {
  const nat = "chain nat { type nat hook prerouting priority dstnat; udp dport 5060 dnat ip to 10.20.0.10:5080; }\nchain raw { type filter hook prerouting priority raw; ip saddr 192.0.2.0/24 notrack; }";
  const model = fromText(input("accept", nat));
  assert.deepEqual(["192.0.2.1", "198.51.100.1", "2001:db8::1"].map((address) => fate(model, address)), ["in", "out", "in"]);
  assert.deepEqual(ask(model).redirected.map(({ rule }) => rule.verdict), [{ kind: "redirect", port: 5080, address: "10.20.0.10" }]);
  assert.equal(fate(model, "198.51.100.1", { state: "established" }), "in", "chains of type nat see the first packet alone");
});

test("a chain without a name", () => {
  const model = fromText(input("udp dport 5060 jump {\n\tip saddr 192.0.2.1 accept\n\tip saddr 192.0.2.2 return\n}\nip saddr 192.0.2.2 accept"));
  assert.deepEqual(["192.0.2.1", "192.0.2.2", "192.0.2.3"].map((address) => fate(model, address)), ["in", "in", "out"]);
});

test("types of ICMP and who can be a neighbour", () => {
  const model = fromText(input("icmp type { echo-request, 3 } accept\nip6 hoplimit 255 icmpv6 type nd-neighbor-solicit accept\nip6 hoplimit != 255 drop"));
  const type = (address: string, icmpType: number): string => fate(model, address, { protocol: address.includes(":") ? "icmpv6" : "icmp", destinationPort: null, icmpType });
  assert.deepEqual([type("192.0.2.1", 8), type("192.0.2.1", 3), type("192.0.2.1", 5), type("2001:db8::1", 135), type("2001:db8::1", 128)], ["in", "in", "out", "unsure", "out"]);
});

test("a reset is for TCP, an ICMP error for its family", () => {
  const tcp = fromText(input("reject with tcp reset\naccept"));
  assert.deepEqual([fate(tcp, "192.0.2.1"), fate(tcp, "192.0.2.1", { protocol: "tcp" })], ["in", "out"]);
  const four = fromText(input("reject with icmp type host-unreachable\naccept"));
  assert.deepEqual([fate(four, "192.0.2.1"), fate(four, "2001:db8::1")], ["out", "in"]);
});

test("a spoofed source is none that answers could come back to", () => {
  assert.equal(fate(fromText(input("fib saddr . iif oif missing drop\naccept")), "192.0.2.1"), "in");
  assert.equal(fate(fromText(input("fib saddr . iif oif exists accept")), "192.0.2.1"), "in");
  assert.equal(fate(fromText(input("fib daddr type != local drop\nfib daddr type { broadcast, multicast } drop\naccept")), "192.0.2.1"), "in");
});

test("extension headers hide the protocol from ip6 nexthdr", () => {
  assert.equal(fate(fromText(input("ip6 nexthdr udp drop\naccept")), "2001:db8::1"), "in");
  assert.equal(fate(fromText(input("ip6 nexthdr udp accept")), "2001:db8::1"), "in");
  assert.equal(fate(fromText(input("meta l4proto udp drop\naccept")), "2001:db8::1"), "out");
  assert.ok(isEmpty(ask(fromText(input("ip6 nexthdr tcp accept")), { family: 6 }).possible));
});
