import { explain as explainRule } from "../../app/explain.js";
import { allRules } from "../../app/all-rules.js";
import { explanationText, ruleListText } from "../../report/explanation.js";
import type { EmitOptions } from "../emit.js";
import { styleOf } from "../emit.js";
import { EXIT, UsageError } from "../exit.js";
import type { Io } from "../io.js";

export async function explain(id: string | undefined, options: EmitOptions, io: Io): Promise<number> {
  if (options.format !== "terminal" && options.format !== "json") throw new UsageError(`explain prints terminal or json, not ${options.format}`);
  const asJson = options.format === "json";
  const style = styleOf(options, io, "stdout");
  if (id === undefined) {
    io.stdout.write(asJson ? `${JSON.stringify(allRules(), null, 2)}\n` : ruleListText(allRules(), style));
    return EXIT.clean;
  }
  const explanation = explainRule(id);
  if (explanation.kind === "unknown") {
    const meant = explanation.nearest === null ? "ringfence explain lists all rules" : `did you mean ${explanation.nearest}?`;
    throw new UsageError(`no rule is called ${JSON.stringify(id)}; ${meant}`);
  }
  io.stdout.write(asJson ? `${JSON.stringify(explanation.rule, null, 2)}\n` : explanationText(explanation.rule, style));
  return EXIT.clean;
}
