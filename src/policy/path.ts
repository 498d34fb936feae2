/** One step of a dotted path as it is shown: odd keys are quoted, long ones cut, so that no text can upset a terminal. */
export function pathStep(key: string): string {
  if (/^[A-Za-z0-9_.@+-]{1,64}$/.test(key)) return key;
  return JSON.stringify(key.length > 64 ? `${key.slice(0, 64)}…` : key).replace(UNPRINTABLE, "?");
}

/** A value as messages show it: in quotes, on one line, not too long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text).replace(UNPRINTABLE, "?");
}

export function joinPath(path: string, step: string): string {
  return path === "" ? step : `${path}.${step}`;
}

// C1 controls, direction marks and line separators; JSON.stringify escapes C0 and lone surrogates.
const UNPRINTABLE = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
