import type { KamailioSystem, ScriptCall } from "../../posture/index.js";

/** A call that asks who is in a group of permissions' addresses; null where it asks all groups, or nobody can tell which. */
export interface GroupCheck {
  readonly call: ScriptCall;
  readonly group: number | "any" | null;
}

/** Calls that trust an address for standing in a list (permissions: allow_source_address() without a group asks group 1). */
export function groupChecks({ calls }: KamailioSystem): readonly GroupCheck[] {
  return calls.flatMap((call): GroupCheck[] => {
    if (/^(?:allow_source_address_group|allow_address_group)$/.test(call.name)) return [{ call, group: "any" }];
    if (!/^(?:allow_source_address|allow_address)$/.test(call.name)) return [];
    const [first] = call.arguments;
    if (first === undefined) return [{ call, group: 1 }];
    return [{ call, group: first.literal === null || !/^\d+$/.test(String(first.literal)) ? null : Number(first.literal) }];
  });
}
