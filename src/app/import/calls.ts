import type { AsteriskSystem } from "../../posture/index.js";
import type { Tell } from "./draft.js";

/** Applications that place calls. */
const CALLS: ReadonlySet<string> = new Set(["dial", "originate", "page", "retrydial"]);

/** Names the lines by which the old system called out: which numbers may be dialled is decided anew, by plans. */
export function outwardCalls({ pjsip, dialplan }: AsteriskSystem, tell: Tell): void {
  const accounts = new Set((pjsip?.byType.get("endpoint") ?? []).map(({ id }) => id));
  for (const { name, steps } of dialplan?.contexts.values() ?? []) {
    const calling = steps.find(({ application, data }) => CALLS.has(application.toLowerCase()) && goesOut(data, accounts));
    if (calling === undefined) continue;
    tell({ code: "import-calls", at: calling.at, message: `context \`${name}\` calls out here; accounts of the policy call each other and for help alone`, hint: "write a plan under `calling.plans` with the classes of numbers it shall allow, and give it to the accounts that had this context" });
  }
}

/** Any destination that is not a single known endpoint may be a trunk. */
function goesOut(data: string, endpoints: ReadonlySet<string>): boolean {
  const destination = data.split(",")[0] ?? "";
  const named = /^PJSIP\/([^@/&$]+)$/.exec(destination);
  return named === null || !endpoints.has(named[1] ?? "");
}
