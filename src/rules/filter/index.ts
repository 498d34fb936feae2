// Rules about packet filters. One line per rule.
export { filterInputUnfiltered } from "./filter-input-unfiltered.js";
