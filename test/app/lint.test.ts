import assert from "node:assert/strict";
import { test } from "node:test";
import { YAML_COMMENTS } from "../../src/app/comments/yaml.js";
import { lint, type Commented, type LintResult } from "../../src/app/lint.js";
import { set, type ExceptionClaim, type Listener, type Posture } from "../../src/posture/index.js";
import { positionOf, span, type Span } from "../../src/source/index.js";

const TODAY = "2026-11-22";

/** A policy of listeners alone, one a line as `name protocol`, and the posture it means; all are reached by phones. */
function policy(text: string, exceptions: readonly { readonly rule: string; readonly where: string; readonly until: string }[] = []): { commented: readonly [Commented]; posture: Posture } {
  const source = { path: "policy.yaml", text };
  const listeners = [...text.matchAll(/^(\w+): (udp|tls)/gm)].map((match): Listener => {
    const [, name = "", protocol = ""] = match;
    const at = span(source, match.index, match.index + match[0].length);
    return {
      name, at, path: `listeners.${name}`,
      protocol: set(protocol === "udp" ? "udp" : "tls", at, "protocol"),
      port: set(15060, at, "port"),
      address: set(null, at, "address"),
      audience: set({ world: false, sources: ["office"], roles: ["phones"] }, at, "from"),
      authenticated: set(true, at, "authenticated"),
      registerLimit: set({ perSecond: 1, burst: 10 }, at, "limits.register"),
      inviteLimit: set({ perSecond: 1, burst: 10 }, at, "limits.invite"),
    };
  });
  const at = span(source, 0, 0);
  return { commented: [{ file: source, syntax: YAML_COMMENTS }], posture: { listeners, exceptions: exceptions.map((each, index) => claim(at, index, each)) } };
}

function claim(at: Span, index: number, { rule, where, until }: { readonly rule: string; readonly where: string; readonly until: string }): ExceptionClaim {
  return { path: `exceptions[${index}]`, at, rule: set(rule, at, "rule"), where: set(where, at, "where"), reason: "old phones", owner: "noc", until: set(until, at, "until") };
}

/** `rule@line`, with `(reason)` where it is suppressed. */
function shown({ findings }: LintResult): string[] {
  return findings.map(({ rule, primary, suppressed }) => `${rule}@${positionOf(primary.span.file, primary.span.start).line}${suppressed === null ? "" : ` (${suppressed.reason})`}`);
}

test("a weakness is found where it stands", () => {
  assert.deepEqual(shown(lint({ ...policy("a: tls\nb: udp\n"), today: TODAY })), ["listener-cleartext@2"]);
});

test("rules that have nothing to look at say so", () => {
  const { ran, notCovered } = lint({ ...policy("a: tls\n"), today: TODAY });
  assert.deepEqual(notCovered.find(({ rule }) => rule === "trunk-without-credentials"), { rule: "trunk-without-credentials", missing: ["trunks"] });
  assert.ok(ran.includes("listener-cleartext"));
  assert.ok(!ran.includes("trunk-without-credentials"));
});

test("an exception covers its rule at its path and below, keeps the finding visible, and holds on its last day", () => {
  const excepted = (where: string, until: string): string[] => shown(lint({ ...policy("a: udp\nab: udp\n", [{ rule: "listener-cleartext", where, until }]), today: TODAY }));
  assert.deepEqual(excepted("listeners.a", "2027-06-01"), ["listener-cleartext@1 (old phones)", "listener-cleartext@2"]);
  assert.deepEqual(excepted("listeners", "2027-06-01"), ["listener-cleartext@1 (old phones)", "listener-cleartext@2 (old phones)"]);
  assert.deepEqual(excepted("listeners.a", TODAY), ["exception-expiring@1", "listener-cleartext@1 (old phones)", "listener-cleartext@2"]);
});

