import { isKnown, type Audience, type Fact } from "../../posture/index.js";

/** From where something was reachable, before its addresses have names. */
export interface Reach {
  readonly world: boolean;
  readonly localhost: boolean;
  readonly cidrs: readonly string[];
}

/** Null where nobody knows it, or nobody gets there. */
export function reachOfAudience(audience: Fact<Audience>): Reach | null {
  if (!isKnown(audience)) return null;
  const { world, sources } = audience.value;
  const local = sources.filter((source) => source === "localhost" || /^127\.|^::1\/128$/.test(source));
  const cidrs = sources.filter((source) => !local.includes(source));
  return world || sources.length > 0 ? { world, localhost: local.length > 0, cidrs: world ? [] : cidrs } : null;
}

/** Names for `from`. Where none are left, localhost alone: what is not known is shut. */
export function fromNames(reach: Reach | null, names: readonly string[]): readonly string[] {
  if (reach === null) return ["localhost"];
  const all = [...(reach.world ? ["world"] : []), ...(reach.localhost ? ["localhost"] : []), ...names];
  return all.length === 0 ? ["localhost"] : all;
}
