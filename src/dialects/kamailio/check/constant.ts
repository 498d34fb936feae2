import type { Binary, Expression, Unary } from "../ast.js";

/** What the engine knows of a value's type while it reads (src/core/rvalue.c: rve_guess_type, rve_check_type). */
export type Guess = "number" | "string" | "open";

export function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case "number":
    case "string":
      return true;
    case "unary":
      return isConstant(expression.operand);
    case "binary":
      return isConstant(expression.left) && isConstant(expression.right);
    case "word":
    case "pv":
    case "field":
    case "call":
    case "assignment":
    case "block":
      return false;
  }
}

const TEXT_COMPARISON: ReadonlySet<string> = new Set(["eq", "ne", "=~"]);
const EQUALITY: ReadonlySet<string> = new Set(["==", "!=", "+", ...TEXT_COMPARISON]);

/** A mismatch stops the engine: `clash` tells which operand has the wrong type. */
export function guess(expression: Expression, clash: (operand: Expression, wanted: Guess) => void): Guess {
  switch (expression.kind) {
    case "number":
      return "number";
    case "string":
      return "string";
    case "pv":
    case "word":
      return "open";
    case "field":
    case "call":
    case "block":
    case "assignment":
      return expression.kind === "call" && expression.name.value === "selval" ? "open" : "number";
    case "unary":
      return guessUnary(expression, clash);
    case "binary":
      return guessBinary(expression, clash);
  }
}

function guessUnary({ operator, operand }: Unary, clash: (operand: Expression, wanted: Guess) => void): Guess {
  const type = guess(operand, clash);
  if (operator === "(str)") return "string";
  if (operator === "defined" && type === "number") clash(operand, "string");
  if (["!", "-", "~"].includes(operator) && type === "string") clash(operand, "number");
  return "number";
}

function guessBinary({ operator, left, right }: Binary, clash: (operand: Expression, wanted: Guess) => void): Guess {
  if (left.kind === "field" || right.kind === "field") return "number"; // comparisons of their own
  const [a, b] = [guess(left, clash), guess(right, clash)];
  if (EQUALITY.has(operator)) {
    if (right.kind === "pv" && right.text === "$null" && operator !== "+") {
      if (a === "number") clash(left, "string");
      return "number";
    }
    if (a === "number" && b === "string") clash(right, "number");
    else if (TEXT_COMPARISON.has(operator) && a === "number") clash(left, "string");
    return operator === "+" ? a : "number";
  }
  if (a === "string") clash(left, "number");
  else if (b === "string") clash(right, "number");
  return "number";
}
