export { readJails } from "./jails.js";
export { lowerJails } from "./lower.js";
export { parseIni } from "./ini.js";
export { joinFiles, optionOf, readingOrder, secondsOf } from "./settings.js";
