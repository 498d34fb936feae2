import type { Policy } from "../policy/types.js";
import { TARGETS } from "../targets/index.js";
import type { Figure } from "../targets/target.js";

/** What the limits of a policy come to on its engines, in the order of the settings, node by node. */
export function figuresOf(policy: Policy): readonly Figure[] {
  const several = policy.nodes.length > 1;
  const figures = policy.nodes.flatMap((node) =>
    TARGETS.filter((target) => target.wanted(policy, node)).flatMap((target) => target.figures(policy, node).map((figure) => ({ ...figure, where: several ? `${node.name}: ${figure.where}` : figure.where }))),
  );
  const order = [policy.limits.register.path, policy.limits.invite.path, policy.limits.ban.path];
  return figures.toSorted((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
}
