import validate from "#generated/validate-policy.cjs";
import type { Problems } from "../problems.js";
import { toData, type Node } from "../read/tree.js";

export function checkSchema(root: Node, problems: Problems): void {
  if (validate(toData(root))) return;
  for (const error of validate.errors ?? []) problems.error("schema", root.span, `${error.instancePath} ${error.message ?? ""}`);
}
