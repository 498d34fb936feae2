import assert from "node:assert/strict";
import { test } from "node:test";
import { lowerRtpengine, parseRtpengine, rtpengineStandings } from "../../../src/dialects/rtpengine/index.js";
import type { RtpengineSystem } from "../../../src/posture/index.js";

function lower(text: string): RtpengineSystem | null {
  const file = { path: "rtpengine.conf", text };
  return lowerRtpengine(file, parseRtpengine(file));
}

function audiences(text: string): string[] {
  return (lower(text)?.control ?? []).map(({ option, host, port, audience }) => `${option} ${host ?? "*"} ${port} ${audience.kind === "unknown" ? "?" : audience.value.world ? "world" : audience.value.sources.join()}`);
}

test("control sockets: a port alone is every address, semicolons part several, port 0 is none", () => {
  assert.deepEqual(audiences("[rtpengine]\nlisten-ng = 2223; [::1]:2224 ;192.0.2.1:2225\nlisten-cli = 0\nlisten-http = 10.1.2.3:80\nlisten-udp = media.example.net:99\n"), [
    "listen-ng * 2223 world", "listen-ng ::1 2224 localhost", "listen-ng 192.0.2.1 2225 world", "listen-udp media.example.net 99 ?", "listen-http 10.1.2.3 80 ?",
  ]);
  const [, second] = lower("[rtpengine]\nlisten-ng = 2223; [::1]:2224\n")?.control ?? [];
  assert.equal(second?.at.file.text.slice(second.at.start, second.at.end), "[::1]:2224");
});

test("the daemon takes the section rtpengine, or the one that opens a control socket", () => {
  assert.equal(lower("[interface-a]\naddress = 192.0.2.1\n[rtpengine-edge]\nlisten-ng = 2223\n")?.section.name, "rtpengine-edge");
  assert.deepEqual(lower("[rtpengine-testing]\nlisten-ng = 2223\n[rtpengine]\nlog-level = 6  \n")?.section.settings.get("log-level")?.value, "6");
  assert.equal(lower("[templates]\nWAN = strict-source\n"), null);
});

test("of a key that stands twice the last counts, and a misspelt one knows what it should be", () => {
  const settings = lower("[rtpengine]\nmax-sessions = 1\nmax-sessions = 2\nMax_CPU = 90\nstrict-source = true\n")?.section.settings;
  assert.deepEqual([...(settings?.values() ?? [])].map(({ name, option, value }) => [name, option, value]), [["max-sessions", "max-sessions", "2"], ["Max_CPU", "max-cpu", "90"], ["strict-source", null, "true"]]);
});

test("each line has a standing", () => {
  const parsed = parseRtpengine({ path: "f", text: "[rtpengine]\nlisten-ng = 2223\ntos = 184\nstrict-source = 1\nnonsense\n[templates]\nWAN = x\n" });
  assert.deepEqual(rtpengineStandings(parsed, "rtpengine").map(({ standing }) => standing), ["understood", "not-modelled", "unrecognised", "not-modelled", "unrecognised"]);
});
