export type * from "./tree.js";
export { parseAsterisk } from "./parse.js";
export { readKeys, type SectionKeys } from "./keys.js";
export { loadAsterisk, type LoadOptions } from "./load.js";
export { hopsOf, type Category, type Hop, type Loaded, type Variable } from "./category.js";
export { filesInMemory, type ConfigFiles } from "./files.js";
export { pjsipObjects, type HeldOption, type PjsipObject, type PjsipObjects } from "./pjsip/objects.js";
export type { AsteriskVersion } from "./pjsip/option.js";
