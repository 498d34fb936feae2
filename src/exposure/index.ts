export type { AddressSet, Family, Range } from "./addresses.js";
export { addressSet, complement, contains, difference, everybody, intersection, isEmpty, isEverybody, nobody, sizeOf, union, unionOf } from "./addresses.js";
export type { Admission, Exposure, Query } from "./evaluate.js";
export { exposureOf } from "./evaluate.js";
export type * from "./model.js";
export { formatAddress, parseAddress, parseRange, rangeToCidrs } from "./parse-address.js";
