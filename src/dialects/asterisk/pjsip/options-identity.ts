import type { OptionTable } from "./option.js";

/** Options of what says who is who, taken from the registrations in Asterisk's sources, 16.28.0 and the last releases of 18 to 23. */

export const aor: OptionTable = {
  authenticate_qualify: { kind: "bool", default: "no" },
  contact: { kind: "contacts", default: "" },
  default_expiration: { kind: "uint", default: "3600" },
  mailboxes: { kind: "text", default: "" },
  max_contacts: { kind: "uint", default: "0" },
  maximum_expiration: { kind: "uint", default: "7200" },
  minimum_expiration: { kind: "uint", default: "60" },
  outbound_proxy: { kind: "text", default: "" },
  qualify_2xx_only: { kind: "bool", default: "no", since: "20.12 21.7 22.2 23" },
  qualify_frequency: { kind: "uint", default: null, range: [0, 86400] },
  qualify_timeout: { kind: "double", default: "3.0" },
  remove_existing: { kind: "bool", default: "no" },
  remove_unavailable: { kind: "bool", default: "no" },
  support_path: { kind: "bool", default: "no" },
  type: { kind: "ignored", default: "" },
  voicemail_extension: { kind: "text", default: "" },
};

export const auth: OptionTable = {
  auth_type: { kind: "auth-type", default: "userpass" },
  md5_cred: { kind: "password-digest", default: null },
  nonce_lifetime: { kind: "uint", default: "32" },
  oauth_clientid: { kind: "text", default: "", since: "18 20 21 22 23" },
  oauth_secret: { kind: "text", default: "", since: "18 20 21 22 23" },
  password: { kind: "text", default: "" },
  password_digest: { kind: "password-digest", default: null, since: "20.12 21.7 22.2 23" },
  realm: { kind: "text", default: "" },
  refresh_token: { kind: "text", default: "", since: "18 20 21 22 23" },
  supported_algorithms_uac: { kind: "algorithms", default: "", since: "20.12 21.7 22.2 23" },
  supported_algorithms_uas: { kind: "algorithms", default: "", since: "20.12 21.7 22.2 23" },
  type: { kind: "ignored", default: "" },
  username: { kind: "text", default: "" },
};

export const identify: OptionTable = {
  endpoint: { kind: "text", default: "" },
  match: { kind: "match", default: "" },
  match_header: { kind: "text", default: "" },
  match_request_uri: { kind: "text", default: "", since: "18.23 20.8 21.3 22 23" },
  srv_lookups: { kind: "bool", default: "yes" },
  type: { kind: "ignored", default: "" },
};

export const acl: OptionTable = {
  acl: { kind: "acl", default: "" },
  contact_acl: { kind: "acl", default: "" },
  contact_deny: { kind: "acl", default: "" },
  contact_permit: { kind: "acl", default: "" },
  deny: { kind: "acl", default: "" },
  permit: { kind: "acl", default: "" },
  type: { kind: "ignored", default: "" },
};

export const registration: OptionTable = {
  auth_rejection_permanent: { kind: "bool", default: "yes" },
  client_uri: { kind: "text", default: "" },
  contact_header_params: { kind: "text", default: "", since: "18 20 21 22 23" },
  contact_user: { kind: "text", default: "" },
  endpoint: { kind: "text", default: "" },
  expiration: { kind: "uint", default: "3600" },
  fatal_retry_interval: { kind: "uint", default: "0" },
  forbidden_retry_interval: { kind: "uint", default: "0" },
  line: { kind: "bool", default: "no" },
  max_random_initial_delay: { kind: "uint", default: "10" },
  max_retries: { kind: "uint", default: "10" },
  outbound_auth: { kind: "names", default: "" },
  outbound_proxy: { kind: "text", default: "" },
  retry_interval: { kind: "uint", default: "60" },
  security_mechanisms: { kind: "security-mechanisms", default: "", since: "18.16 20.1 21 22 23" },
  security_negotiation: { kind: "security-negotiation", default: "no", since: "18.16 20.1 21 22 23" },
  server_uri: { kind: "text", default: "" },
  support_outbound: { kind: "yesno", default: "no", since: "18 20 21 22 23" },
  support_path: { kind: "bool", default: "no" },
  transport: { kind: "text", default: "" },
  type: { kind: "ignored", default: "" },
  user_agent: { kind: "text", default: "", since: "21.2 22 23" },
};

export const domainAlias: OptionTable = {
  domain: { kind: "text", default: "" },
  type: { kind: "ignored", default: "" },
};
