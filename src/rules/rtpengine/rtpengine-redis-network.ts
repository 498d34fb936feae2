import { endpointOf, isLoopback, settingOf, subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

export const rtpengineRedisNetwork = defineRule({
  id: "rtpengine-redis-network",
  title: "The state of calls goes to a Redis over the network",
  severity: "medium",
  needs: ["rtpengine"],
  why: "rtpengine speaks to Redis without TLS and keeps there what a call is made of, the keys of its encryption among it. Whoever reads along decrypts calls; whoever can write to that Redis puts addresses of their own into them.",
  degrees: "Medium; low where a password is written with it. What the environment holds (RTPENGINE_REDIS_AUTH_PW) is not known here.",
  fix: "Run Redis on the same host or behind a tunnel, with a password that stands in the environment.",
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nredis = 192.0.2.30:6379/5\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nredis = 127.0.0.1:6379/5\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 319,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      for (const name of ["redis", "redis-write", "redis-subscribe"]) {
        const setting = settingOf(system, name);
        if (setting === undefined || setting.value === "") continue;
        const { host, password } = endpointOf(setting.value);
        if (isLoopback(host)) continue;
        report(setting.at, { subject: subjectOf(system, name), severity: password ? "low" : "medium", note: name, message: `the state of calls, with the keys of their encryption, goes in clear to the Redis on ${host}${password ? "" : ", and no password is written for it"}` });
      }
    }
  },
});
