import type { OptionTable } from "./option.js";

/** Options of publications, lists and provisioning, taken from the registrations in Asterisk's sources, 16.28.0 and the last releases of 18 to 23. */

export const outboundPublish: OptionTable = {
  event: { kind: "text", default: "" },
  expiration: { kind: "uint", default: "3600" },
  from_uri: { kind: "text", default: "" },
  max_auth_attempts: { kind: "uint", default: "5" },
  multi_user: { kind: "bool", default: "no" },
  outbound_auth: { kind: "names", default: "" },
  outbound_proxy: { kind: "text", default: "" },
  server_uri: { kind: "text", default: "" },
  to_uri: { kind: "text", default: "" },
  transport: { kind: "text", default: "" },
  type: { kind: "ignored", default: "" },
};

export const inboundPublication: OptionTable = {
  endpoint: { kind: "text", default: "" },
  type: { kind: "ignored", default: "" },
};

export const asteriskPublication: OptionTable = {
  device_state: { kind: "bool", default: "no" },
  device_state_filter: { kind: "expression", default: "" },
  devicestate_publish: { kind: "text", default: "" },
  mailbox_state: { kind: "bool", default: "no" },
  mailbox_state_filter: { kind: "expression", default: "" },
  mailboxstate_publish: { kind: "text", default: "" },
  type: { kind: "ignored", default: "" },
};

export const resourceList: OptionTable = {
  event: { kind: "text", default: "" },
  full_state: { kind: "bool", default: "no" },
  list_item: { kind: "list", default: "" },
  notification_batch_interval: { kind: "uint", default: "0" },
  resource_display_name: { kind: "bool", default: "no" },
  type: { kind: "ignored", default: "" },
};

export const phoneprov: OptionTable = {
  type: { kind: "ignored", default: "" },
};
