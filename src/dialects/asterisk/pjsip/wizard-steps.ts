import type { Span } from "../../../source/index.js";
import { type Category, sameCase, type Variable } from "../category.js";
import type { Word } from "../tree.js";
import { isTrue } from "./words.js";
import type { WizardType } from "./wizard-options.js";

/** What a wizard does for one type of object, one after the other until something fails. */
export type WizardStep =
  | { readonly kind: "make"; readonly section: Category }
  | { readonly kind: "refuse"; readonly code: string; readonly message: string; readonly at: Span }
  /** Objects of an earlier wizard of the same name that go. */
  | { readonly kind: "remove"; readonly gone: (id: string) => boolean };

/** The handlers of res_pjsip_config_wizard.c; the same in 16 and 22. */
export function wizardSteps(type: WizardType, wizard: Category): WizardStep[] {
  const source = new Wizard(wizard);
  switch (type) {
    case "auth":
      return [authStep(source, "outbound"), authStep(source, "inbound")];
    case "aor":
      return [aorStep(source)];
    case "endpoint":
      return [endpointStep(source)];
    case "identify":
      return [identifyStep(source)];
    case "registration":
      return registrationSteps(source);
    case "phoneprov":
      return [phoneprovStep(source)];
  }
}

/** One section of pjsip_wizard.conf. */
class Wizard {
  readonly id: string;

  constructor(readonly section: Category) {
    this.id = section.name;
  }

  /** The last line of a name counts. */
  last(name: string): Variable | null {
    return this.section.variables.findLast((variable) => sameCase(variable.name, name)) ?? null;
  }

  /** The last line of a name, unless it is empty. */
  filled(name: string): Variable | null {
    const line = this.last(name);
    return line === null || line.value === "" ? null : line;
  }

  says(name: string): boolean {
    return isTrue(this.last(name)?.value ?? "no");
  }

  /** Lines that begin with a prefix, without it. */
  under(prefix: string): Variable[] {
    return this.section.variables.flatMap((variable) => (variable.name.startsWith(prefix) && variable.name.length > prefix.length ? [{ ...variable, name: variable.name.slice(prefix.length), nameAt: part(variable.nameAt, prefix.length, variable.name.length) }] : []));
  }

  /** A line that the wizard writes, on account of one that somebody wrote or of the section as such. */
  line(name: string, value: string, from: Variable | null = null, at: Word = from?.at ?? this.section.at): Variable {
    return { name, value, nameAt: from?.nameAt ?? this.section.at, at, via: from?.via ?? null };
  }

  /** The engine marks what a wizard made with its name. */
  mark(): Variable {
    return this.line("@pjsip_wizard", this.id);
  }

  make(id: string, variables: readonly Variable[]): WizardStep {
    const { section } = this;
    return { kind: "make", section: { name: id, at: section.at, isTemplate: false, templates: section.templates, variables } };
  }

  refuse(message: string, line: Variable | null): WizardStep {
    return { kind: "refuse", code: "wizard-refused", message, at: line?.at ?? this.section.at };
  }

  /** Elements of remote_hosts, with their places. */
  hosts(): { readonly host: string; readonly line: Variable; readonly at: Word }[] {
    const line = this.filled("remote_hosts");
    if (line === null) return [];
    const hosts: { host: string; line: Variable; at: Word }[] = [];
    let start = 0;
    for (const piece of line.value.split(",")) {
      const host = piece.trim();
      const from = start + piece.indexOf(host);
      hosts.push({ host, line, at: part(line.at, from, from + host.length) });
      start += piece.length + 1;
    }
    return hosts;
  }

  /** Variables in a pattern, as the engine puts them in: one that it does not know is empty. */
  filledIn(pattern: string, values: Readonly<Record<string, string>>): string {
    return pattern.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  }
}

/** A part of a word; the whole place where comments or escapes stand inside. */
function part(word: Word, from: number, to: number): Word {
  const text = word.text.slice(from, to);
  return word.end - word.start === word.text.length ? { file: word.file, text, start: word.start + from, end: word.start + to } : { ...word, text };
}

function remove(gone: (id: string) => boolean): WizardStep {
  return { kind: "remove", gone };
}

function authStep(wizard: Wizard, direction: "inbound" | "outbound"): WizardStep {
  const [letter, option] = direction === "inbound" ? (["i", "accepts_auth"] as const) : (["o", "sends_auth"] as const);
  const id = `${wizard.id}-${letter}auth`;
  if (!wizard.says(option)) return remove((other) => other === id);
  const lines = wizard.under(`${direction}_auth/`);
  const has = (name: string): boolean => lines.some((line) => sameCase(line.name, name));
  if (!has("username")) return wizard.refuse(`\`${option}\` needs \`${direction}_auth/username\`: there is no auth object, and the endpoint that names it serves nobody`, wizard.last(option));
  return wizard.make(id, [...lines, wizard.mark(), ...(has("auth_type") ? [] : [wizard.line("auth_type", "userpass")])]);
}

function aorStep(wizard: Wizard): WizardStep {
  const lines = [...wizard.under("aor/"), wizard.mark(), ...own(wizard, "outbound_proxy")];
  if (lines.some(({ name }) => sameCase(name, "contact"))) return wizard.make(wizard.id, lines);
  const pattern = wizard.last("contact_pattern")?.value ?? "sip:${REMOTE_HOST}";
  const contacts = pattern === "" ? [] : wizard.hosts().map(({ host, line, at }) => wizard.line("contact", wizard.filledIn(pattern, { REMOTE_HOST: host }), line, at));
  return wizard.make(wizard.id, [...lines, ...contacts]);
}

