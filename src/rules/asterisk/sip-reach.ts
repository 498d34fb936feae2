import { isKnown, type AsteriskSystem, type Posture } from "../../posture/index.js";
import { reachOf, widest, type Reach } from "../reach.js";

/** The widest reach of chan_sip's own sockets; `unknown` where no packet filter was given. */
export function reachOfSip({ listeners = [] }: Posture, { path }: AsteriskSystem): Reach {
  const own = listeners.filter(({ name, at }) => name.startsWith("chan_sip ") && (path === "." || at.file.path.startsWith(`${path}/`)));
  const reaches = own.map(({ audience }) => {
    const reach = reachOf(audience);
    return reach === "unknown" && isKnown(audience) ? "peers" : reach;
  });
  return reaches.length === 0 ? "unknown" : widest(reaches);
}
