import { isKnown, type AsteriskSystem } from "../../posture/index.js";

/** Whether the release has what came with the first releases of its branch, `18.22 20.7 21.2 22`; a branch that is not named has it if it is newer than all. */
export function hasSince({ version }: AsteriskSystem, firsts: string): boolean {
  const numbers = (text: string): number[] => text.split(".").map(Number);
  const [major = 0, minor = Infinity, patch = Infinity] = numbers(isKnown(version) ? version.value : "22");
  const branches = firsts.split(" ").map(numbers);
  const first = branches.find(([branch]) => branch === major);
  if (first === undefined) return major > Math.max(...branches.map(([branch = 0]) => branch));
  const [, firstMinor = 0, firstPatch = 0] = first;
  return minor > firstMinor || (minor === firstMinor && patch >= firstPatch);
}
