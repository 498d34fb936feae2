import type { Policy, PolicyNode, SecretRef } from "../policy/types.js";
import type { Diagnostic } from "../source/index.js";
import { NEEDS_SECRETS, TARGETS, type Artifact, type Secrets, type Target, type TargetId } from "../targets/index.js";
import { isOurs } from "./mark.js";
import { placeholderSecrets } from "./placeholder-secrets.js";

/** What to render of a policy; everything that it wants where nothing is chosen. */
export interface Selection {
  readonly targets?: readonly TargetId[];
  /** Names of nodes. */
  readonly nodes?: readonly string[];
}

/** All artifacts, or, where one error occurs anywhere, none: nothing partial ever leaves here. */
export interface Rendered {
  /** Sorted by path; paths start with the node's folder. */
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One target for one node. */
export interface Job {
  readonly target: Target;
  readonly node: PolicyNode;
}

/** The jobs that a policy wants, narrowed to a selection. What was selected and does not exist or is not wanted is an error. */
export function planJobs(policy: Policy, selection: Selection, targets: readonly Target[] = TARGETS): { jobs: readonly Job[]; diagnostics: readonly Diagnostic[] } {
  const wanted = policy.nodes.flatMap((node) => targets.filter((target) => target.wanted(policy, node)).map((target) => ({ target, node })));
  const jobs = wanted.filter(({ target, node }) => (selection.targets?.includes(target.id) ?? true) && (selection.nodes?.includes(node.name) ?? true));
  return { jobs, diagnostics: [...unwantedTargets(policy, wanted, selection), ...unknownNodes(policy, selection)] };
}

function unwantedTargets(policy: Policy, wanted: readonly Job[], { targets = [] }: Selection): Diagnostic[] {
  const used = [...new Set(wanted.map(({ target }) => target.id))];
  return targets.filter((id) => !used.includes(id)).map((id) => ({
    level: "error", code: "target-unused", message: `the policy has no use for the target ${id}`, at: policy.at, hint: `it renders: ${used.join(", ")}`,
  }));
}

function unknownNodes(policy: Policy, { nodes = [] }: Selection): Diagnostic[] {
  const names = policy.nodes.map(({ name }) => name);
  return nodes.filter((name) => !names.includes(name)).map((name) => ({
    level: "error", code: "node-unknown", message: `the policy has no node ${name}`, at: policy.at, hint: `it has: ${names.join(", ")}`,
  }));
}

/** Gets secrets by their references, with an error for each that cannot be had. */
export type SecretResolver = (refs: readonly SecretRef[]) => { readonly secrets: Secrets; readonly diagnostics: readonly Diagnostic[] };

/** The whole way from a policy to its artifacts, every mistake on it told in one run. */
export function render(policy: Policy, selection: Selection, resolve: SecretResolver, targets: readonly Target[] = TARGETS): Rendered {
  const { jobs, diagnostics } = planJobs(policy, selection, targets);
  if (diagnostics.length > 0) return { artifacts: [], diagnostics };
  const refs = secretsNeeded(policy, jobs);
  const found = resolve(refs);
  // Placeholders stand in for secrets that are missing, so that what the targets object to is told in the same run.
  const rendered = renderJobs(policy, jobs, new Map([...placeholderSecrets(refs), ...found.secrets]));
  const all = [...found.diagnostics, ...rendered.diagnostics];
  return { artifacts: hasErrors(all) ? [] : rendered.artifacts, diagnostics: all };
}

/** References that these jobs need resolved, in the policy's order. */
function secretsNeeded(policy: Policy, jobs: readonly Job[]): readonly SecretRef[] {
  if (!jobs.some(({ target }) => NEEDS_SECRETS[target.id])) return [];
  return [...policy.accounts.map(({ secret }) => secret), ...policy.trunks.flatMap(({ credentials }) => (credentials === null ? [] : [credentials.secret]))];
}

function renderJobs(policy: Policy, jobs: readonly Job[], secrets: Secrets): Rendered {
  const renderings = jobs.map(({ target, node }) => ({ node, ...target.render({ policy, node, secrets }) }));
  const diagnostics = renderings.flatMap((rendering) => rendering.diagnostics);
  if (hasErrors(diagnostics)) return { artifacts: [], diagnostics };
  const artifacts = renderings
    .flatMap(({ artifacts, node }) => artifacts.map((artifact) => ({ ...artifact, path: node.folder === "" ? artifact.path : `${node.folder}/${artifact.path}` })))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { artifacts: checked(artifacts), diagnostics };
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ level }) => level === "error");
}

/** What writing relies on. A breach is a bug in a target, so it throws. */
function checked(artifacts: readonly Artifact[]): readonly Artifact[] {
  const seen = new Set<string>();
  for (const { path, text, target } of artifacts) {
    if (!/^\w[\w.-]*(\/\w[\w.-]*)+$/.test(path) || !path.split("/").includes(target)) throw new Error(`artifact path ${path} is not plain and below ${target}/`);
    if (seen.has(path)) throw new Error(`two artifacts are called ${path}`);
    if (!isOurs(text)) throw new Error(`artifact ${path} lacks the mark by which we know our own files`);
    seen.add(path);
  }
  return artifacts;
}
