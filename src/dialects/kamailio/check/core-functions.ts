import type { Call, Expression } from "../ast.js";

/**
 * What an argument of a core function may be: a string, a number without or with sign, a host or address in any form, a flag, a protocol, an AVP,
 * a route's name or any expression.
 */
type Kind = "string" | "number" | "integer" | "host" | "flag" | "avp" | "protocol" | "socket" | "any";

const HOST_FORMS: readonly (readonly Kind[])[] = [["host"], ["host", "number"]];
const TEXT: readonly (readonly Kind[])[] = [["string"]];
const NUMBER: readonly (readonly Kind[])[] = [["number"]];
const NOTHING: readonly (readonly Kind[])[] = [[]];

/** The functions that are words of the language (src/core/cfg.y: cmd), with the forms that the grammar takes. */
const CORE: Readonly<Record<string, readonly (readonly Kind[])[]>> = {
  forward: [[], ...HOST_FORMS], forward_udp: HOST_FORMS, forward_tcp: HOST_FORMS, forward_tls: HOST_FORMS, forward_sctp: HOST_FORMS,
  log: [["string"], ["number", "string"]], error: [["string", "string"]], exec: TEXT, route: [["any"]],
  setflag: [["flag"]], resetflag: [["flag"]], isflagset: [["flag"]], setavpflag: [["avp", "flag"]], resetavpflag: [["avp", "flag"]], isavpflagset: [["avp", "flag"]],
  ...Object.fromEntries([
    "rewritehost", "sethost", "seth", "rewritehostport", "sethostport", "sethp", "rewritehostporttrans", "sethostporttrans", "sethpt", "rewriteuser", "setuser", "setu",
    "rewriteuserpass", "setuserpass", "setup", "rewriteport", "setport", "setp", "rewriteuri", "seturi", "prefix", "cfg_reset",
  ].map((name) => [name, TEXT])),
  strip: NUMBER, strip_tail: NUMBER, set_advertised_port: NUMBER, userphone: NOTHING, clear_branches: NOTHING, remove_branch: [[], ["integer"]],
  revert_uri: NOTHING, force_rport: NOTHING, add_rport: NOTHING, add_local_rport: NOTHING, force_tcp_alias: [[], ["number"]], add_tcp_alias: [[], ["number"]],
  udp_mtu_try_proto: [["protocol"]], set_advertised_address: [["host"]], force_send_socket: [["socket"]],
  set_forward_no_connect: NOTHING, set_reply_no_connect: NOTHING, set_forward_close: NOTHING, set_reply_close: NOTHING,
  cfg_select: [["string", "any"]], strlen: [["any"]], strempty: [["any"]], selval: [["any", "any", "any"]],
};

/** Core functions that an onsend_route takes; all others are refused there (cfg.y: fcmd). */
export const IN_ONSEND: ReadonlySet<string> = new Set([
  "log", "setflag", "resetflag", "isflagset", "set_forward_no_connect", "set_reply_no_connect", "set_forward_close", "set_reply_close", "strlen", "strempty", "selval",
]);

export function isCoreFunction(name: string): boolean {
  return Object.hasOwn(CORE, name);
}

export function coreFunctionNames(): string[] {
  return Object.keys(CORE);
}

/** Whether the arguments have a form that the grammar takes. */
export function takesArguments({ name, args }: Call): boolean {
  return (CORE[name.value] ?? []).some((form) => form.length === args.length && form.every((kind, index) => fits(args[index], kind)));
}

function fits(arg: Expression | undefined, kind: Kind): boolean {
  if (arg === undefined) return false;
  switch (kind) {
    case "string":
      return arg.kind === "string";
    case "number":
      return arg.kind === "number" || (arg.kind === "field" && arg.name === "uri:port");
    case "integer":
      return arg.kind === "number" || (arg.kind === "unary" && arg.operator === "-" && arg.operand.kind === "number");
    case "host":
    case "socket":
      return arg.kind === "string" || arg.kind === "word" || (arg.kind === "field" && arg.name === "uri:host");
    case "flag":
      return arg.kind === "number" || arg.kind === "word" || arg.kind === "string";
    case "avp":
      return arg.kind === "pv" || arg.kind === "string";
    case "protocol":
      return arg.kind === "word";
    case "any":
      return true;
  }
}
