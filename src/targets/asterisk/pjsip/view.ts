import { outerFence } from "../fences.js";
import { type Text, value, word } from "../quote.js";
import type { Scene } from "../scene.js";
import { type PhoneView, phoneViews } from "./accounts.js";
import { type CoreView, coreView } from "./core.js";
import { algorithmsOf, authTypeOf } from "./credentials.js";
import { type CarrierView, carrierViews } from "./trunks.js";
import { type TransportView, transportViews } from "./transports.js";

export interface PjsipView {
  readonly userAgent: Text;
  readonly realm: Text;
  readonly authType: Text;
  /** This version can be told which digests it offers. */
  readonly hasDigests: boolean;
  readonly algorithms: Text;
  readonly identifiers: Text;
  readonly outerFence: readonly Text[];
  readonly transports: readonly TransportView[];
  readonly phones: readonly PhoneView[];
  readonly carriers: readonly CarrierView[];
  /** One behind an edge, else none; then there are no phones and carriers. */
  readonly core: readonly CoreView[];
}

export function pjsipView(scene: Scene): PjsipView | null {
  const { link, policy, problems } = scene;
  const algorithms = algorithmsOf(scene);
  const realm = problems.quoting("asterisk-unquotable", policy.auth.realm.at, () => value(policy.auth.realm.value));
  if (realm === null) return null;
  return {
    userAgent: "PBX" as Text,
    realm, authType: authTypeOf(scene, "md5"), hasDigests: scene.able.digests, algorithms: algorithms.map(word).join(",") as Text,
    identifiers: word(link === null ? "ip,username" : "header,username"),
    outerFence: outerFence(scene),
    transports: transportViews(scene),
    phones: link === null ? phoneViews(scene, algorithms) : [],
    carriers: link === null ? carrierViews(scene, algorithms) : [],
    core: link === null ? [] : [coreView(link, scene)],
  };
}
