import type { Assignment, Binary, Call, Expression, PseudoVariable, Route, Statement, Switch } from "../ast.js";
import { checkCall } from "./call.js";
import { checkComparison } from "./comparison.js";
import { guess, isConstant } from "./constant.js";
import { isCoreFunction } from "./core-functions.js";
import type { Scope } from "./scope.js";
import { checkVariable } from "./variable.js";

/** Goes through one route as the grammar's actions do, innermost expression first. */
export class RouteCheck {
  constructor(
    private readonly route: Route,
    private readonly scope: Scope,
  ) {}

  body(statements: readonly Statement[]): void {
    for (const statement of statements) this.statement(statement);
  }

  private statement(statement: Statement): void {
    switch (statement.kind) {
      case "block":
        return this.body(statement.body);
      case "call":
        return this.call(statement);
      case "assignment":
        return this.assignment(statement);
      case "expression":
        return this.expression(statement.value);
      case "if":
        this.expression(statement.condition);
        this.body(statement.then);
        return this.body(statement.otherwise);
      case "while":
        this.expression(statement.condition);
        return this.body(statement.body);
      case "switch":
        return this.switch(statement);
      case "end":
        if (statement.value !== null) this.expression(statement.value);
        return;
    }
  }

  private switch({ subject, cases, at }: Switch): void {
    this.expression(subject);
    for (const { match, body } of cases) {
      if (match !== null && !isConstant(match)) this.scope.report(match.at, "case-not-constant", "a case needs a constant: a number, a string or a define");
      this.body(body);
    }
    if (cases.filter(({ match }) => match === null).length > 1) this.scope.report(at, "switch-defaults", "a switch has one default at most");
    const types = new Set(cases.flatMap(({ match, regex }) => (match === null || !isConstant(match) ? [] : [regex ? "string" : guess(match, () => undefined)])));
    if (types.size > 1) this.scope.report(at, "switch-mixed", "numbers and strings cannot be mixed in the cases of one switch");
  }

  /** Checks the parts, then the types of the whole. */
  private expression(expression: Expression): void {
    this.parts(expression);
    guess(expression, (operand, wanted) => this.scope.report(operand.at, "type-mismatch", `a ${wanted} is needed here, and this is not one`));
  }

  private parts(expression: Expression): void {
    switch (expression.kind) {
      case "number":
      case "string":
        return;
      case "word":
        return this.scope.report(expression.at, "word-alone", `the bare word ${expression.value} has no meaning here: a text needs quotes`);
      case "pv":
        return checkVariable(expression, this.scope);
      case "field":
        return this.scope.report(expression.at, "field-alone", `${expression.name} can only be compared with something`);
      case "call":
        return this.call(expression);
      case "unary":
        return this.parts(expression.operand);
      case "binary":
        return this.binary(expression);
      case "assignment":
        return this.assignment(expression);
      case "block":
        return this.body(expression.body);
    }
  }

  private binary(expression: Binary): void {
    const { left, right } = expression;
    if (left.kind !== "field") {
      this.parts(left);
      this.parts(right);
      return;
    }
    checkComparison(expression, left, this.route.route, this.scope);
    if (right.kind !== "field" && right.kind !== "word") this.parts(right);
  }

  private call(call: Call): void {
    const ofCore = isCoreFunction(call.name.value);
    for (const arg of call.args) {
      const inner = ofCore ? null : moduleCallIn(arg);
      if (inner !== null) this.scope.report(inner.at, "call-in-arguments", `${inner.name.value}() cannot be called among the arguments of another function`);
      else if (arg.kind !== "word" && !(ofCore && arg.kind === "field")) this.expression(arg); // the parser has judged bare words
    }
    checkCall(call, this.route.route, this.scope);
  }

  private assignment({ target, value }: Assignment): void {
    if (target.kind === "pv") this.target(target);
    this.expression(value);
  }

  private target(target: PseudoVariable): void {
    checkVariable(target, this.scope, "assigned");
  }
}

/** A module's function somewhere in an expression (cfg.y: mod_func_action). */
function moduleCallIn(expression: Expression): Call | null {
  switch (expression.kind) {
    case "call":
      return isCoreFunction(expression.name.value) ? (expression.args.map(moduleCallIn).find((call) => call !== null) ?? null) : expression;
    case "unary":
      return moduleCallIn(expression.operand);
    case "binary":
      return moduleCallIn(expression.left) ?? moduleCallIn(expression.right);
    case "number":
    case "string":
    case "word":
    case "pv":
    case "field":
    case "assignment":
    case "block":
      return null;
  }
}
