import type { AsteriskSystem } from "../../posture/index.js";

/** Whether a file lies in the folder of a system. */
export function isOf({ path }: AsteriskSystem, file: string): boolean {
  return path === "." || path === "" ? true : file.startsWith(`${path}/`);
}
