/** How sure a way through the dialplan is; `low`: something on it is not in the files at all. */
export type Confidence = "high" | "medium" | "low";
