import type { AsteriskSystem, PjsipModel, PjsipObject, Posture } from "../../posture/index.js";
import type { Span } from "../../source/index.js";
import type { DraftAccount, DraftListener, ImportedSecret, Tell } from "./draft.js";

/** Legal as an account's name: it is what the phone registers as and what is dialled. */
export const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export interface ImportedAccounts {
  readonly accounts: readonly DraftAccount[];
  readonly secrets: readonly ImportedSecret[];
}

/** Every endpoint that is no trunk, with its password where the old files have it in clear. */
export function draftAccounts(posture: Posture, { pjsip }: AsteriskSystem, listeners: readonly DraftListener[], tell: Tell): ImportedAccounts {
  const accounts: DraftAccount[] = [];
  const secrets: ImportedSecret[] = [];
  const [first] = listeners;
  if (pjsip === null || first === undefined) return { accounts, secrets };
  const find = finder(pjsip);
  for (const { category } of pjsip.dropped.filter(({ type }) => type === "endpoint")) {
    tell({ code: "import-endpoint-dropped", at: category.at, message: `Asterisk does not load endpoint \`${category.name}\` for a mistake in it, so the policy has no such account`, hint: "mend it in the old file and import again, or add it by hand" });
  }
  for (const { name, at } of posture.accounts ?? []) {
    const endpoint = find("endpoint", name);
    if (endpoint === undefined) continue;
    if (!NAME.test(name)) {
      tell({ code: "import-account-name", at, message: `\`${name}\` is no name that the policy takes for an account`, hint: "give the phone a name of letters, digits and the signs . _ -" });
      continue;
    }
    const secret = `secrets/${name}`;
    accounts.push({ name, listener: listenerOf(endpoint, listeners, first, tell), secret, at });
    secrets.push({ path: secret, text: passwordOf(endpoint, find, at, tell) });
  }
  return { accounts, secrets };
}

type Finder = (type: string, id: string) => PjsipObject | undefined;

export function finder({ byType }: PjsipModel): Finder {
  const index = new Map<string, ReadonlyMap<string, PjsipObject>>();
  return (type, id) => {
    const known = index.get(type) ?? new Map((byType.get(type) ?? []).map((object) => [object.id, object]));
    index.set(type, known);
    return known.get(id);
  };
}

export function valueOf(object: PjsipObject | undefined, name: string): string {
  return object?.options.get(name)?.value ?? "";
}

/** The listener of the transport that the endpoint names; without a name the phone may come by any of them. */
export function listenerOf(endpoint: PjsipObject, listeners: readonly DraftListener[], first: DraftListener, tell: Tell): string {
  const named = valueOf(endpoint, "transport");
  const own = named === "" ? undefined : listeners.find(({ was }) => was === named);
  if (own !== undefined) return own.name;
  const widest = listeners.find(({ from }) => from.includes("world")) ?? listeners[0] ?? first;
  if (listeners.length > 1) {
    tell({ code: "import-listener-chosen", at: endpoint.at, message: `\`${endpoint.id}\` names no transport that is a listener, so it may come in by any; the policy has it on \`${widest.name}\``, hint: "put it on the listener that its phone is configured for" });
  }
  return widest.name;
}

function passwordOf(endpoint: PjsipObject, find: Finder, at: Span, tell: Tell): string | null {
  const [named = ""] = valueOf(endpoint, "auth").split(",").map((part) => part.trim());
  const auth = find("auth", named);
  if (auth === undefined) {
    tell({ code: "import-password-missing", at, message: `\`${endpoint.id}\` was let in without a password; the policy has none like it`, hint: "put a new password into its file and into the phone" });
    return null;
  }
  const username = valueOf(auth, "username");
  if (username !== endpoint.id) {
    tell({ code: "import-user-name", at: auth.options.get("username")?.settings.at(-1)?.at ?? auth.at, message: `the phone of \`${endpoint.id}\` proves itself as \`${username}\`; from now on it has to be \`${endpoint.id}\``, hint: "change the authentication name in the phone" });
  }
  const password = valueOf(auth, "password");
  if (password !== "") return password;
  tell({ code: "import-password-digest", at: auth.at, message: `of the password of \`${endpoint.id}\` there is a digest alone`, hint: "put the password, or a new one, into its file" });
  return null;
}
