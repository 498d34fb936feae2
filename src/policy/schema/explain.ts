import type { Diagnostic } from "../../source/index.js";
import { closest } from "../../source/closest.js";
import { joinPath, pathStep, quote } from "../path.js";
import type { Node } from "../read/tree.js";
import type { Objection } from "./error.js";
import type { Place } from "./locate.js";
import { describeNode, explainType, literalSecret, type Explanation } from "./type.js";
import { SECRET_LIKE } from "./secrets.js";
import { toFlow } from "./flow.js";

/** What people write for a key of ours when they think of another tool's. */
const SYNONYMS: Readonly<Record<string, string>> = {
  user: "username", transport: "protocol", bind: "address", ip: "address", host: "address",
  cidr: "cidrs", addresses: "cidrs", allowed: "from", sources: "from", plan: "calling", context: "calling", cert: "certificate", privateKey: "key",
  display: "name", at_most: "at-most", atMost: "at-most", max: "at-most", time: "for", country: "home", nets: "networks", users: "accounts", extensions: "accounts",
};

/** The validator's objection as a sentence that names the thing, the place and what would be right. */
export function explain(objection: Objection, place: Place, isSecret: boolean): Explanation {
  const error = (message: string, hint: string | null, at = place.node.span): Explanation => ({ message, at, ...(hint === null ? {} : { hint }) });
  const what = place.path === "" ? "the policy" : place.path;
  const { schema } = objection;
  switch (objection.kind) {
    case "unknown-key":
      return error(`${what} has no key ${quote(objection.key)}`, keyHint(objection.key, Object.keys(schema.properties ?? {}), place.node), keySpanOf(place, objection.key));
    case "missing-key":
      return error(`${what} lacks ${objection.key}`, exampleHint(objection.key, schema.properties?.[objection.key]?.examples), place.at);
    case "bad-name":
      return error(`${joinPath(place.path, pathStep(objection.key))}: ${quote(objection.key)} is no legal name here`, schema.patternErrorMessage ?? null, keySpanOf(place, objection.key));
    case "type":
      return isSecret ? literalSecret(place) : explainType(objection, place);
    case "word":
      return error(`${what} cannot be ${describeNode(place.node)}`, wordHint(place.node, objection.allowed));
    case "pattern":
      return error(isSecret ? `${what} holds what cannot belong there` : `${what} cannot be ${describeNode(place.node)}`, schema.patternErrorMessage ?? null);
    case "range":
      return error(`${what} cannot be ${describeNode(place.node)}`, `a whole number from ${schema.minimum ?? 0} to ${schema.maximum ?? "any"}`);
    case "length":
      return error(objection.most === null ? `${what} is empty` : `${what} is longer than ${objection.most} signs`, objection.most === null ? exampleHint("", schema.examples) : null);
    case "empty":
      return error(`${what} is empty`, exampleHint("", schema.examples), place.at);
    case "too-many-keys":
      return error(`${what} names both env and file`, "keep the one place where the secret is to be had", place.at);
  }
}

function keySpanOf({ node, at }: Place, key: string): Diagnostic["at"] {
  return (node.kind === "mapping" ? node.entries.get(key)?.keySpan : undefined) ?? at;
}

function keyHint(key: string, known: readonly string[], node: Node): string {
  if (SECRET_LIKE.test(key) && !known.includes(key)) return "secrets are named, never written: secret: { env: ... } or secret: { file: ... }";
  const synonym = SYNONYMS[key];
  const near = synonym !== undefined && known.includes(synonym) ? synonym : closest(key, known.filter((one) => node.kind !== "mapping" || !node.entries.has(one)));
  return near === null ? `keys here: ${known.join(", ")}` : `did you mean ${quote(near)}?`;
}

function exampleHint(key: string, examples: readonly unknown[] | undefined): string | null {
  const [example] = examples ?? [];
  if (example === undefined) return null;
  return key === "" ? `e.g. ${toFlow(example)}` : `e.g. ${key}: ${toFlow(example)}`;
}

function wordHint(node: Node, allowed: readonly unknown[]): string {
  const words = allowed.filter((word) => typeof word === "string");
  if (words.length < allowed.length) return `write ${allowed.map(String).join(" or ")}${node.kind === "scalar" && node.quoted ? " without quotes" : ""}`;
  const near = node.kind === "scalar" ? closest(node.text, words) : null;
  if (near !== null) return `did you mean ${near}?${words.length > 1 ? ` It is one of ${words.join(", ")}` : ""}`;
  return words.length === 1 ? `write ${words.join("")}, or a block of keys` : `one of ${words.join(", ")}`;
}

