import { asterisk } from "./asterisk/index.js";
import { fail2ban } from "./fail2ban/index.js";
import { iptables } from "./iptables/index.js";
import { kamailio } from "./kamailio/index.js";
import { nftables } from "./nftables/index.js";
import { TARGET_IDS, type Target, type TargetId } from "./target.js";

/** Every format we write; a new target is one line here and one in target.ts. */
export const TARGETS: readonly Target[] = [asterisk, kamailio, iptables, nftables, fail2ban];

/** Which targets write secrets or digests: the others render without any secret at hand. */
export const NEEDS_SECRETS: Readonly<Record<TargetId, boolean>> = { asterisk: true, kamailio: true, iptables: false, nftables: false, fail2ban: false };

export { TARGET_IDS, type TargetId };
export type { Artifact, RenderInput, Rendering, Secrets, Target } from "./target.js";
