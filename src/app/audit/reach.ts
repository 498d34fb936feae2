import { exposureOf, intersection, isWorld, outerInterfaces, parseAddress, rangeToCidrs, sizeOf, type Admission, type Exposure, type Family, type Query } from "../../exposure/index.js";
import { filtersNear, isKnown, set, unknown, type Audience, type Fact, type FilterSystem, type Listener, type Protocol } from "../../posture/index.js";
import type { Span } from "../../source/index.js";

/**
 * Tells for each listener who may reach it. What the engine's own access lists narrow stays; where they let anybody in, the
 * packet filter decides, and without one nobody can tell.
 */
export function joinReach(listeners: readonly Listener[], filters: readonly FilterSystem[]): readonly Listener[] {
  return listeners.map((listener) => {
    const { protocol, port, audience } = listener;
    if (isKnown(audience) && !audience.value.world) return listener;
    if (filters.length === 0) return { ...listener, audience: unknown("no packet filter was given", audience.at, audience.spelling) };
    if (!isKnown(protocol) || !isKnown(port)) return listener;
    return { ...listener, audience: reachOf(filters, { protocol: transportOf(protocol.value), port: port.value, address: boundTo(listener) }, audience.at) };
  });
}

function transportOf(protocol: Protocol): "udp" | "tcp" {
  return protocol === "udp" ? "udp" : "tcp";
}

/** A socket of the audited host; `address` null where it is bound to all of them. */
interface Target {
  readonly protocol: "udp" | "tcp";
  readonly port: number;
  readonly address: { readonly family: Family; readonly value: bigint } | null;
}

function boundTo({ address }: Listener): Target["address"] {
  return isKnown(address) && address.value !== null ? parseAddress(address.value) : null;
}

function reachOf(filters: readonly FilterSystem[], target: Target, at: Span): Fact<Audience> {
  const { protocol, port } = target;
  const exposures = ([4, 6] as const).filter((family) => target.address === null || target.address.family === family).flatMap((family) => {
    const chosen = filtersNear(filters, family, at.file.path);
    if (chosen.length === 0) return [];
    const interfaces = [...new Set(chosen.flatMap(({ ruleset }) => outerInterfaces(ruleset)))];
    return interfaces.map((inInterface) => ({ family, exposure: throughAll(chosen.map(({ ruleset }) => exposureOf(ruleset, query(family, inInterface, target)))) }));
  });
  const open = exposures.filter(({ exposure }) => isWorld(exposure.sure));
  const [first] = open;
  if (first !== undefined) return fromWorld(first.exposure, at);
  const doubtful = exposures.find(({ exposure }) => isWorld(exposure.possible));
  if (doubtful !== undefined) return unknown(`whether ${protocol} port ${port} is open is decided by a rule of the packet filter that is not understood`, deciding(doubtful.exposure)?.at ?? at, "packet filter");
  const sources = [...new Set(exposures.flatMap(({ exposure }) => exposure.possible.ranges.flatMap((range) => rangeToCidrs(exposure.possible.family, range))))];
  const place = exposures.map(({ exposure }) => deciding(exposure)).find((rule) => rule !== undefined);
  return set({ world: false, sources: sources.slice(0, 20), roles: sources.length === 0 ? [] : ["unknown"] }, place?.at ?? at, `packet filter, ${protocol} port ${port}`);
}

/** What every one of several filters lets through; the narrowest of them is the one to look at. */
function throughAll(exposures: readonly Exposure[]): Exposure {
  return exposures.reduce((all, next) => {
    const narrower = sizeOf(next.possible) < sizeOf(all.possible) ? next : all;
    return { ...narrower, sure: intersection(all.sure, next.sure), possible: intersection(all.possible, next.possible) };
  });
}

function query(family: Family, inInterface: string, { protocol, port, address }: Target): Query {
  return { family, inInterface, protocol, sourcePort: null, destinationPort: port, destination: address?.value ?? null, state: "new" };
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
