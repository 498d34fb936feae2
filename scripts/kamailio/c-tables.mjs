// Reads what Kamailio's modules export out of their C sources, without compiling them: the arrays that `exports` names.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROUTES = {
  NO_SCRIPT: 0, REQUEST_ROUTE: 1, FAILURE_ROUTE: 2, TM_ONREPLY_ROUTE: 4, BRANCH_ROUTE: 8, ONSEND_ROUTE: 16, ERROR_ROUTE: 32, LOCAL_ROUTE: 64,
  CORE_ONREPLY_ROUTE: 128, BRANCH_FAILURE_ROUTE: 256, ONREPLY_ROUTE: 132, ONEVENT_ROUTE: 512, EVENT_ROUTE: 513, ANY_ROUTE: 0xffffffff,
};
const STRING = 1, INTEGER = 2, STR = 4, ELSEWHERE = 0;
const TYPES = {
  PARAM_STRING: STRING, STR_PARAM: STRING, PARAM_INT: INTEGER, INT_PARAM: INTEGER, PARAM_STR: STR, PARAM_VAR: 8,
  PARAM_USE_FUNC: ELSEWHERE, USE_FUNC_PARAM: ELSEWHERE, PARAM_USE_SHM: ELSEWHERE,
};
const ANY_NUMBER = -128;

/** Fixups of the core that it can make anew or undo by itself (src/core: is_fparam_rve_fixup, get_fixup_free, mod_fix_get_fixup_free). */
const UNDONE = /^fixup_((var_(str|pve_str|int)|int|str|regex)_(1|2|12)|str_null|str_str|regexp_null|pvar_(null|pvar|str|str_str)|igp_(igp|null|pvar|pvar_pvar)|spve_(spve|null|str))$/;

/** Module folder -> { name, functions, params, variables } of the sources below `root` (src/modules of a checkout). */
export function readModules(root) {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Map(folders.flatMap(({ name }) => {
    const read = readModule(join(root, name), name);
    return read === null ? [] : [[name, read]];
  }));
}

function readModule(folder, module) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => /\.[ch]$/.test(file)).map((file) => join(folder, file));
  const text = withoutComments(files.map(readWithSiblings).join("\n"));
  const exported = /\b(?:struct\s+module_exports|module_exports_t)\s+(?:exports|_\w+_exports)\s*=\s*\{([\s\S]*?)\}\s*;/.exec(text);
  if (exported === null) return null;
  const source = { text, macros: macrosOf(text), used: new Set(exported[1].match(/\w+/g)) };
  return {
    name: textOf(fieldsOf(exported[1])[0] ?? "", source) ?? module,
    functions: rowsOf("cmd_export", source).map(([name, , args, fixup, free, routes]) => ({
      name, args: args === "VAR_PARAM_NO" ? ANY_NUMBER : valueOf(args ?? "0", {}, source) | 0, routes: valueOf(routes ?? "0", ROUTES, source),
      prepared: !isNull(fixup) && isNull(free) && !UNDONE.test(fixup),
    })),
    params: rowsOf("param_export", source).map(([name, type]) => ({ name, type: valueOf(type, TYPES, source) })),
    variables: variablesOf(source),
  };
}

/** A pseudo-variable's row starts with a row of its own: `{ {"name", length}, type, get, set, … }`. */
export function variablesOf(source) {
  return rowsOf("pv_export", source, (field) => /^\{/.test(field) ? textOf(fieldsOf(field.slice(1, -1))[0] ?? "", source) : textOf(/\(([^)]*)\)/.exec(field)?.[1] ?? "", source))
    .map(([name, , , set]) => ({ name, writable: !isNull(set) }));
}

export function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/(^|[^:"])\/\/[^\n]*/g, "$1");
}

/** tlsa is tls under another name: its one file includes that of tls. */
function readWithSiblings(file) {
  const text = readFileSync(file, "latin1");
  return text.replace(/^#include "(\.\.\/[^"/]+\/[^"/]+\.c)"/gm, (_, other) => readFileSync(join(dirname(file), other), "latin1"));
}

export function macrosOf(text) {
  const macros = new Map();
  for (const [, name, value] of text.replace(/\\\n/g, " ").matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+([^\n]+)$/gm)) if (!macros.has(name)) macros.set(name, value.trim());
  return macros;
}

/** The rows of every array of this type, as fields; the first one is the name in plain. */
function rowsOf(type, source, nameOf = (field) => textOf(field, source)) {
  const { text, used } = source;
  const arrays = text.matchAll(new RegExp(`\\b(?:struct\\s+)?${type}(?:_t)?\\s+(\\w+)\\s*\\[\\s*\\]\\s*=\\s*\\{`, "g"));
  return [...arrays].filter(([, name]) => used.has(name)).flatMap(({ index, 0: head }) => bracedRows(expand(text, index + head.length - 1, source))).flatMap((row) => {
    const [first = "", ...rest] = fieldsOf(row).map((field) => field.trim());
    const name = nameOf(first);
    return name === null ? [] : [[name, ...rest]];
  });
}

/** The initialiser that begins at `open`, with the macros that stand for whole rows written out. */
function expand(text, open, { macros }) {
  const body = text.slice(open, text.indexOf("};", open) + 2);
  const rows = (word) => (macros.get(word)?.startsWith("{") ? macros.get(word) : word);
  return body.replace(/\b[A-Za-z_]\w+\b/g, (word) => rows(word).replace(/\b[A-Za-z_]\w+\b/g, rows));
}

function bracedRows(text) {
  const rows = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index];
    if (sign === '"') index = closingQuote(text, index);
    else if (sign === "'" && text[index + 2] === "'") index += 2;
    else if (sign === "{" && ++depth === 2) start = index + 1;
    else if (sign === "}") {
      depth--;
      if (depth === 1) rows.push(text.slice(start, index).replace(/^[ \t]*#[^\n]*$/gm, ""));
      if (depth === 0) break;
    }
  }
  return rows;
}

function fieldsOf(text) {
  const fields = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index];
    if (sign === '"') index = closingQuote(text, index);
    else if ("({[".includes(sign)) depth++;
    else if (")}]".includes(sign)) depth--;
    else if (sign === "," && depth === 0) {
      fields.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return text.slice(start).trim() === "" ? fields : [...fields, text.slice(start)];
}

function closingQuote(text, open) {
  let index = open + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === "\\" ? 2 : 1;
  return index;
}

/** A string, strings in a row, or a macro that stands for one; null for anything else. */
function textOf(field, source) {
  const parts = [...field.replace(/^\s*\(char\s*\*\)/, "").matchAll(/"((?:[^"\\]|\\.)*)"|(\w+)/g)]
    .map(([, text, word]) => text ?? (source.macros.has(word) ? textOf(source.macros.get(word), source) : null));
  return parts.length === 0 || parts.includes(null) ? null : parts.join("");
}

function isNull(field) {
  return /^(\(\w+\))?(0|NULL)?$/.test(field ?? "");
}

/** An integer or flags joined by `|`. */
function valueOf(field, names, source) {
  return field.split("|").reduce((sum, part) => {
    const word = part.trim().replace(/^\(+|\)+$/g, "").replace(/^\(\w+\)/, "").trim();
    if (word in names) return (sum | names[word]) >>> 0;
    if (/^-?\d+$/.test(word)) return (sum | Number(word)) >>> 0;
    if (source.macros.has(word)) return (sum | valueOf(source.macros.get(word), names, source)) >>> 0;
    if (word === "NO_SCRIPT") return sum; // where the number of arguments should stand: for other modules alone
    throw new Error(`what is ${field}?`);
  }, 0);
}
