import type { Use } from "../../dialplan/index.js";

/** An argument of an application, where it can be but one text; null where it cannot be told. */
export function textOf({ notes }: Use, index: number): string | null {
  const value = notes.get(String(index));
  if (value === undefined) return "";
  return typeof value.shape === "string" ? value.shape : null;
}

/** Whether an argument is what somebody outside chooses. */
export function chosen({ notes }: Use, index: number): boolean {
  return (notes.get(String(index))?.trail ?? null) !== null;
}