test("an expired exception raises its finding again and is itself reported", () => {
  const result = lint({ ...policy("a: udp\n", [{ rule: "listener-cleartext", where: "listeners.a", until: "2026-11-21" }]), today: TODAY });
  assert.deepEqual(shown(result), ["exception-expired@1", "listener-cleartext@1"]);
  assert.match(result.findings[0]?.message ?? "", /what it covered counts again/);
});

test("an exception that covers nothing is reported, but not where its rule did not run", () => {
  const unused = (rule: string): LintResult => lint({ ...policy("a: tls\n", [{ rule, where: "listeners.a", until: "2027-06-01" }]), today: TODAY });
  assert.deepEqual(shown(unused("listener-cleartext")), ["exception-unused@1"]);
  assert.deepEqual(shown(unused("trunk-without-credentials")), []);
  assert.match(unused("listener-cleratext").findings[0]?.message ?? "", /no rule is called listener-cleratext.*did you mean listener-cleartext/);
  assert.match(unused("exception-expired").findings[0]?.message ?? "", /cannot be excepted/);
});

test("a comment covers its own line, or the next line with content where it stands alone", () => {
  const text = `a: udp # ringfence: ignore listener-cleartext until 2027-06-01 reason desk phones of 2009
# ringfence: ignore listener-cleartext until 2027-06-01 owner noc reason: lift phone

# an ordinary comment
b: udp
c: udp
`;
  assert.deepEqual(shown(lint({ ...policy(text), today: TODAY })), ["listener-cleartext@1 (desk phones of 2009)", "listener-cleartext@5 (lift phone)", "listener-cleartext@6"]);
});

test("an expired or idle comment is reported like an exception", () => {
  const text = `a: udp # ringfence: ignore listener-cleartext until 2026-01-01 reason desk phones
b: tls # ringfence: ignore listener-cleartext until 2027-06-01 reason desk phones
`;
  assert.deepEqual(shown(lint({ ...policy(text), today: TODAY })), ["listener-cleartext@1", "exception-expired@1", "exception-unused@2"]);
});

test("a malformed comment is a warning and suppresses nothing", () => {
  const complaint = (comment: string): string => {
    const result = lint({ ...policy(`a: udp # ringfence: ${comment}\n`), today: TODAY });
    assert.deepEqual(shown(result), ["listener-cleartext@1"]);
    assert.equal(result.diagnostics.length, 1);
    const [{ message, hint, at } = { message: "", hint: "", at: span(policy("").commented[0].file, 0, 0) }] = result.diagnostics;
    assert.equal(at.file.text.slice(at.start, at.end), `# ringfence: ${comment}`);
    return `${message} | ${hint}`;
  };
  assert.match(complaint("ignore listener-cleartext"), /end date is missing/);
  assert.match(complaint("ignore listener-cleartext reason old"), /end date is missing/);
  assert.match(complaint("ignore listener-cleartext until 2027-02-30 reason old"), /2027-02-30 is not a date/);
  assert.match(complaint("ignore listener-cleartext until 2027-02-28"), /reason is missing/);
  assert.match(complaint("ignore listener-cleertext until 2027-02-28 reason old"), /did you mean listener-cleartext\?/);
  assert.match(complaint("ignroe listener-cleartext until 2027-02-28 reason old"), /can only ignore a rule/);
});

test("what looks like a comment inside a value suppresses nothing", () => {
  const text = `a: udp
b: "x
  # ringfence: ignore listener-cleartext until 2027-06-01 reason hidden in a name
  "
c: |
  # ringfence: ignore listener-cleartext until 2027-06-01 reason hidden in a text
d: udp
`;
  const result = lint({ ...policy(text), today: TODAY });
  assert.deepEqual(shown(result), ["listener-cleartext@1", "listener-cleartext@7"]);
  assert.deepEqual(result.diagnostics, []);
});

test("findings do not depend on the order of rules", async () => {
  const { RULES } = await import("../../src/rules/registry.js");
  const input = { ...policy("a: udp\nb: udp\n"), today: TODAY };
  assert.deepEqual(lint({ ...input, rules: [...RULES].reverse() }).findings, lint(input).findings);
});
