import validate from "#generated/validate-policy.cjs";
import type { Span } from "../../source/index.js";
import type { Problems } from "../problems.js";
import { toData, type Node } from "../read/tree.js";
import { objectionOf, type Objection } from "./error.js";
import { explain } from "./explain.js";
import { locate } from "./locate.js";
import { secretIn } from "./secrets.js";

/** Compares the policy with the schema. Returns the places of literal secrets, which no output may show. */
export function checkSchema(root: Node, problems: Problems): readonly Span[] {
  const secrets = new Set<Node>();
  if (validate(toData(root))) return [];
  const objections = (validate.errors ?? []).map(objectionOf).filter((one) => one !== null);
  for (const objection of withoutEchoes(objections)) {
    const place = locate(root, objection.pointer);
    if (isToldAlready(objection, place.node)) continue;
    const secret = secretIn(objection, place);
    if (secret !== null) secrets.add(secret);
    const code = codeOf(objection, secret !== null);
    if (problems.isFull(code)) problems.countMore(code);
    else problems.add({ level: "error", code, ...explain(objection, place, secret !== null) });
  }
  return [...secrets].map(({ span }) => span);
}

/** About what YAML itself was refused for, nothing more can be said. */
function isToldAlready({ kind }: Objection, node: Node): boolean {
  return node.kind === "scalar" ? node.refused : node.kind === "mapping" && node.incomplete && kind === "missing-key";
}

/** Stable kinds of diagnostics, by what the validator objects to. */
const CODES = {
  "unknown-key": "schema-unknown-key",
  "missing-key": "schema-missing-key",
  "bad-name": "schema-name",
  "type": "schema-type",
  "word": "schema-value",
  "pattern": "schema-value",
  "range": "schema-value",
  "length": "schema-value",
  "empty": "schema-empty",
  "too-many-keys": "schema-value",
} as const satisfies Record<Objection["kind"], string>;

function codeOf({ kind }: Objection, isSecret: boolean): string {
  return isSecret && kind === "type" ? "secret-literal" : CODES[kind];
}

/** A value of the wrong type also fits no pattern, is no known word and so on: one sentence about it is enough. */
function* withoutEchoes(objections: readonly Objection[]): Generator<Objection> {
  const mistyped = new Set(objections.filter(({ kind }) => kind === "type").map(({ pointer }) => pointer));
  const told = new Set<string>();
  for (const objection of objections) {
    if (objection.kind === "unknown-key" || objection.kind === "missing-key" || objection.kind === "bad-name") {
      yield objection;
    } else if ((objection.kind === "type" || !mistyped.has(objection.pointer)) && !told.has(objection.pointer)) {
      told.add(objection.pointer);
      yield objection;
    }
  }
}

