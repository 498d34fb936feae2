/** The second half of the demo: rendered files on real engines. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const lab = new URL("../../.build/test/engines/", import.meta.url);
const { Asterisk } = await import(new URL("lab/asterisk.js", lab));
const { Filter } = await import(new URL("lab/filter.js", lab));
const { Network } = await import(new URL("lab/network.js", lab));
const { Phone } = await import(new URL("lab/phone.js", lab));
const { sip, sipText } = await import(new URL("lab/sip.js", lab));
const { scratch } = await import(new URL("lab/scratch.js", lab));
const { tlsCertificate } = await import(new URL("lab/certificate.js", lab));
const { carrierFiles } = await import(new URL("asterisk-hq.js", lab));

/** Longest that the whole proof may take before it gives up, in milliseconds. */
const PATIENCE = 90_000;

/** @returns {Promise<boolean>} whether everything came out as the policy says */
export async function proof({ folder, secrets, say }) {
  const ends = [];
  const watch = setTimeout(() => {
    say("! This took too long; the demo gives up.");
    process.exit(1);
  }, PATIENCE);
  let wrong = 0;
  const show = (claim, holds, seen) => {
    if (!holds) wrong += 1;
    say(`${holds ? "  ok " : "  NO "} ${claim}${holds ? "" : ` (seen: ${JSON.stringify(seen)})`}`);
  };
  try {
    await story({ folder, secrets, show, say, ends });
  } finally {
    clearTimeout(watch);
    for (const end of ends.reverse()) await end();
  }
  say(wrong === 0 ? "\nEverything came out as the policy says." : `\n${wrong} of these did not come out as the policy says.`);
  return wrong === 0;
}

async function story({ folder, secrets, show, ends }) {
  const read = (path) => readFileSync(join(folder, path), "utf8");
  const certificates = await tlsCertificate(scratch("tls"), ["192.0.2.10", "198.51.100.10"]);
  const network = await Network.create({ pbx: ["192.0.2.10"], desk: ["203.0.113.5"], hall: ["203.0.113.6"], carrier: ["198.51.100.10"], stranger: ["192.0.2.66"] });
  ends.push(() => network.delete());
  const { pbx, desk, hall, carrier, stranger } = network.hosts;
  pbx.place({ "/etc/ringfence/tls": certificates.folder });

  const filter = new Filter(pbx);
  await filter.ipset(read("iptables/ipset.conf"));
  await filter.iptables(read("iptables/rules.v4"));
  await filter.ip6tables(read("iptables/rules.v6"));
  show("ipset, iptables-restore and ip6tables-restore load the rendered rules", (await filter.saved("iptables")).includes("RINGFENCE-INPUT"));

  const asterisk = await Asterisk.boot({ namespace: pbx, configs: join(folder, "asterisk") });
  ends.push(() => asterisk.stop());
  const problems = await asterisk.problems();
  show("Asterisk boots with the rendered files, without one warning or error", problems.length === 0, problems);
  const switchboard = await Asterisk.boot({ namespace: carrier, configs: carrierFiles(certificates, "198.51.100.10") });
  ends.push(() => switchboard.stop());

  const ask = async (from, user, wait) => (await sip(from, { transport: "tls", address: "192.0.2.10", port: 15061, wait, messages: [sipText({ method: "REGISTER", uri: "sip:192.0.2.10", from: `sip:${user}@192.0.2.10`, to: `sip:${user}@192.0.2.10` })] })).answers;
  const outside = await ask(stranger, "101", 1500);
  show("a stranger's TLS to the phones' port meets silence", outside.length === 0, outside);
  const [existing, missing] = [await ask(desk, "101"), await ask(desk, "199")];
  show("in the office, an account that exists and one that does not are answered alike: 401", existing[0]?.status === 401 && missing[0]?.status === 401, [existing, missing]);

  const phone = async (name, namespace) => {
    const started = await Phone.start({ namespace, name, password: secrets[name], algorithm: "SHA-256", realm: "pbx.acme.example", server: { address: "192.0.2.10", port: 15061, transport: "tls" }, ca: certificates.ca, media: "srtp" });
    ends.push(() => started.stop());
    return started;
  };
  const [one, two] = [await phone("101", desk), await phone("102", hall)];
  const registered = [await one.registered(), await two.registered()];
  show("two real phones register over TLS with SHA-256 digests", registered.every(({ ok }) => ok), registered);
  const call = await one.call("102");
  if (call.answered) await two.called();
  const flows = call.answered ? await Promise.all([one.speak(), two.speak()]) : [];
  const encrypted = call.answered && (await one.encrypted()) && (await two.encrypted());
  show("101 calls 102, audio flows both ways, encrypted (SRTP)", encrypted && flows.every(({ sent, received }) => sent > 40 && received > 40), { call, flows, encrypted });
  one.hangUp();

  const refused = async (who, number) => (await who.call(number)).answered === false;
  show("a premium number (+1 900 …) is refused", await refused(one, "+19002345678"));
  show("a call abroad is refused", await refused(one, "011442079460123"));
  show("102, whose plan is internal, cannot call out at all", await refused(two, "+12125552368"));
  const emergency = await two.call("911");
  show("and yet 911 passes from 102", emergency.answered, emergency);
  const taken = (await switchboard.log()).flatMap(({ text }) => /TAKEN (.*)$/.exec(text)?.[1] ?? []);
  show("the carrier was asked for 911 and for nothing else", taken.length === 1 && taken[0] === "911 FROM 102", taken);
}
