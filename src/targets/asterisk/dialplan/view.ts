import { TRUNK_HEADER } from "../../link.js";
import { comment, extension, name, type Text, word } from "../quote.js";
import type { Scene } from "../scene.js";
import { emergencyContext, trunkContext } from "./contexts.js";
import { type EmergencyView, emergencyViews } from "./emergency.js";
import { type NumbersView, numbersView } from "./numbers.js";
import { type PlanView, planViews } from "./plans.js";

export interface DialplanView {
  readonly accounts: readonly { readonly path: Text; readonly extension: Text; readonly name: Text }[];
  readonly plans: readonly PlanView[];
  /** Where accounts without a plan find the emergency numbers. */
  readonly emergencyOnly: Text;
  readonly emergencies: readonly EmergencyView[];
  readonly trunks: readonly InboundView[];
  /** One, or none where no plan reaches outside. */
  readonly numbers: readonly NumbersView[];
  /** Calls to trunks go through an edge, which wants to be told the trunk. */
  readonly edge: readonly { readonly header: Text }[];
}

interface InboundView {
  readonly path: Text;
  readonly name: Text;
  readonly context: Text;
  /** The account that rings; none where calls from this trunk are refused. */
  readonly rings: readonly Text[];
}

export function dialplanView(scene: Scene): DialplanView {
  const numbers = numbersView(scene);
  return {
    accounts: scene.accounts.map((account) => ({ path: comment(account.path), extension: extension(account.name), name: name(account.name) })),
    plans: planViews(scene),
    emergencyOnly: emergencyContext(scene.trunks[0] ?? null),
    emergencies: emergencyViews(scene),
    trunks: scene.trunks.map((trunk) => ({ path: comment(trunk.path), name: name(trunk.name), context: trunkContext(trunk), rings: trunk.inbound === null ? [] : [name(trunk.inbound.name)] })),
    numbers: numbers === null ? [] : [numbers],
    edge: scene.link === null ? [] : [{ header: word(TRUNK_HEADER) }],
  };
}
