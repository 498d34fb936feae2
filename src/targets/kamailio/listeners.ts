import type { Listener, Policy } from "../../policy/types.js";
import { ignoringCleartext } from "../exceptions.js";
import type { Quoted } from "../target.js";
import type { Problems } from "../problems.js";
import { bare, comment, host, number, string } from "./quote.js";
import { fromWorld, listenerGroup } from "./sources.js";

type Text = Quoted<"kamailio">;

export interface ListenerView {
  readonly path: Text;
  /** Name of the socket, quoted: the policy path, which `$Rn` gives back. */
  readonly name: Text;
  /** `tls:192.0.2.20:15061`. */
  readonly socket: Text;
  /** `192.0.2.20:15061`, as tls.cfg names a profile. */
  readonly place: Text;
  readonly host: Text;
  readonly restricted: boolean;
  readonly group: Text;
  /** Comments above it: what an audit would blame there and the policy bears with. */
  readonly ignoring: readonly Text[];
}

/** The edge's own listeners, in the policy's order. */
export function listenerViews(listeners: readonly Listener[], policy: Policy, problems: Problems): ListenerView[] {
  return listeners.flatMap((listener, index) => {
    const protocol = listener.protocol.value;
    if (protocol === "ws" || protocol === "wss") {
      problems.error("kamailio-websocket", `${listener.path} speaks ${protocol}: the Kamailio edge does not serve WebSocket`, listener.protocol.at, "use tls");
      return [];
    }
    const view = problems.quoting("kamailio-unquotable", listener.at, () => {
      const address = host(listener.address);
      const place = bare(`${address}:${listener.port.value}`);
      return {
        path: comment(listener.path),
        name: string(listener.path),
        socket: bare(`${protocol}:${place}`),
        place,
        host: address,
        restricted: !fromWorld(listener),
        group: number(listenerGroup(index)),
        ignoring: ignoringCleartext(policy, listener).map(comment),
      };
    });
    return view === null ? [] : [view];
  });
}
