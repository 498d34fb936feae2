import assert from "node:assert/strict";
import { test } from "node:test";
import { maskArtifact } from "../../src/app/mask-artifact.js";

test("values of what is called a secret are masked, in our files and in others'", () => {
  const cases: readonly [text: string, masked: string][] = [
    ["password = hunter2", "password = ********"],
    ["secret=>hunter2", "secret=>********"],
    ["md5_cred=0123456789abcdef0123456789abcdef", "md5_cred=********"],
    ["password_digest = SHA-256:pbx.example.com:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "password_digest = SHA-256:pbx.example.com:********"],
    ["  \"api_key\": \"abc\"", "  \"api_key\": ********"],
    ["modparam(\"x\", \"db_url\", \"mysql://user:hunter2@192.0.2.1/x\")", "modparam(\"x\", \"db_url\", \"mysql://user:********@192.0.2.1/x\")"],
    ["101:pbx.example.com:0123456789abcdef0123456789abcdef", "101:pbx.example.com:********"],
    ["rtpend=20999", "rtpend=20999"],
    ['; Made by Ringfence 0.1.0 from the policy "p" (sha256 0123456789abcdef).', '; Made by Ringfence 0.1.0 from the policy "p" (sha256 0123456789abcdef).'],
  ];
  for (const [text, masked] of cases) assert.equal(maskArtifact(text), masked);
});
