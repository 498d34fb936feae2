import type { Span } from "../../source/index.js";
import type { Case, End, Statement } from "./ast.js";
import { shown, SyntaxProblem, type Cursor } from "./cursor.js";
import { continueExpression, parseAssignmentTo, parseExpression, parseGroupAfter } from "./parse-expression.js";

const ENDS: ReadonlySet<string> = new Set(["drop", "exit", "break", "return"]);

/** The actions between braces; the engine refuses an empty block (cfg.y: LBRACE actions RBRACE). */
export function parseActions(cursor: Cursor, open: Span): Statement[] {
  const body: Statement[] = [];
  let empty = true;
  while (!cursor.is("}") && cursor.peek().kind !== "end") {
    empty = false;
    const statement = parseRecovering(cursor);
    if (statement !== null) body.push(statement);
  }
  if (empty) cursor.report(cursor.is("}") || open.file !== cursor.peek().at.file ? cursor.peek().at : { ...open, end: cursor.peek().at.end }, "fatal", "block-empty", "an empty block is a syntax error: write ; or an action");
  return body;
}

/** One statement, or null where it was `;` or broken: then reading goes on after it. */
function parseRecovering(cursor: Cursor): Statement | null {
  try {
    return parseStatement(cursor);
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    cursor.problems.push(error.problem);
    skipStatement(cursor);
    return null;
  }
}

/** To the `;` that ends the broken statement, or before the brace that ends the block around it. */
function skipStatement(cursor: Cursor): void {
  let depth = 0;
  for (let token = cursor.peek(); token.kind !== "end"; token = cursor.peek()) {
    if (token.text === "}" && token.kind === "punct") {
      if (depth === 0) return;
      depth--;
    } else if (token.text === "{" && token.kind === "punct") depth++;
    cursor.next();
    if (depth === 0 && (token.text === ";" || token.text === "}")) return;
  }
}

function parseStatement(cursor: Cursor): Statement | null {
  return cursor.nested(() => {
    const token = cursor.peek();
    if (cursor.eat(";") !== null) return null;
    if (token.kind === "id") {
      if (token.text === "if") return parseIf(cursor);
      if (token.text === "switch") return parseSwitch(cursor);
      if (token.text === "while") return parseWhile(cursor);
      if (ENDS.has(token.text)) return parseEnd(cursor);
      if (token.text === "else") return cursor.fail(token.at, "syntax", "else without an if before it");
    }
    return parseAction(cursor);
  });
}

function parseAction(cursor: Cursor): Statement {
  const start = cursor.peek();
  // An action begins with a name or with a variable (cfg.y: action); parentheses and blocks are expressions alone.
  if (start.kind === "punct") cursor.fail(start.at, "syntax", `an action is expected, not ${shown(start)}`);
  const expression = parseAssignmentTo(cursor, parseExpression(cursor));
  if (!cursor.is(";")) cursor.fail(cursor.peek().at, "syntax", `missing ";" before ${shown(cursor.peek())}`);
  cursor.next();
  switch (expression.kind) {
    case "call":
    case "assignment":
      return expression;
    default:
      cursor.report(start.at, "fatal", "statement-useless", "a value alone is not an action");
      return { kind: "expression", value: expression, at: expression.at };
  }
}

/** A single action, or several in braces. */
function parseBranch(cursor: Cursor): Statement[] {
  const open = cursor.eat("{");
  if (open === null) {
    const statement = parseStatement(cursor);
    return statement === null ? [] : [statement];
  }
  const body = parseActions(cursor, open.at);
  cursor.expect("}", "block");
  return body;
}

function parseIf(cursor: Cursor): Statement {
  const start = cursor.next();
  const condition = parseExpression(cursor);
  const then = parseBranch(cursor);
  const otherwise = cursor.eat("else") === null ? [] : parseBranch(cursor);
  return { kind: "if", condition, then, otherwise, at: cursor.since(start.at) };
}

function parseWhile(cursor: Cursor): Statement {
  const start = cursor.next();
  const condition = parseExpression(cursor);
  const body = parseBranch(cursor);
  return { kind: "while", condition, body, at: cursor.since(start.at) };
}

function parseSwitch(cursor: Cursor): Statement {
  const start = cursor.next();
  const subject = parseExpression(cursor);
  cursor.expect("{", "switch");
  const cases: Case[] = [];
  while (!cursor.is("}")) {
    if (cursor.peek().kind === "end") cursor.fail(start.at, "syntax", "this switch is never closed");
    cases.push(parseCase(cursor));
  }
  cursor.next();
  return { kind: "switch", subject, cases, at: cursor.since(start.at) };
}

function parseCase(cursor: Cursor): Case {
  const start = cursor.next();
  if (start.text !== "case" && start.text !== "default") cursor.fail(start.at, "syntax", `"case" or "default" is expected, not ${shown(start)}`);
  const regex = start.text === "case" && cursor.eat("/") !== null;
  const match = start.text === "case" ? parseExpression(cursor) : null;
  cursor.expect(":", "case");
  const body: Statement[] = [];
  while (!cursor.is("case") && !cursor.is("default") && !cursor.is("}") && cursor.peek().kind !== "end") {
    const statement = parseRecovering(cursor);
    if (statement !== null) body.push(statement);
  }
  return { match, regex, body, at: cursor.since(start.at) };
}

/** `drop;`, `exit;`, `return -1;`, `return(expr);`, `break;`. */
function parseEnd(cursor: Cursor): Statement {
  const start = cursor.next();
  const verb = start.text as End["verb"];
  let value: End["value"] = null;
  if (verb !== "break" && !cursor.is(";")) value = parseEndValue(cursor);
  if (!cursor.is(";")) cursor.fail(cursor.peek().at, "syntax", `missing ";" after ${verb}`);
  cursor.next();
  return { kind: "end", verb, value, at: cursor.since(start.at) };
}

/** `exit()` is `exit`; else the parentheses belong to an expression such as `return ($x + 1) * 2`. */
function parseEndValue(cursor: Cursor): End["value"] {
  const open = cursor.eat("(");
  if (open === null) return parseExpression(cursor);
  return cursor.eat(")") === null ? continueExpression(cursor, parseGroupAfter(cursor, open)) : null;
}
