export type * from "./ast.js";
export type { IncludeProvider } from "./lex.js";
export { parseKamailio, type ParseOptions } from "./parse.js";
