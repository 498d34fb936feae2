/** What is known of a value on one path. `negative` and `positive` are return codes whose number is not known. */
export type Value =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "null" }
  | { readonly kind: "negative" }
  | { readonly kind: "positive" }
  | { readonly kind: "unknown" };

export type Truth = "yes" | "no" | "maybe";

export const UNKNOWN: Value = { kind: "unknown" };
export const NULL: Value = { kind: "null" };
export const NEGATIVE: Value = { kind: "negative" };
export const POSITIVE: Value = { kind: "positive" };

export function number(value: number): Value {
  return { kind: "number", value };
}

export function not(truth: Truth): Truth {
  return truth === "yes" ? "no" : truth === "no" ? "yes" : "maybe";
}

export function truthOf(condition: boolean): Truth {
  return condition ? "yes" : "no";
}

/** A return code or number as a condition: above zero is true (core cookbook, return_mode 0). */
export function asCondition(value: Value): Truth {
  switch (value.kind) {
    case "number":
      return truthOf(value.value > 0);
    case "string":
      return truthOf(value.value !== "");
    case "null":
    case "negative":
      return "no";
    case "positive":
      return "yes";
    case "unknown":
      return "maybe";
  }
}

export function compare(operator: string, left: Value, right: Value): Truth {
  if (left.kind === "unknown" || right.kind === "unknown") return "maybe";
  if (left.kind === "null" || right.kind === "null") return equality(operator, left.kind === right.kind);
  if (left.kind === "negative" || left.kind === "positive") return compareSign(operator, left.kind, right);
  if (!("value" in left) || !("value" in right)) return "maybe";
  if (left.kind === "number" && right.kind === "number") return compareNumbers(operator, left.value, right.value);
  return equality(operator, String(left.value) === String(right.value));
}

function equality(operator: string, equal: boolean): Truth {
  if (operator === "==" || operator === "eq" || operator === "ieq") return truthOf(equal);
  if (operator === "!=" || operator === "ne" || operator === "ine") return truthOf(!equal);
  return "maybe";
}

function compareSign(operator: string, sign: "negative" | "positive", right: Value): Truth {
  if (right.kind !== "number") return "maybe";
  const opposite = sign === "negative" ? right.value >= 0 : right.value <= 0;
  if (!opposite) return "maybe";
  if (operator === "==" || operator === "!=") return truthOf(operator === "!=");
  const below = sign === "negative";
  if (operator === "<" || operator === "<=") return truthOf(below);
  if (operator === ">" || operator === ">=") return truthOf(!below);
  return "maybe";
}

function compareNumbers(operator: string, left: number, right: number): Truth {
  switch (operator) {
    case "==": case "ieq": case "eq": return truthOf(left === right);
    case "!=": case "ine": case "ne": return truthOf(left !== right);
    case "<": return truthOf(left < right);
    case ">": return truthOf(left > right);
    case "<=": return truthOf(left <= right);
    case ">=": return truthOf(left >= right);
    default: return "maybe";
  }
}
