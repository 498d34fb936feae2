/** A value as YAML in one line, for hints that can be copied. */
export function toFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toFlow).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value).map(([key, item]) => `${plain(key)}: ${toFlow(item)}`).join(", ")} }`;
  }
  return typeof value === "string" ? plain(value) : String(value);
}

/** In quotes where YAML would read something else than the text. */
function plain(text: string): string {
  const isSafe = /^[A-Za-z/][A-Za-z0-9 ./_-]*$/.test(text) && !/^(true|false|null)$/i.test(text);
  const isRate = /^[0-9]+\/[a-z]+$|^[0-9]+[smhdw]$|^[0-9]{4,5}-[0-9]{4,5}$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$|^[0-9]+ failures in [0-9]+[smhdw]$|^[0-9.]+\.[0-9]+\.[0-9]+(\/[0-9]+)?$/.test(text);
  return isSafe || isRate ? text : JSON.stringify(text);
}
