import type { Policy } from "../policy/types.js";
import { VERSION } from "../version.js";

/** First words of every rendered file: what tells our files from the user's own. */
export const MARK = "Made by Ringfence";

/**
 * The lines every artifact starts with, each behind the format's comment sign. They hold no clock, so that two renders
 * of one policy are equal byte for byte.
 */
export function headerLines(policy: Policy, comment: string): string {
  return [
    `${MARK} ${VERSION} from the policy "${policy.name.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "?")}" (sha256 ${policy.hash.slice(0, 16)}).`,
    `Profile ${policy.profile.value}, guideline ${policy.guideline}. Edit the policy, not this file: it is written anew by "ringfence render".`,
  ]
    .map((line) => `${comment} ${line}`)
    .join("\n");
}
