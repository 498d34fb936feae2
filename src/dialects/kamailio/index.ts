export type * from "./ast.js";
export { lowerKamailio, tlsConfigPath, type LowerInput } from "./lower.js";
export type { IncludeProvider } from "./lex.js";
export { parseKamailio, type ParseOptions } from "./parse.js";
export { parseTlsProfiles, type TlsProfile } from "./tls-profile.js";
export { checkNames, checkNamesOfAnyVersion } from "./check/check.js";
export { branchOf, type Branch } from "./tables/versions.js";
export { standings } from "./standing.js";
export * from "./lists/index.js";
