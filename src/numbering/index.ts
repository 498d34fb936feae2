export type { Classified, Reading } from "./classify.js";
export { classify, readingsOf } from "./classify.js";
export type { Numbering, NumberRule, Prefix } from "./numbering.js";
export { numberingOf } from "./numbering.js";
