import { nextSteps } from "../../app/next-steps.js";
import { planWrite, type WritePlan } from "../../app/plan-write.js";
import { renderLoaded, type RenderedPolicy } from "../../app/render-loaded.js";
import { applyPlan } from "../../app/write.js";
import { resolve } from "node:path";
import { writingText, type Writing } from "../../report/writing.js";
import { codeOf } from "../code.js";
import { emit, styleOf, tellDiagnostics, type EmitOptions } from "../emit.js";
import { EXIT, UsageError } from "../exit.js";
import { loadInputs } from "../input.js";
import type { Io } from "../io.js";
import { coverageOf, resolverFor, selectionOf, type SelectionOptions } from "../selection.js";

interface RenderOptions extends EmitOptions, SelectionOptions {
  readonly out?: string;
  readonly print?: string;
  readonly check?: true;
  readonly force?: true;
  readonly prune?: true;
}

export async function render(path: string, options: RenderOptions, io: Io): Promise<number> {
  if ((options.out === undefined) === (options.print === undefined)) throw new UsageError("say where to: -o DIR writes files, --print ARTIFACT shows one");
  const [loaded] = await loadInputs([path], io);
  if (loaded === undefined) throw new Error("an input is loaded for every path");
  const rendered = renderLoaded(loaded, selectionOf(options), resolverFor(path, io));
  if (rendered.policy === null) return refuse(rendered, options, io);
  await tellDiagnostics(rendered.report, options, io);
  return options.print !== undefined ? print(rendered, options.print, io) : await write(rendered, options, io);
}

async function refuse({ report }: RenderedPolicy, options: RenderOptions, io: Io): Promise<number> {
  if (options.format === "terminal") await tellDiagnostics(report, options, io);
  else await emit(report, options, io);
  return codeOf(report, "none");
}

function print({ artifacts }: RenderedPolicy, path: string, io: Io): number {
  const artifact = artifacts.find((each) => each.path === path);
  if (artifact === undefined) throw new UsageError(`nothing is rendered to ${path}; there is:\n${artifacts.map((each) => `  ${each.path}\n`).join("")}`.trimEnd());
  if (artifact.mode === 0o600) throw new UsageError(`${path} holds secrets, which are never printed; write it to a folder with -o`);
  io.stdout.write(artifact.text);
  return EXIT.clean;
}

async function write(rendered: RenderedPolicy, options: RenderOptions, io: Io): Promise<number> {
  const plan = planWrite(resolve(io.cwd, options.out ?? ""), rendered.artifacts, {
    force: options.force === true, prune: options.prune === true, policyName: rendered.policy?.name ?? "", covers: coverageOf(options),
  });
  if (plan.refusals.length > 0) throw new UsageError(`nothing was written: ${plan.refusals.join("\nerror: ")}`);
  const asked = options.check === true;
  const failure = asked ? null : applyPlan(plan);
  if (failure !== null) throw new UsageError(`nothing was written: ${failure.path}: ${failure.reason}`);
  tellStale(plan, options, io);
  await tellWriting(plan, rendered, options, io);
  return asked && plan.changes.some(({ kind }) => kind !== "unchanged") ? EXIT.found : EXIT.clean;
}

function tellStale({ stale }: WritePlan, { out = "" }: RenderOptions, io: Io): void {
  for (const path of stale) io.stderr.write(`warning: ${out}/${path} was made from this policy and is no longer rendered; --prune removes it\n`);
}

async function tellWriting(plan: WritePlan, { artifacts, report }: RenderedPolicy, options: RenderOptions, io: Io): Promise<void> {
  const folder = options.out ?? "";
  const writing: Writing = {
    folder, asked: options.check === true, steps: nextSteps(folder, artifacts),
    files: plan.changes.map(({ path, kind, artifact }) => ({ path, kind, mode: artifact?.mode ?? null })),
  };
  if (options.format === "terminal") io.stdout.write(writingText(writing, styleOf(options, io, "stdout")));
  else await emit({ ...report, writing }, options, io);
}
