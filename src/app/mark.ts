import { MARK } from "../targets/header.js";

/** Characters at a file's start within which the mark stands: a `#!` line may come before it. */
const HEAD = 400;

/** Whether a text is a file of our making. */
export function isOurs(text: string): boolean {
  return text.slice(0, HEAD).includes(MARK);
}

/** Whether it was made from the policy of this name. */
export function isOfPolicy(text: string, policyName: string): boolean {
  return isOurs(text) && text.slice(0, HEAD).includes(`from the policy "${policyName}"`);
}
