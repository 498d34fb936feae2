import type { Policy, Trunk } from "../../../policy/types.js";
import type { DigestAlgorithm } from "../../../posture/index.js";
import { trunkContext } from "../dialplan/contexts.js";
import { ignoring, ignoringUdp } from "../../exceptions.js";
import { contactOf, peerHosts } from "../peers.js";
import { comment, name, plainAddress, type Text, value } from "../quote.js";
import type { Scene } from "../scene.js";
import { type MediaView, mediaOf } from "./accounts.js";
import { authTypeOf, type CredentialView, credentialOf, secretOf } from "./credentials.js";

export interface TrunkView {
  readonly path: Text;
  readonly name: Text;
  readonly context: Text;
  readonly media: MediaView;
  /** Comments above its media_encryption: what an audit would blame there and the policy bears with. */
  readonly ignoring: readonly Text[];
}

export interface CarrierView extends TrunkView {
  readonly transport: Text;
  /** Where calls to it go, the first that answers OPTIONS; none where no call goes there. */
  readonly contacts: readonly Text[];
  /** Where its calls come from. The last is what an audit blames where the address alone is the proof. */
  readonly peers: readonly { readonly address: Text; readonly ignoring: readonly Text[] }[];
  /** One, or none for a trunk without a password. */
  readonly credential: readonly CredentialView[];
  readonly outbound: readonly OutboundView[];
}

interface OutboundView {
  readonly name: Text;
  readonly authType: Text;
  readonly username: Text;
  readonly password: Text;
}

export function trunkView(trunk: Trunk, policy: Policy): TrunkView {
  const subjects = [trunk.media.path, trunk.path, `${trunk.listener.path}.protocol`];
  const ignored = trunk.media.value === "none" ? ignoringUdp(policy, "media-cleartext", trunk, { rules: ["media-cleartext"], subjects }) : ignoring(policy, { rules: ["sdes-keys-cleartext"], subjects });
  return { path: comment(trunk.path), name: name(trunk.name), context: trunkContext(trunk), media: mediaOf(trunk.media.value), ignoring: ignored.map(comment) };
}

/** Trunks whose peers this Asterisk speaks to itself. */
export function carrierViews(scene: Scene, algorithms: readonly DigestAlgorithm[]): CarrierView[] {
  return scene.trunks.flatMap((trunk) => {
    const view = scene.problems.quoting("asterisk-unquotable", trunk.at, () => carrierView(trunk, algorithms, scene));
    return view === null ? [] : [view];
  });
}

function carrierView(trunk: Trunk, algorithms: readonly DigestAlgorithm[], scene: Scene): CarrierView {
  const { credentials } = trunk;
  const password = credentials === null ? null : secretOf(credentials.secret, trunk.path, scene);
  const hasCredentials = credentials !== null && password !== null;
  return {
    ...trunkView(trunk, scene.policy),
    transport: name(trunk.listener.name),
    contacts: contactsOf(trunk, scene),
    peers: peersOf(trunk, scene.policy),
    credential: hasCredentials ? [credentialOf(name(trunk.name), credentials.username, password, algorithms, scene)] : [],
    // The carrier's realm is not known beforehand, so no digest can be made of this password.
    outbound: hasCredentials ? [{ name: `outbound@${name(trunk.name)}` as Text, authType: authTypeOf(scene, "userpass"), username: value(credentials.username), password: value(password) }] : [],
  };
}

function peersOf(trunk: Trunk, policy: Policy): CarrierView["peers"] {
  const rules = [trunk.listener.protocol.value === "udp" ? "address-only-trust-over-udp" : "trunk-without-credentials"];
  const ignored = trunk.authentication.value === "address" ? ignoring(policy, { rules, subjects: [trunk.path] }) : [];
  const peers = [...trunk.peers.v4, ...trunk.peers.v6].map(plainAddress);
  return peers.map((address, index) => ({ address, ignoring: index === peers.length - 1 ? ignored.map(comment) : [] }));
}

function contactsOf(trunk: Trunk, { policy, problems }: Scene): Text[] {
  const called = policy.calling.plans.some((plan) => plan.trunk === trunk.name) || policy.calling.emergency.value.length > 0;
  if (!called) return [];
  const hosts = peerHosts(trunk);
  if (hosts.length === 0) {
    problems.error("asterisk-trunk-no-host", `${trunk.path}: calls go here, but ${trunk.peers.path} names no single host of the family of ${trunk.listener.path}, and a network cannot be called`, trunk.peers.at, "add the address that takes calls, e.g. 198.51.100.10/32");
  }
  return hosts.map((peer) => contactOf(peer, trunk));
}
