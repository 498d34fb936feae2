import { addressSet, intersection, isEmpty, isWorld, parseRange, rangeToCidrs, sizeOf, unionOf, type Admission, type Exposure } from "../../exposure/index.js";
import { isKnown, set, unknown, type Audience, type Fact, type FilterSystem, type Listener, type ManagementService } from "../../posture/index.js";
import type { Span } from "../../source/index.js";
import { askFilters, targetOf, targetOfService, type Target } from "./host-filters.js";

/**
 * Tells for each listener who may reach it. What the engine's own access lists narrow stays; where they let anybody in, the
 * packet filter decides, and without one nobody can tell.
 */
export function joinReach(listeners: readonly Listener[], filters: readonly FilterSystem[]): readonly Listener[] {
  return listeners.map((listener) => {
    const { audience } = listener;
    if (isKnown(audience) && !audience.value.world) return { ...listener, audience: narrowed(audience, targetOf(listener), filters) };
    if (filters.length === 0) return { ...listener, audience: unknown("no packet filter was given", audience.at, audience.spelling) };
    const target = targetOf(listener);
    return target === null ? listener : { ...listener, audience: reachOf(filters, target, audience.at) };
  });
}

/** The same for management. Where it listens says whom it is for: without a packet filter the engine's word stands. */
export function joinManagement(services: readonly ManagementService[], filters: readonly FilterSystem[]): readonly ManagementService[] {
  return services.map((service) => {
    const { audience } = service;
    const target = targetOfService(service);
    // Of SSH no file says whom it is for.
    if (filters.length === 0 && service.service === "ssh" && isKnown(audience) && audience.value.world) return { ...service, audience: unknown("no packet filter was given", audience.at, audience.spelling) };
    if (filters.length === 0 || target === null || !isKnown(audience) || isLocal(audience.value)) return service;
    return { ...service, audience: audience.value.world ? reachOf(filters, target, audience.at) : narrowed(audience, target, filters) };
  });
}

/** Filters ask nothing of what stays on the host. */
function isLocal({ roles }: Audience): boolean {
  return roles.length > 0 && roles.every((role) => role === "localhost");
}

/** Whom the engine's own lists and the filter both let in: each may be the narrower one. */
function narrowed(audience: Fact<Audience>, target: Target | null, filters: readonly FilterSystem[]): Fact<Audience> {
  const met = target === null ? [] : askFilters(filters, target, audience.at.file.path);
  const own = isKnown(audience) ? audience.value.sources.map(parseRange) : [];
  // What is told by name, as localhost, never reaches the filter.
  if (met.length === 0 || own.length === 0 || own.includes(null)) return audience;
  const sets = met.map(({ family, exposure }) => intersection(exposure.possible, addressSet(family, own.flatMap((range) => (range?.family === family ? [range.range] : [])))));
  const listed = ([4, 6] as const).map((family) => addressSet(family, own.flatMap((range) => (range?.family === family ? [range.range] : []))));
  const families = new Set(met.map(({ family }) => family));
  if (listed.some((set) => !isEmpty(set) && !families.has(set.family))) return audience;
  const both = ([4, 6] as const).map((family) => unionOf(family, sets.filter((one) => one.family === family)));
  if (both.every((one, index) => sizeOf(one) === sizeOf(listed[index] ?? one))) return audience;
  const sources = both.flatMap((one) => one.ranges.flatMap((range) => rangeToCidrs(one.family, range)));
  const place = met.map(({ exposure }) => deciding(exposure)).find((rule) => rule !== undefined);
  return set({ world: false, sources: sources, roles: sources.length === 0 ? [] : ["unknown"] }, place?.at ?? audience.at, "packet filter and access list");
}

/** Who gets through the packet filter to a socket; unknown where none was given. */
export function reachOf(filters: readonly FilterSystem[], target: Target, at: Span): Fact<Audience> {
  const { protocol, port } = target;
  if (filters.length === 0) return unknown("no packet filter was given", at, "packet filter");
  const exposures = askFilters(filters, target, at.file.path);
  if (exposures.length === 0) return unknown("the packet filters that were given decide nothing about its address", at, "packet filter");
  const open = exposures.filter(({ exposure }) => isWorld(exposure.sure));
  const [first] = open;
  if (first !== undefined) return fromWorld(first.exposure, at);
  const doubtful = exposures.find(({ exposure }) => isWorld(exposure.possible));
  if (doubtful !== undefined) return unknown(`whether ${protocol} port ${port} is open is decided by a rule of the packet filter that is not understood`, deciding(doubtful.exposure)?.at ?? at, "packet filter");
  const sources = [...new Set(exposures.flatMap(({ exposure }) => exposure.possible.ranges.flatMap((range) => rangeToCidrs(exposure.possible.family, range))))];
  const place = exposures.map(({ exposure }) => deciding(exposure)).find((rule) => rule !== undefined);
  return set({ world: false, sources: sources, roles: sources.length === 0 ? [] : ["unknown"] }, place?.at ?? at, `packet filter, ${protocol} port ${port}`);
}

function fromWorld(exposure: Exposure, at: Span): Fact<Audience> {
  const widest = exposure.admissions.toSorted((a, b) => Number(sizeOf(b.sure) - sizeOf(a.sure) > 0n) - 0.5)[0];
  return set({ world: true, sources: [], roles: ["world"] }, placeOf(widest) ?? at, spellingOf(widest));
}

/** The rule lets in, or the policy of the chain does. */
function placeOf(admission: Admission | undefined): Span | undefined {
  return admission === undefined ? undefined : (admission.rule?.at ?? admission.chain.base?.policyAt ?? admission.chain.at);
}

function spellingOf(admission: Admission | undefined): string {
  if (admission === undefined) return "packet filter";
  return admission.rule === null ? `policy of chain ${admission.chain.name}` : `rule in chain ${admission.chain.name}`;
}

function deciding({ admissions }: Exposure): { readonly at: Span } | undefined {
  const [first] = admissions;
  const at = placeOf(first);
  return at === undefined ? undefined : { at };
}
