import { type AsteriskSystem, type Fact, type PjsipModel, type PjsipObject, type Variable } from "../../posture/index.js";
import { heldOf, isTrue, pathOf } from "./settings.js";

/** chan_pjsip of one system, its objects by what others call them: a thousand endpoints do not search a thousand times. */
export interface Sip {
  readonly system: AsteriskSystem;
  readonly pjsip: PjsipModel;
  readonly byId: ReadonlyMap<string, ReadonlyMap<string, PjsipObject>>;
  /** Identify objects by the endpoint they name. */
  readonly identifies: ReadonlyMap<string, readonly PjsipObject[]>;
}

const made = new WeakMap<AsteriskSystem, Sip>();

/** Every system that a pjsip.conf was given of. */
export function sipsOf(systems: readonly AsteriskSystem[]): readonly Sip[] {
  return systems.flatMap((system) => (system.pjsip === null ? [] : [made.get(system) ?? indexed(system, system.pjsip)]));
}

function indexed(system: AsteriskSystem, pjsip: PjsipModel): Sip {
  const byId = new Map([...pjsip.byType].map(([type, objects]) => [type, new Map(objects.map((object) => [object.id, object]))]));
  const identifies = new Map<string, PjsipObject[]>();
  for (const identify of pjsip.byType.get("identify") ?? []) {
    const endpoint = identify.options.get("endpoint")?.value ?? "";
    const same = identifies.get(endpoint);
    if (same === undefined) identifies.set(endpoint, [identify]);
    else same.push(identify);
  }
  const sip = { system, pjsip, byId, identifies };
  made.set(system, sip);
  return sip;
}

/** Objects of a type, in order of their sections. */
export function objectsOf({ pjsip }: Sip, type: string): readonly PjsipObject[] {
  return pjsip.byType.get(type) ?? [];
}

export function objectOf({ byId }: Sip, type: string, id: string): PjsipObject | undefined {
  return byId.get(type)?.get(id);
}

/** An option, written or not. */
export function optionIn({ system, pjsip }: Sip, object: PjsipObject, name: string): Fact<string> {
  return heldOf(system, pjsip, object, name);
}

/** The value that counts, written or not; empty where nobody can tell. */
export function valueIn({ pjsip }: Sip, object: PjsipObject, name: string): string {
  const held = object.options.get(name); // no fact is made: it is asked of thousands of objects by every rule
  return held !== undefined && held.settings.length > 0 ? held.value : (pjsip.defaults[object.type]?.[name]?.default ?? "");
}

export function isOn(sip: Sip, object: PjsipObject, name: string): boolean {
  return isTrue(valueIn(sip, object, name));
}

/** The lines that set an option, templates' among them. */
export function linesIn(object: PjsipObject, name: string): readonly Variable[] {
  return object.options.get(name)?.settings ?? [];
}

/** Elements of a comma-separated value. */
export function namesIn(sip: Sip, object: PjsipObject, name: string): readonly string[] {
  return elements(valueIn(sip, object, name));
}

export function elements(value: string): readonly string[] {
  return value.split(",").map((part) => part.trim()).filter((part) => part !== "");
}

/** `pjsip.conf[101]`: what an exception names. */
export function pathIn(object: PjsipObject): string {
  return pathOf(object.at, object.id);
}

/** Pages of the engine's documentation that several rules point at. */
export const RES_PJSIP = "https://docs.asterisk.org/Asterisk_22_Documentation/API_Documentation/Module_Configuration/res_pjsip/";
export const RES_PJSIP_ACL = "https://docs.asterisk.org/Asterisk_22_Documentation/API_Documentation/Module_Configuration/res_pjsip_acl/";
export const IDENTIFIER_IP = "https://docs.asterisk.org/Asterisk_22_Documentation/API_Documentation/Module_Configuration/res_pjsip_endpoint_identifier_ip/";
export const SORCERY = "https://docs.asterisk.org/Fundamentals/Asterisk-Configuration/Sorcery/";
export const CONFIG_FORMAT = "https://docs.asterisk.org/Fundamentals/Asterisk-Configuration/Asterisk-Configuration-Files/";
export const COMMENTS = "https://docs.asterisk.org/Fundamentals/Asterisk-Configuration/Asterisk-Configuration-Files/Comments/";
export const TEMPLATES = "https://docs.asterisk.org/Fundamentals/Asterisk-Configuration/Asterisk-Configuration-Files/Templates/Template-Syntax/";
export const INCLUDES = "https://docs.asterisk.org/Fundamentals/Asterisk-Configuration/Asterisk-Configuration-Files/Using-The-include-tryinclude-and-exec-Constructs/";
export const DIALPLAN_SECURITY = "https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/";
export const EVERY_PJSIP = "Asterisk with chan_pjsip, all versions.";
