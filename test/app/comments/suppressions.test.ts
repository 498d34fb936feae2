import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { commentsOf } from "../../../src/app/comments/index.js";
import type { FileKind } from "../../../src/app/audit/recognise.js";
import { readIgnoreComments } from "../../../src/app/inline.js";

const RULE = "listener-cleartext";
const MARK = `ringfence: ignore ${RULE} until 2027-03-31 owner noc reason old phones`;

function read(kind: FileKind, text: string): { covered: number[]; reasons: string[]; complaints: string[] } {
  const syntax = commentsOf(kind);
  assert.ok(syntax !== null, kind);
  const { comments, diagnostics } = readIgnoreComments({ path: "f", text }, syntax, [RULE]);
  return { covered: comments.map(({ line }) => line), reasons: comments.map(({ reason }) => reason), complaints: diagnostics.map(({ message }) => message) };
}

/** Lines that a text's suppressions cover; none of them may be malformed. */
function covered(kind: FileKind, text: string): number[] {
  const { covered: lines, reasons, complaints } = read(kind, text);
  assert.deepEqual(complaints, []);
  assert.deepEqual([...new Set(reasons)], lines.length === 0 ? [] : ["old phones"]);
  return lines;
}

test("Asterisk: behind a semicolon, in block comments, and not behind an escaped one", () => {
  assert.deepEqual(covered("asterisk", `a=b ; ${MARK}\nc=d\n`), [1]);
  assert.deepEqual(covered("asterisk", `; ${MARK}\n\n; more\nc=d\n`), [4]);
  assert.deepEqual(covered("asterisk", `a=b ;-- ${MARK} --;\n`), [1]);
  assert.deepEqual(covered("asterisk", `;--\n${MARK}\n--;\nc=d\n`), [4]);
  assert.deepEqual(covered("asterisk", `a=b\\; ${MARK}\n`), []);
  assert.deepEqual(covered("asterisk", `a=b # ${MARK}\n`), []);
});

test("Kamailio: three kinds of comments, and neither strings nor directives", () => {
  assert.deepEqual(covered("kamailio", `x(); # ${MARK}\n`), [1]);
  assert.deepEqual(covered("kamailio", `x();// ${MARK}\n`), [1]);
  assert.deepEqual(covered("kamailio", `/* ${MARK} */\nx();\n`), [2]);
  assert.deepEqual(covered("kamailio", `/*\n * ${MARK}\n */\nx();\n`), [4]);
  assert.deepEqual(covered("kamailio", `x("# ${MARK}");\ny('/* ${MARK} */');\n`), []);
  assert.deepEqual(covered("kamailio", `x("a\\" # ${MARK}\n");\n`), []);
  assert.deepEqual(covered("kamailio", `#!define X 1 # ${MARK}\nx();\n`), []);
  assert.deepEqual(covered("kamailio", `/* a */ x(); /* b */ # ${MARK}\n`), [1]);
});

test("dumps of iptables and ipset: on lines of their own, for elsewhere # is a part of the rule", () => {
  assert.deepEqual(covered("iptables-save", `# ${MARK}\n-A INPUT -j ACCEPT\n`), [2]);
  assert.deepEqual(covered("iptables-save", `-A INPUT -m comment --comment "# ${MARK}" -j ACCEPT\n-A INPUT -j DROP # ${MARK}\n`), []);
  assert.deepEqual(covered("ipset-save", `# ${MARK}\ncreate x hash:ip\n`), [2]);
});

