import { explain as explainRule } from "../../app/explain.js";
import { allRules } from "../../app/all-rules.js";
import { figuresOf } from "../../app/figures.js";
import { validate } from "../../app/judge.js";
import { explanationText, figuresText, ruleListText } from "../../report/explanation.js";
import { codeOf } from "../code.js";
import { styleOf, tellDiagnostics, type EmitOptions } from "../emit.js";
import { loadInputs } from "../input.js";
import { EXIT, UsageError } from "../exit.js";
import type { Io } from "../io.js";

export async function explain(id: string | undefined, policyPath: string | undefined, options: EmitOptions, io: Io): Promise<number> {
  if (options.format !== "terminal" && options.format !== "json") throw new UsageError(`explain prints terminal or json, not ${options.format}`);
  const asJson = options.format === "json";
  const style = styleOf(options, io, "stdout");
  if (id === undefined) {
    io.stdout.write(asJson ? `${JSON.stringify(allRules(), null, 2)}\n` : ruleListText(allRules(), style));
    return EXIT.clean;
  }
  if (id === "limits") return explainLimits(policyPath, options, io);
  if (policyPath !== undefined) throw new UsageError("only limits are explained for a policy: ringfence explain limits POLICY");
  const explanation = explainRule(id);
  if (explanation.kind === "unknown") {
    const meant = explanation.nearest === null ? "ringfence explain lists all rules" : `did you mean ${explanation.nearest}?`;
    throw new UsageError(`no rule is called ${JSON.stringify(id)}; ${meant}`);
  }
  io.stdout.write(asJson ? `${JSON.stringify(explanation.rule, null, 2)}\n` : explanationText(explanation.rule, style));
  return EXIT.clean;
}

/** What each engine makes of the limits that a policy writes. */
async function explainLimits(path: string | undefined, options: EmitOptions, io: Io): Promise<number> {
  if (path === undefined) throw new UsageError("which policy? ringfence explain limits POLICY");
  const [loaded] = await loadInputs([path], io);
  if (loaded === undefined) throw new Error("one path is one input");
  const { policy, report } = validate(loaded);
  await tellDiagnostics(report, options, io);
  if (policy === null) return codeOf(report, "none");
  const figures = figuresOf(policy);
  io.stdout.write(options.format === "json" ? `${JSON.stringify(figures, null, 2)}\n` : figuresText(figures, styleOf(options, io, "stdout")));
  return EXIT.clean;
}
