/** Cuts `extension,priority,...`: a comma inside of brackets or after a backslash belongs to the extension (pbx_strsep). */
export function splitStep(value: string): { readonly extension: string; readonly rest: string } {
  let brackets = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at];
    if (char === "[") brackets += 1;
    else if (char === "]") brackets = Math.max(0, brackets - 1);
    else if (char === "\\") at += 1;
    else if (char === "," && brackets === 0) return { extension: value.slice(0, at), rest: value.slice(at + 1) };
  }
  return { extension: value, rest: "" };
}
