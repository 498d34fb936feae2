import type { Span, Standing, StandingOf } from "../../source/index.js";
import type { Call, Expression, KamailioFile, ModParam, Setting, Statement, TopLevel } from "./ast.js";
import { checkNames } from "./check/check.js";
import { isCoreFunction } from "./check/core-functions.js";
import { nodesIn } from "./nodes.js";
import { moduleNamed } from "./tables/modules.js";
import { isKnownToTheWalk } from "./walk/calls.js";
import { isOutside } from "./walk/vocabulary.js";

/**
 * The standing of every statement, includes among them: each line outside of routes, and inside of them each action, condition and call.
 * Text that the defines leave out is no statement.
 */
export function standings(config: KamailioFile, version: string): StandingOf[] {
  const wrong = new Map<Span, Standing>();
  for (const { at, effect, code } of [...checkNames(config, version), ...config.problems]) if (effect === "outside" || LOST.has(code)) wrong.set(at, effect === "outside" ? "outside" : "unrecognised");
  const found = config.items.flatMap((item) => ofItem(item, wrong));
  const placed = new Set(found.map(({ at }) => at));
  // What the parser left behind, and files that were not given, are in no item.
  const lost = config.problems.filter(({ at, code, effect }) => !placed.has(at) && (SYNTAX.has(code) || effect === "outside")).map(({ at, effect }): StandingOf => ({ at, standing: effect === "outside" ? "outside" : "unrecognised" }));
  return [...found, ...lost];
}

/** Names that nobody has. */
const LOST: ReadonlySet<string> = new Set(["setting-unknown", "param-unknown", "function-unknown", "variable-unknown", "modparam-no-module"]);
/** Statements that could not be read. */
const SYNTAX: ReadonlySet<string> = new Set(["syntax", "nesting-too-deep", "assignment-target", "substitution-invalid", "include-invalid"]);

function ofItem(item: TopLevel, wrong: ReadonlyMap<Span, Standing>): StandingOf[] {
  switch (item.kind) {
    case "route":
      return [{ at: item.at, standing: "understood" }, ...[...nodesIn(item.body)].flatMap((node) => ofNode(node, wrong))];
    case "setting":
      return [{ at: item.at, standing: wrong.get(item.name.at) ?? ofSetting(item) }];
    case "modparam":
      return [{ at: item.at, standing: wrong.get(item.modules.at) ?? wrong.get(item.param.at) ?? wrong.get(item.value.at) ?? ofParam(item) }];
    case "loadmodule":
      return [{ at: item.at, standing: wrong.get(item.path.at) ?? "understood" }];
    case "cfgengine":
      return [{ at: item.at, standing: "outside" }]; // the routes are in another language
    case "custom-setting":
      return [{ at: item.at, standing: "not-modelled" }];
    case "socket":
    case "alias":
    case "loadpath":
    case "flags":
    case "substitution":
      return [{ at: item.at, standing: "understood" }];
  }
}

function ofNode(node: Statement | Expression, wrong: ReadonlyMap<Span, Standing>): StandingOf[] {
  switch (node.kind) {
    case "call":
      return [{ at: node.at, standing: wrong.get(node.at) ?? ofCall(node) }];
    case "assignment":
      return [{ at: node.at, standing: wrong.get(node.target.at) ?? "understood" }];
    case "if":
    case "while":
    case "switch":
    case "end":
      return [{ at: node.at, standing: "understood" }];
    case "pv": {
      const standing = wrong.get(node.at);
      return standing === undefined ? [] : [{ at: node.at, standing }];
    }
    case "block":
    case "expression":
    case "number":
    case "string":
    case "word":
    case "field":
    case "unary":
    case "binary":
      return [];
  }
}

function ofCall({ name }: Call): Standing {
  if (isOutside(name.value)) return "outside";
  if (isCoreFunction(name.value) || isKnownToTheWalk(name.value)) return "understood";
  return SPEAKING.test(name.value) ? "irrelevant" : "not-modelled";
}

/** Functions that write a log or statistics, or trim what is passed on without deciding where it goes. */
const SPEAKING = /^(?:xlog\w*|xlogl?|xdbg|xinfo|xwarn|xnotice|xerr|xcrit|xalert|xbug|log\w*|append_hf|insert_hf|remove_hf\w*|append_to_reply|append_time\w*|update_stat|reset_stat|statsd_\w+|prom_\w+|bm_\w+|set_accounting|acc_\w+|cfgt_\w+|setbflag|resetbflag|isbflagset|usleep|sleep|sip_trace\w*)$/;

/** Core settings by what they touch: speed, memory, logs and name lookups have no bearing on who may do what. */
function ofSetting({ name }: Setting): Standing {
  if (/^(?:mem|dns_|rev_dns|log_|debug$|memlog|corelog|core_log|pv_|shm|pkg|rt_|real_time|latency|wait_worker|fork|modinit|mlock|verbose|version_table|stats_name|xavp_via|phone2tel|mhomed|tos$|pmtu|kill|exit_timeout|workdir|wdir|rundir|run_dir|async_|tcp_(?:keep|syn|linger|delayed|defer|crlf|fd_cache|poll|clone|wait|rd_buf|wq|conn_wq|buf|async)|ipv6_hex|open_files|disable_core|msg_time|route_locks|sql_buffer)/.test(name.value)) return "irrelevant";
  return MODELLED.test(name.value) ? "understood" : "not-modelled";
}

/** Settings that decide who reaches what, in which protocol, and how much. */
const MODELLED = /^(?:listen|port|disable_t|enable_t|tls_|children|tcp_|udp_|auto_|advertised|alias|server_|user_agent|user$|uid$|group$|gid$|chroot|max|mcast|sip_|force_rport|reply_to_via|check_via|return_mode|onsend|received_route|use_dst|dst_block|local_rport|add_rport|http_reply|disable_sctp|enable_sctp|sctp)/;

function ofParam({ modules, param }: ModParam): Standing {
  const known = modules.value.split("|").every((name) => moduleNamed(name.trim()) !== undefined);
  if (!known) return "not-modelled"; // a pattern of names
  if (/(?:_column|_col|_table|table_name|_timer|_interval|_prefix|_log\w*|log_\w+|facility|color|_sip_code|_reason)$/.test(param.value)) return "irrelevant";
  return /^(?:tls|auth\w*|permissions|pike|ratelimit|pipelimit|htable|secfilter|registrar|usrloc|rr|nathelper|rtpengine|rtpproxy|dispatcher|topo[hs]|sanity|maxfwd|xhttp\w*|jsonrpcs|ctl|dmq|evapi|websocket|dialog|tm|sl|siptrace|uac|acc|exec|sqlops|http_\w+|ndb_\w+|domain)(?:\|\w+)*$/.test(modules.value) || /db_url|pass|secret|key/.test(param.value) ? "understood" : "not-modelled";
}