test("nft, tls.cfg, rtpengine.conf, sshd_config and fail2ban: as each of them has it", () => {
  assert.deepEqual(covered("nft", `\t\tudp dport 5060 accept # ${MARK}\n`), [1]);
  assert.deepEqual(covered("nft", `\t\tudp dport 5060 accept comment "# ${MARK}"\n`), []);
  assert.deepEqual(covered("tls.cfg", `method = TLSv1 ; ${MARK}\n`), [1]);
  assert.deepEqual(covered("tls.cfg", `ca_list = "x # ${MARK}"\n`), []);
  assert.deepEqual(covered("rtpengine.conf", `# ${MARK}\ninterface = any\n`), [2]);
  assert.deepEqual(covered("rtpengine.conf", `interface = any # ${MARK}\n`), []);
  assert.deepEqual(covered("kamailio-list", `1 192.0.2.0 24 # ${MARK}\n`), [1]);
  assert.deepEqual(covered("kamailio-list", `"x # ${MARK}" : ALL\n`), []);
  assert.deepEqual(covered("sshd_config", `PermitRootLogin yes # ${MARK}\n`), [1]);
  assert.deepEqual(covered("fail2ban", `maxretry = 50 ; ${MARK}\n`), [1]);
  assert.deepEqual(covered("fail2ban", `# ${MARK}\nmaxretry = 50\n`), [2]);
  assert.deepEqual(covered("fail2ban", `maxretry = 50 # ${MARK}\n`), []);
});

test("talk about suppressions is none, and malformed ones are told with their place", () => {
  assert.deepEqual(read("asterisk", `a=b ; see ringfence: ignore ${RULE}\n`), { covered: [], reasons: [], complaints: [] });
  const { comments, diagnostics } = readIgnoreComments({ path: "f", text: `/*\n * ringfence: ignore ${RULE} reason x\n */\n` }, commentsOf("kamailio") ?? assert.fail(), [RULE]);
  assert.deepEqual([comments.length, diagnostics.length], [0, 1]);
  const [{ at, message, hint } = assert.fail()] = diagnostics;
  assert.match(message, /end date is missing/);
  assert.match(hint ?? "", /ringfence: ignore RULE until/);
  assert.equal(at.file.text.slice(at.start, at.end), `* ringfence: ignore ${RULE} reason x`);
});

test("windows line ends, a file that ends in a comment, several rules in one comment", () => {
  assert.deepEqual(covered("asterisk", `; ${MARK}\r\n\r\na=b\r\n`), [3]);
  assert.deepEqual(covered("kamailio", `x();\n# ${MARK}`), [3]);
  const { comments } = readIgnoreComments({ path: "f", text: `a=b ; ringfence: ignore ${RULE},other until 2027-03-31 reason two\n` }, commentsOf("asterisk") ?? assert.fail(), [RULE, "other"]);
  assert.deepEqual(comments.map(({ rule }) => rule), [RULE, "other"]);
});

const KINDS: readonly FileKind[] = ["asterisk", "kamailio", "tls.cfg", "iptables-save", "ipset-save", "nft", "rtpengine.conf", "sshd_config", "fail2ban", "kamailio-list"];

test("comments of any text lie in it, in order, and end after they start", () => {
  const piece = fc.constantFrom(MARK, "/*", "*/", ";--", "--;", "#", "//", ";", '"', "'", "\\", "\n", "\r\n", "a", "#!define", " ");
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.array(piece, { maxLength: 40 }), (kind, pieces) => {
      const file = { path: "f", text: pieces.join("") };
      let last = 0;
      for (const { start, end, textStart, textEnd } of (commentsOf(kind) ?? assert.fail())(file)) {
        assert.ok(last <= start && start < end && end <= file.text.length && start <= textStart && textStart <= end && textEnd <= end, `${start}-${end} ${textStart}-${textEnd}`);
        last = end;
      }
      readIgnoreComments(file, commentsOf(kind) ?? assert.fail(), [RULE]);
    }),
    { numRuns: 2000, seed: 20261122 },
  );
});

test("a hundred thousand suppressions take no more than their lines do", () => {
  for (const [kind, line] of [["asterisk", `; ${MARK}\n`], ["kamailio", `# ${MARK}\n`], ["kamailio", `/* ${MARK} */\n`], ["nft", `# ${MARK}\n`]] as const) {
    const began = performance.now();
    assert.equal(read(kind, line.repeat(100_000)).covered.length, 100_000);
    assert.ok(performance.now() - began < 10_000, kind);
  }
});
