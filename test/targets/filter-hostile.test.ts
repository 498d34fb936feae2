import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fail2ban } from "../../src/targets/fail2ban/index.js";
import { setNames } from "../../src/targets/filter-sets.js";
import { iptables } from "../../src/targets/iptables/index.js";
import { nftables } from "../../src/targets/nftables/index.js";
import type { Target } from "../../src/targets/target.js";
import { makePolicy, onlyNode, type PolicySketch } from "./filter-policy.js";

/** Characters that mean something to a shell, to nft, iptables-restore, ipset or fail2ban, and any other. */
const NASTY = fc.stringMatching(/^[\s"'`;#\\${}()<>%|&*,@!=\[\]a-b-]{1,12}$/);
const TEXT = fc.oneof(NASTY, fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), fc.constantFrom("ban", "trusted", "media", "world4", 'x"\n-A INPUT -j ACCEPT', "x\n}\ntable inet y {", "x\n[DEFAULT]\nignoreip = 0.0.0.0/0", "%(ip)s<ip>", "__proto__", "constructor"));

const NAMES = fc.uniqueArray(TEXT, { minLength: 5, maxLength: 5 });

function sketch([office = "", vpn = "", carrier = "", phones = "", line = ""]: readonly string[], name: string): PolicySketch {
  return {
    name,
    networks: { [office]: { role: "phones", v4: ["203.0.113.0/24"] }, [vpn]: { role: "management", v6: ["2001:db8:8::/64"] }, [carrier]: { role: "trunk", v4: ["198.51.100.10/32"] } },
    listeners: { [phones]: { protocol: "udp", address: "192.0.2.10", port: 5060, from: ["world", office] }, [line]: { protocol: "tls", address: "2001:db8::10", port: 5061, from: [carrier, vpn] } },
    ssh: { port: 22, from: [vpn] },
  };
}

/** The lines that do something, with names and comments made alike: names may decide nothing but names. */
function skeleton(target: Target, wanted: PolicySketch): string[] {
  const policy = makePolicy(wanted);
  return target.render({ policy, node: onlyNode(policy), secrets: new Map() }).artifacts.flatMap(({ path, text }) =>
    text.split("\n").map((line) => line.replace(/^(\s*)#.*/, "$1#").replace(/comment "[^"]*"/g, "comment").replace(/\b(rf|rate|conn)_(?!ban[46]\b)[a-z0-9_-]+/g, "$1_name")).map((line) => `${path}: ${line}`),
  ).sort();
}

const PLAIN = ["office", "vpn", "carrier", "phones", "line"];

for (const target of [iptables, nftables, fail2ban]) {
  test(`${target.id}: whatever the names are, the file holds the same rules`, () => {
    const expected = skeleton(target, sketch(PLAIN, "plain"));
    fc.assert(fc.property(NAMES, TEXT, (names, name) => {
      fc.pre(!names.includes("world") && !names.includes("localhost"));
      assert.deepEqual(skeleton(target, sketch(names, name)), expected);
    }), { numRuns: 300 });
  });

  test(`${target.id}: what is no address is refused, not written`, () => {
    fc.assert(fc.property(TEXT, (address) => {
      const policy = makePolicy({ ...sketch(PLAIN, "plain"), networks: { office: { role: "phones", v4: [address] } } });
      assert.throws(() => target.render({ policy, node: onlyNode(policy), secrets: new Map() }));
    }), { numRuns: 50 });
  });
}

test("names of sets are legal, of the length that ipset allows, and never shared", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.oneof(TEXT, fc.stringMatching(/^[a-z0-9_-]{1,31}$/)), { maxLength: 30 }), (names) => {
    const given = [...setNames(names).values()];
    assert.equal(new Set(given).size, names.length);
    for (const name of given) {
      assert.match(name, /^rf_[a-z0-9_-]{1,21}$/);
      assert.ok(`${name}4_new`.length <= 31);
      assert.ok(!["rf_ban", "rf_trusted", "rf_media"].includes(name));
    }
  }));
});

test("a name that looks like another's checksum does not get its set", () => {
  const [odd = ""] = [...setNames(["Office"]).values()];
  const both = setNames(["Office", odd.slice("rf_".length)]);
  assert.equal(new Set(both.values()).size, 2);
  assert.equal(both.get(odd.slice("rf_".length)), odd, "the readable one keeps its name");
});
