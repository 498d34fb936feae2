import type { CoreLink } from "../../../policy/types.js";
import { linkTransport, PING_USER, TRUNK_HEADER } from "../../link.js";
import { EDGE_FENCE } from "../fences.js";
import { host, name, number, type Text, value, word } from "../quote.js";
import type { Scene } from "../scene.js";
import { type AccountView, accountView } from "./accounts.js";
import { LINK_TRANSPORT } from "./transports.js";
import { type TrunkView, trunkView } from "./trunks.js";

/** What the core knows of its edge; what goes over the wire between them is in ../../link.ts. */
export interface CoreView {
  readonly transport: Text;
  readonly fence: Text;
  /** Every request for an account goes there. */
  readonly proxy: Text;
  readonly pingUser: Text;
  /** Set where edge and core share a host: SIP is on loopback there, and media is not. */
  readonly mediaAddress: readonly Text[];
  readonly accounts: readonly AccountView[];
  readonly trunks: readonly RelayedTrunk[];
}

interface RelayedTrunk extends TrunkView {
  /** The edge: every call to this trunk goes there. */
  readonly contact: Text;
  readonly header: Text;
}

export function coreView(link: CoreLink, { accounts, trunks, problems, policy }: Scene): CoreView {
  const edge = `sip:${host(link.address.edge)}:${number(link.port.edge)};transport=${linkTransport(link)}`;
  return {
    transport: LINK_TRANSPORT,
    fence: EDGE_FENCE,
    proxy: value(`${edge};lr`),
    pingUser: name(PING_USER),
    mediaAddress: link.edgeNode === link.coreNode ? [host(link.mediaAddress)] : [],
    accounts: accounts.flatMap((account) => problems.quoting("asterisk-unquotable", account.at, () => accountView(account)) ?? []),
    trunks: trunks.map((trunk) => ({ ...trunkView(trunk, policy), contact: value(edge), header: word(TRUNK_HEADER) })),
  };
}
