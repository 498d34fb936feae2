export type * from "./model.js";
export type { Fact, KnownFact } from "./fact.js";
export { isKnown, set, byDefault, unknown } from "./fact.js";
