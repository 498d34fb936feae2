import type { OptionTable } from "./option.js";

/** Options of publications, lists and provisioning, taken from the registrations in Asterisk's sources, 16.28.0 and the last releases of 18 to 23. */

export const contact: OptionTable = {
  authenticate_qualify: { kind: "yesno", default: "no" },
  call_id: { kind: "text", default: "" },
  endpoint: { kind: "text", default: "" },
  expiration_time: { kind: "text", default: "" },
  outbound_proxy: { kind: "text", default: "" },
  path: { kind: "text", default: "" },
  prune_on_boot: { kind: "yesno", default: "no" },
  qualify_2xx_only: { kind: "bool", default: "no", since: "20.12 21.7 22.2 23" },
  qualify_frequency: { kind: "uint", default: null, range: [0, 86400] },
  qualify_timeout: { kind: "double", default: "3.0" },
  reg_server: { kind: "text", default: "" },
  type: { kind: "ignored", default: "" },
  uri: { kind: "text", default: "" },
  user_agent: { kind: "text", default: "" },
  via_addr: { kind: "text", default: "" },
  via_port: { kind: "uint", default: "0" },
};

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
