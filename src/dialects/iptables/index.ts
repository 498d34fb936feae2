export type * from "./ast.js";
export { parseIpsetSave } from "./ipset.js";
export { lowerIptables } from "./lower.js";
export { parseIptablesSave } from "./parse.js";
