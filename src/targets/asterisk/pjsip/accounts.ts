import type { Account } from "../../../policy/types.js";
import type { DigestAlgorithm, MediaEncryption } from "../../../posture/index.js";
import { planContext } from "../dialplan/contexts.js";
import { listenerFence } from "../fences.js";
import { callerId, comment, name, type Text, word } from "../quote.js";
import type { Scene } from "../scene.js";
import { type CredentialView, credentialOf, secretOf } from "./credentials.js";

export interface AccountView {
  readonly path: Text;
  readonly name: Text;
  readonly context: Text;
  readonly callerId: Text;
  readonly media: MediaView;
}

export interface MediaView {
  readonly encryption: Text;
  readonly dtls: boolean;
}

export interface PhoneView extends AccountView {
  readonly transport: Text;
  /** One access list, or none where anybody may reach the listener. */
  readonly fence: readonly Text[];
  readonly credential: CredentialView;
}

export function mediaOf(encryption: MediaEncryption): MediaView {
  return { encryption: word(encryption === "none" ? "no" : encryption), dtls: encryption === "dtls" };
}

/** An account as its calls see it, wherever it has authenticated. */
export function accountView(account: Account): AccountView {
  return {
    path: comment(account.path), name: name(account.name), context: planContext(account.calling),
    callerId: callerId(account.displayName, account.name), media: mediaOf(account.media.value),
  };
}

/** Accounts that authenticate here. */
export function phoneViews(scene: Scene, algorithms: readonly DigestAlgorithm[]): PhoneView[] {
  return scene.accounts.flatMap((account) => {
    const password = secretOf(account.secret, account.path, scene);
    if (password === null) return [];
    const view = scene.problems.quoting("asterisk-unquotable", account.at, () => ({
      ...accountView(account),
      transport: name(account.listener.name),
      fence: listenerFence(account.listener),
      credential: credentialOf(name(account.name), account.name, password, algorithms, scene),
    }));
    return view === null ? [] : [view];
  });
}
