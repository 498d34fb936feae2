import { defineRule } from "../rule.js";
import { subjectOfCall } from "./places.js";
import { freeIn, told } from "./taint.js";

/** Which argument is the command (README of ndb_redis). */
const ARGUMENT: Readonly<Record<string, number>> = { redis_cmd: 1, redis_pipe_cmd: 1 };

/** A user part and a Call-ID cannot hold blanks (RFC 3261, section 25.1). */
const SAFE = /^\$\(?(?:rU|fU|tU|rd|fd|td|ci|oU|od|au|aU)\b/;
//POST

export const kamailioRedisInjection = defineRule({
  id: "kamailio-redis-injection",
  title: "What a caller sends becomes part of a Redis command",
  severity: "high",
  needs: ["kamailio"],
  why: `The command is split at blanks, and pseudo-variables are put in before that: a header with blanks in it adds arguments, and may turn a lookup
into another one than was meant.`,
  degrees: "High; with medium confidence where a script variable carries the value there.",
  fix: "Give the value as an argument of its own: `redis_cmd(\"srv\", \"GET %s\", \"$hdr(X-Id)\", \"r\")`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "ndb_redis.so"\nrequest_route {\n    redis_cmd("srv", "GET user:$hdr(X-Id)", "r");\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "ndb_redis.so"\nrequest_route {\n    redis_cmd("srv", "GET %s", "user:$hdr(X-Id)", "r");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/ndb_redis.html"],
  cwe: 77,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of system.calls) {
        const index = Object.hasOwn(ARGUMENT, call.name) ? ARGUMENT[call.name] : undefined;
        if (index === undefined) continue;
        const value = call.arguments[index];
        const [first] = freeIn(system, call, value, SAFE);
        if (value === undefined || first === undefined) continue;
        report(value.at, { subject: subjectOfCall(call), confidence: first.from === null ? "high" : "medium", note: call.name, message: `${told(first)} stands in the command of ${call.name}(): with blanks in it, it adds arguments` });
      }
    }
  },
});
