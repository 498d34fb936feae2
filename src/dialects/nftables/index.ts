export type * from "./ast.js";
export { parseNftJson } from "./json.js";
export { lowerNft, unmodelledTables } from "./lower.js";
export { parseNftText } from "./text.js";
