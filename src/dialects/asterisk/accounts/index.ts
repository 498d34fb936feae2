import type { AsteriskAccount } from "../../../posture/index.js";
import type { Loaded } from "../category.js";
import type { ConfigName } from "../known/index.js";
import { namedAcls } from "../lower/acl.js";
import type { AsteriskVersion } from "../pjsip/option.js";
import { iaxPeers, sipPeers } from "./channels.js";
import { mailboxes } from "./mailboxes.js";
import { amiUsers, ariUsers } from "./managers.js";

/** Accounts of every file that holds some but pjsip.conf. chan_sip is gone from 21 on, and with it who is in its file. */
export function readAccounts(loaded: ReadonlyMap<ConfigName, Loaded>, version: AsteriskVersion): AsteriskAccount[] {
  const named = namedAcls(loaded.get("acl.conf") ?? null);
  const by = `Asterisk ${version}`;
  const of = (name: ConfigName, read: (file: Loaded) => AsteriskAccount[]): AsteriskAccount[] => {
    const file = loaded.get(name);
    return file === undefined ? [] : read(file);
  };
  return [
    ...of("sip.conf", (file) => sipPeers(file, named, by).map((account) => (Number.parseInt(version, 10) <= 20 ? account : { ...account, loaded: false, because: "chan_sip is gone from Asterisk 21 on" }))),
    ...of("iax.conf", (file) => iaxPeers(file, named, by)),
    ...of("manager.conf", (file) => amiUsers(file, named, by)),
    ...of("ari.conf", (file) => ariUsers(file, named, version)),
    ...of("voicemail.conf", (file) => mailboxes(file, by)),
  ];
}
