import { CHAN_SIP } from "./chan-sip.js";
import type { AsteriskVersion } from "./option.js";
import { closest } from "./suggest.js";
import { type Known, TABLES, typesWith } from "./tables.js";

/** Says what an option is that its type does not know: of another release, of chan_sip, of another type, or misspelt. */
export function describeUnknown(type: string, name: string, known: Exclude<Known, { kind: "known" }>, version: AsteriskVersion): { readonly code: string; readonly message: string; readonly hint: string | null } {
  if (known.kind === "other-version") {
    return { code: "option-of-another-version", message: `\`${name}\` came with Asterisk ${known.since.replaceAll(" ", ", ")}, and this is ${version}`, hint: null };
  }
  const like = closest(name, Object.keys(TABLES[type] ?? {}));
  const former = CHAN_SIP[name.toLowerCase()];
  if (former !== undefined) return { code: "option-of-chan-sip", message: `\`${name}\` is an option of chan_sip`, hint: `use ${former}` };
  const others = typesWith(name);
  if (others.length > 0) {
    return { code: "option-of-another-type", message: `\`${name}\` is an option of type \`${others.join("`, `")}\`, not of \`${type}\``, hint: `move it to a section of type \`${others[0] ?? ""}\`` };
  }
  return { code: "unknown-option", message: `\`${name}\` is no option of type \`${type}\``, hint: like };
}
