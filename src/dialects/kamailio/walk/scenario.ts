/**
 * Who sends what: the walk asks what the routes do with it.
 *
 * - `stranger`: has no account, no known address, no dialog, and has sent nothing before;
 * - `impostor`: has an account, proves its password, and names somebody else in From and To;
 * - `account`: has an account and names it;
 * - `trusted`: comes from an address that the configuration knows.
 */
export type Sender = "stranger" | "impostor" | "account" | "trusted";

export interface Scenario {
  readonly method: string;
  /** A request without To-tag begins something; one with To-tag claims to belong to it. */
  readonly inDialog: boolean;
  /** Brings Route headers that lead elsewhere; a first request should have none. */
  readonly routed: boolean;
  readonly sender: Sender;
}

/** A request of somebody who has no account, no known address and no dialog: the one that must get nowhere. */
export function stranger(method: string): Scenario {
  return { method, inDialog: false, routed: false, sender: "stranger" };
}

/** Each is treated apart by the core or by the modules, whether or not the script names it (auth, api.c: pre_auth). */
const ALWAYS: readonly string[] = ["INVITE", "REGISTER", "ACK", "CANCEL", "PRACK"];

const METHODS: readonly string[] = ["OPTIONS", "MESSAGE", "SUBSCRIBE", "PUBLISH", "NOTIFY", "REFER", "BYE", "UPDATE", "INFO", "KDMQ"];

/** What a script that names these methods has to be asked; all methods that it does not name fare alike, so one of them stands for all. */
export function scenarios(named: ReadonlySet<string>): readonly Scenario[] {
  const [other] = METHODS.filter((method) => method !== "KDMQ" && !named.has(method)).sort((a, b) => preference(a) - preference(b));
  const first = [...ALWAYS, ...METHODS.filter((method) => named.has(method)), ...(other === undefined ? [] : [other])];
  const message = first.includes("MESSAGE") ? "MESSAGE" : (other ?? "OPTIONS");
  return [
    ...first.map(stranger),
    ...["INVITE", message].map((method): Scenario => ({ ...stranger(method), routed: true })),
    ...[...new Set(["INVITE", "BYE", "ACK", message, ...(named.has("REFER") ? ["REFER"] : [])])].map((method): Scenario => ({ method, inDialog: true, routed: true, sender: "stranger" })),
    ...["INVITE", "REGISTER"].flatMap((method) => (["impostor", "account"] as const).map((sender): Scenario => ({ ...stranger(method), sender }))),
    { ...stranger("INVITE"), sender: "trusted" },
  ];
}

/** A method that can do harm says more than one that cannot. */
function preference(method: string): number {
  return ["MESSAGE", "SUBSCRIBE", "REFER", "NOTIFY", "PUBLISH", "INFO", "UPDATE", "BYE", "OPTIONS"].indexOf(method);
}
