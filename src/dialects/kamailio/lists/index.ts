export type { Column, List } from "./columns.js";
export { readAddressList, type AddressEntry } from "./address.js";
export { readDispatcherList, type DispatcherEntry } from "./dispatcher.js";
export { readPermissions, type PermissionRule, type PermissionSide } from "./permissions.js";
