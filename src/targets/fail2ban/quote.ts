import type { Quoted } from "../target.js";

/** Values of fail2ban's configuration files, where `%` begins an interpolation and `<` a tag. */
export type Value = Quoted<"fail2ban">;

export function number(value: number): Value {
  if (!Number.isSafeInteger(value)) throw new Error(`not a whole number: ${value}`);
  return String(value) as Value;
}

/** An address or CIDR of the resolved policy; anything else would be taken for a host name to look up. */
export function address(text: string): Value {
  if (!/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(text)) throw new Error(`not an address: ${text}`);
  return text as Value;
}

/** Text behind a `#` on a line of its own. */
export function remark(text: string): Value {
  return text.replace(/[^A-Za-z0-9 .,:;()@/_+=-]/gu, "?").slice(0, 200) as Value;
}
