import { defineRule } from "../rule.js";
import { subjectOfCall } from "./places.js";
import { freeIn, told } from "./taint.js";

/** Which argument is the command (README of ndb_redis). */
const ARGUMENT: Readonly<Record<string, number>> = { redis_cmd: 1, redis_pipe_cmd: 1 };

//POST

export const kamailioRedisInjection = defineRule({
  id: "kamailio-redis-injection",
  title: "What a caller sends becomes part of a Redis command",
  severity: "high",
  needs: ["kamailio"],
  why: `Pseudo-variables are put into the command before it is read as a format: a blank in them adds an argument and may turn a lookup into another
one than was meant, and \`%s\`, which a user part may hold, takes an argument that nobody gave (redis_client.c: redisvCommand): Kamailio reads
memory that is none of it, or ends.`,
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
        const [first] = freeIn(system, call, value);
        if (value === undefined || first === undefined) continue;
        report(value.at, { subject: subjectOfCall(call), confidence: first.from === null ? "high" : "medium", note: call.name, message: `${told(first)} stands in the command of ${call.name}(): a blank or a percent sign in it changes what the command is` });
      }
    }
  },
});
