import assert from "node:assert/strict";
import { test } from "node:test";
import type { Policy } from "../../../src/policy/index.js";
import { edgePolicy, forKamailio, renderEdge } from "./edge-policy.js";

/** Level, code, and the text of the policy that the diagnostic points at. */
function told(policy: Policy): string[] {
  return renderEdge(policy).diagnostics.map(({ level, code, at }) => `${level} ${code}: ${at.file.text.slice(at.start, at.end)}`);
}

const quiet = ["clientCertificates: optional", "clientCertificates: none"] as const;

function refused(policy: Policy, expected: string): void {
  assert.deepEqual(renderEdge(policy).artifacts, [], "nothing is made");
  assert.ok(told(policy).includes(expected), told(policy).join("\n"));
}

test("the example without its optional certificates needs no word at all", () => {
  assert.deepEqual(told(edgePolicy(quiet)), []);
});

test("optional client certificates of no authority in particular are not asked for, and the user is told", () => {
  assert.deepEqual(told(edgePolicy()), ["warning kamailio-tls-optional-without-ca: optional"]);
});

test("before 6.0 one digest is offered, MD5 where it is listed, and the user is told where it is listed", () => {
  assert.deepEqual(told(edgePolicy(quiet, forKamailio("5.8"))), ["warning kamailio-one-digest: [SHA-256, MD5]"]);
  assert.deepEqual(told(edgePolicy(quiet, forKamailio("5.8"), ["[SHA-256, MD5]", "[SHA-256]"])), []);
});

test("SHA-512-256 needs Kamailio 6.1", () => {
  refused(edgePolicy(quiet, ["[SHA-256, MD5]", "[SHA-512-256]"]), "error kamailio-digest-unknown: [SHA-512-256]");
  assert.deepEqual(told(edgePolicy(quiet, ["[SHA-256, MD5]", "[SHA-512-256, MD5]"])), ["warning kamailio-digest-unknown: [SHA-512-256, MD5]"]);
  assert.deepEqual(told(edgePolicy(quiet, forKamailio("6.1"), ["[SHA-256, MD5]", "[SHA-512-256, SHA-256, MD5]"])), []);
});

test("a release that nobody has tried is refused", () => {
  for (const [major, minor] of [[5, 5], [6, 2], [7, null]] as const) {
    const policy = edgePolicy();
    const codes = renderEdge({ ...policy, engines: { ...policy.engines, kamailio: { text: `${major}`, major, minor, patch: null } } }).diagnostics.map(({ code }) => code);
    assert.ok(codes.includes("kamailio-version"), `${major}.${minor}`);
  }
  for (const version of ["5.6.3", "5.8", "6.1.4"]) {
    assert.deepEqual(renderEdge(edgePolicy(forKamailio(version))).diagnostics.filter(({ level }) => level === "error"), [], version);
  }
});

test("TLS 1.3 alone needs Kamailio 5.8", () => {
  const insisting = ["clientCertificates: optional", 'clientCertificates: none, minimum: "1.3"'] as const;
  refused(edgePolicy(insisting, forKamailio("5.6")), 'error kamailio-tls13: "1.3"');
  assert.deepEqual(told(edgePolicy(insisting)), []);
});

test("a password trunk, and one whose peers are a network, are refused where they are written", () => {
  refused(edgePolicy(quiet, ["authentication: address", "authentication: digest, username: acme, secret: { env: RF_TRUNK }"]), "error kamailio-trunk-digest: digest");
  refused(edgePolicy(quiet, ["198.51.100.10/32, 198.51.100.11/32", "198.51.100.0/24"]), "error kamailio-trunk-peers-wide: carrier");
});

test("client certificates that are required without an authority are refused: anybody's would do", () => {
  refused(edgePolicy(["clientCertificates: optional", "clientCertificates: required"]), "error kamailio-tls-required-without-ca: required");
});

test("an edge without a core has nowhere to pass calls to", () => {
  refused({ ...edgePolicy(quiet), link: null }, `error kamailio-without-core: ${edgePolicy(quiet).at.file.text.slice(edgePolicy(quiet).at.start, edgePolicy(quiet).at.end)}`);
});
