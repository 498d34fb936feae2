import type { DialplanModel } from "../../../posture/index.js";
import type { Problem } from "../tree.js";

export type { Context, ContextInclude, Step, Switch } from "../../../posture/index.js";

export interface Dialplan extends DialplanModel {
  readonly problems: readonly Problem[];
}
