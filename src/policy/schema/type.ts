import type { Diagnostic } from "../../source/index.js";
import { quote } from "../path.js";
import type { Node } from "../read/tree.js";
import type { Objection, SchemaPart } from "./error.js";
import { toFlow } from "./flow.js";
import type { Place } from "./locate.js";

/** A diagnostic without its code. */
export type Explanation = Omit<Diagnostic, "level" | "code">;

type TypeObjection = Extract<Objection, { kind: "type" }>;

const NOUNS: Readonly<Record<string, string>> = { string: "text", integer: "a whole number", object: "a block of keys", array: "a list" };

/** A value of the wrong type: mostly YAML that reads otherwise than it looks. */
export function explainType(objection: TypeObjection, { node, at, path }: Place): Explanation {
  const what = path === "" ? "the policy" : path;
  const { types } = objection;
  const wanted = types.length > 1 ? "a block of keys or off" : (NOUNS[types[0] ?? ""] ?? types.join(" or "));
  const isEmpty = node.kind === "scalar" && node.value === null && node.text === "";
  const message = isEmpty ? `${what} is empty; it has to be ${wanted}` : `${what} has to be ${wanted}, not ${describeNode(node)}`;
  const hint = hintFor(objection, node);
  return { message, at: isEmpty || node.kind === "mapping" ? at : node.span, ...(hint === null ? {} : { hint }) };
}

export function literalSecret({ node, path }: Place): Explanation {
  const variable = `RF_${path.split(".").at(-2)?.toUpperCase().replace(/[^A-Z0-9]/g, "_") ?? "SECRET"}`;
  return {
    at: node.span,
    message: `${path} is written into the policy; secrets are named there, never written`,
    hint: `write secret: { env: ${variable} }, and choose a new password if others can read this file`,
  };
}

function hintFor({ types, schema }: TypeObjection, node: Node): string | null {
  const example = schema.examples?.[0];
  const general = example === undefined ? null : `e.g. ${toFlow(example)}`;
  if (node.kind === "sequence" && types.includes("string") && typeof example === "string" && /^[0-9]+\.[0-9.]+$/.test(example)) {
    return "write one address; an IPv6 address has no brackets here, and quotes where it ends in a colon";
  }
  if (node.kind !== "scalar") return general;
  if (types.includes("object") && types.includes("string")) return node.value === false ? "write off" : general;
  if (types.includes("string") && node.value !== null) return fits(schema, node.text) ? `put it in quotes: ${JSON.stringify(node.text)}` : (schema.patternErrorMessage ?? general);
  if (types.includes("integer")) return numberHint(node.text, node.quoted) ?? general;
  if (types.includes("array") && node.value !== null) return `write a list: [${toFlow(node.value)}]`;
  return general;
}

/** Whether quotes alone would make it right. */
function fits(schema: SchemaPart, text: string): boolean {
  return (schema.pattern === undefined || new RegExp(schema.pattern, "u").test(text)) && (schema.enum === undefined || schema.enum.includes(text));
}

function numberHint(text: string, quoted: boolean): string | null {
  if (/^(0|[1-9][0-9]*)$/.test(text)) return quoted ? `write ${text} without quotes` : null;
  if (/^[0-9]+(:[0-5]?[0-9])+$/.test(text)) return `older readers of YAML take ${text} for a number to the base of 60: write one whole number`;
  const plain = /^\+?0*([0-9][0-9_]*)$/.exec(text)?.[1]?.replaceAll("_", "");
  if (plain !== undefined) return `readers of YAML do not agree what ${text} is: write ${plain}`;
  if (/^[-+]?(0x[0-9a-f]+|0o[0-7]+|0b[01]+|[0-9.]+e[-+]?[0-9]+)$/i.test(text)) return `readers of YAML do not agree what ${text} is: write it in plain digits`;
  return null;
}

/** What stands there, in a few words. Not for secrets. */
export function describeNode(node: Node): string {
  if (node.kind === "sequence") return "a list";
  if (node.kind === "mapping") return "a block of keys";
  switch (typeof node.value) {
    case "string":
      return quote(node.value);
    case "number":
      return `the number ${node.text}`;
    case "boolean":
      return `the truth value ${node.text}`;
    default:
      return node.text === "" ? "empty" : `${node.text} (nothing)`;
  }
}
