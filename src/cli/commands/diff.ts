import { resolve } from "node:path";
import { diffArtifacts, diffPlan, type Differences } from "../../app/diff.js";
import { compareMeaning, type MeaningChange } from "../../app/meaning.js";
import { placeholderSecrets } from "../../app/placeholder-secrets.js";
import { planWrite } from "../../app/plan-write.js";
import { renderLoaded, type RenderedPolicy } from "../../app/render-loaded.js";
import type { SecretResolver } from "../../app/render.js";
import { diffText, meaningText } from "../../report/difference.js";
import { codeOf } from "../code.js";
import { styleOf, tellDiagnostics, type EmitOptions } from "../emit.js";
import { EXIT, UsageError } from "../exit.js";
import { loadInputs } from "../input.js";
import type { Io } from "../io.js";
import { coverageOf, resolverFor, selectionOf, type SelectionOptions } from "../selection.js";

interface DiffOptions extends SelectionOptions, Pick<EmitOptions, "color"> {
  readonly against?: string;
  readonly withoutSecrets?: true;
}

export async function diff(path: string, other: string | undefined, options: DiffOptions, io: Io): Promise<number> {
  if ((other === undefined) === (options.against === undefined)) throw new UsageError("say what to compare with: --against DIR, or a second policy");
  return options.against !== undefined ? againstFolder(path, options.against, options, io) : betweenPolicies(path, other ?? "", options, io);
}

async function againstFolder(path: string, folder: string, options: DiffOptions, io: Io): Promise<number> {
  const withSecrets = options.withoutSecrets !== true;
  const [rendered] = await renderAll([path], withSecrets ? resolverFor(path, io) : noSecrets, options, io);
  if (rendered === undefined || rendered.policy === null) return worstCode([rendered]);
  const plan = planWrite(resolve(io.cwd, folder), rendered.artifacts, { force: true, prune: true, policyName: rendered.policy.name, covers: coverageOf(options) });
  if (plan.refusals.length > 0) throw new UsageError(plan.refusals.join("\nerror: "));
  return tell(diffPlan(plan, withSecrets), [], options, io);
}

/** No secret is needed: what differs between two policies is where secrets are to be had, never what they are. */
async function betweenPolicies(before: string, after: string, options: DiffOptions, io: Io): Promise<number> {
  const [old, now] = await renderAll([before, after], noSecrets, options, io);
  if (old === undefined || now === undefined || old.policy === null || now.policy === null) return worstCode([old, now]);
  return tell(diffArtifacts(old.artifacts, now.artifacts), compareMeaning(old.policy, now.policy), options, io);
}

const noSecrets: SecretResolver = (refs) => ({ secrets: placeholderSecrets(refs), diagnostics: [] });

async function renderAll(paths: readonly string[], resolver: SecretResolver, options: DiffOptions, io: Io): Promise<readonly RenderedPolicy[]> {
  const rendered = (await loadInputs(paths, io)).map((loaded) => renderLoaded(loaded, selectionOf(options), resolver));
  for (const { report } of rendered) await tellDiagnostics(report, { ...options, format: "terminal" }, io);
  return rendered;
}

function worstCode(rendered: readonly (RenderedPolicy | undefined)[]): number {
  return Math.max(...rendered.map((each) => (each === undefined ? EXIT.clean : codeOf(each.report, "none"))));
}

function tell(differences: Differences, meaning: readonly MeaningChange[], options: DiffOptions, io: Io): number {
  const style = styleOf(options, io, "stdout");
  io.stdout.write(meaningText(meaning, style) + diffText(differences, style));
  return differences.files.length + differences.headerAlone.length + meaning.length > 0 ? EXIT.found : EXIT.clean;
}