/** Options of the wizard that an object gets under the same name. */
function own(wizard: Wizard, name: string): Variable[] {
  const line = wizard.filled(name);
  return line === null ? [] : [wizard.line(name, line.value, line)];
}

function endpointStep(wizard: Wizard): WizardStep {
  const lines = [...wizard.under("endpoint/"), wizard.mark(), wizard.line("aors", wizard.id), ...own(wizard, "outbound_proxy")];
  const hint = wizardHint(wizard.section);
  if (hint !== null) lines.push(wizard.line("@hint_context", hint.context), wizard.line("@hint_exten", hint.extension.value, hint.extension));
  lines.push(...own(wizard, "transport"));
  if (wizard.says("sends_auth")) lines.push(wizard.line("outbound_auth", `${wizard.id}-oauth`, wizard.last("sends_auth")));
  if (wizard.says("accepts_auth")) lines.push(wizard.line("auth", `${wizard.id}-iauth`, wizard.last("accepts_auth")));
  return wizard.make(wizard.id, lines);
}

function identifyStep(wizard: Wizard): WizardStep {
  const id = `${wizard.id}-identify`;
  if (wizard.says("accepts_registrations") || wizard.says("sends_line_with_registrations")) return remove((other) => other === id);
  const hosts = wizard.hosts();
  if (hosts.length === 0) return wizard.refuse("a wizard that accepts no registrations needs `remote_hosts`: no identify object is made", wizard.last("remote_hosts") ?? wizard.last("accepts_registrations"));
  const lines = [...wizard.under("identify/"), wizard.line("endpoint", wizard.id), wizard.mark()];
  const matches = lines.some(({ name }) => sameCase(name, "match")) ? [] : hosts.map(({ host, line, at }) => wizard.line("match", host, line, at));
  return wizard.make(id, [...lines, ...matches]);
}

function registrationSteps(wizard: Wizard): WizardStep[] {
  const ours = (id: string): boolean => id.startsWith(`${wizard.id}-reg-`);
  if (!wizard.says("sends_registrations")) return [remove(ours)];
  const hosts = wizard.hosts();
  if (hosts.length === 0) return [wizard.refuse("`sends_registrations` needs `remote_hosts`: nothing is registered", wizard.last("sends_registrations"))];
  const user = wizard.says("sends_auth") ? wizard.last("outbound_auth/username") : null;
  if (wizard.says("sends_auth") && user === null) return [wizard.refuse("`sends_auth` needs `outbound_auth/username`: nothing is registered", wizard.last("sends_auth"))];
  const made = hosts.map((host, index) => wizard.make(`${wizard.id}-reg-${index}`, registrationLines(wizard, host, user?.value ?? wizard.id)));
  return [...made, remove((id) => ours(id) && !(Number(id.slice(`${wizard.id}-reg-`.length)) < hosts.length))];
}

function registrationLines(wizard: Wizard, { host, line, at }: ReturnType<Wizard["hosts"]>[number], user: string): Variable[] {
  const values = { REMOTE_HOST: host, USERNAME: user };
  const uri = (name: string, standard: string): Variable[] => {
    const pattern = wizard.last(`${name}_pattern`);
    const text = pattern?.value ?? standard;
    return text === "" ? [] : [wizard.line(name, wizard.filledIn(text, values), pattern ?? line, pattern?.at ?? at)];
  };
  const lines = [...wizard.under("registration/"), ...own(wizard, "outbound_proxy"), wizard.mark(), ...uri("server_uri", "sip:${REMOTE_HOST}"), ...uri("client_uri", "sip:${USERNAME}@${REMOTE_HOST}")];
  if (wizard.says("sends_auth")) lines.push(wizard.line("outbound_auth", `${wizard.id}-oauth`, wizard.last("sends_auth")));
  lines.push(...own(wizard, "transport"));
  const sends = wizard.last("sends_line_with_registrations");
  if (wizard.says("sends_line_with_registrations")) lines.push(wizard.line("line", "yes", sends), wizard.line("endpoint", wizard.id, sends));
  return lines;
}

function phoneprovStep(wizard: Wizard): WizardStep {
  const id = `${wizard.id}-phoneprov`;
  if (!wizard.says("has_phoneprov")) return remove((other) => other === id);
  if (wizard.last("phoneprov/MAC") === null) return wizard.refuse("`has_phoneprov` needs `phoneprov/MAC`: the phone is not provisioned", wizard.last("has_phoneprov"));
  return wizard.make(id, [...wizard.under("phoneprov/"), wizard.line("endpoint", wizard.id), wizard.mark()]);
}

/** What a wizard adds to the dialplan. */
export interface WizardHint {
  readonly context: string;
  /** The line `hint_exten`. */
  readonly extension: Variable;
  /** `PJSIP/id`. */
  readonly device: string;
  /** The first step of the extension, as written: `Gosub(stdexten,${EXTEN},1(${HINT}))`. */
  readonly application: Variable | null;
  /** False where `has_hint` does not say yes: nothing is added. */
  readonly added: boolean;
}

/** Null where it names no extension. */
export function wizardHint(section: Category): WizardHint | null {
  const wizard = new Wizard(section);
  const extension = wizard.filled("hint_exten");
  if (extension === null) return null;
  const context = wizard.filled("hint_context")?.value ?? wizard.under("endpoint/").findLast(({ name }) => sameCase(name, "context"))?.value ?? "";
  return { context: context === "" ? "default" : context, extension, device: `PJSIP/${wizard.id}`, application: wizard.filled("hint_application"), added: wizard.says("has_hint") };
}
