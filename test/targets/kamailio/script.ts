/** What a kamailio.cfg names and what it defines, told apart well enough to find a name that nothing defines. */
export interface Script {
  readonly routes: ReadonlySet<string>;
  readonly calledRoutes: readonly string[];
  readonly armed: readonly { readonly kind: string; readonly name: string }[];
  readonly handlers: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
  readonly usedTables: readonly string[];
  readonly levels: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly usedFlags: readonly string[];
  readonly modules: ReadonlySet<string>;
  readonly parametersOf: readonly string[];
  readonly emptyBlocks: number;
}

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = ""]) => found);

/** Without comments; strings stay, for tables are named in them. */
export function withoutComments(text: string): string {
  return text.replaceAll(/^((?:[^"#\n]|"(?:\\.|[^"\\])*")*)#[^\n]*/gm, "$1");
}

export function readScript(source: string): Script {
  const text = withoutComments(source);
  return {
    routes: new Set(all(text, /^route\[(\w+)\]/gm)),
    calledRoutes: all(text, /\broute\((\w+)\)/g),
    armed: [...text.matchAll(/\bt_on_(reply|failure|branch)\("(\w+)"\)/g)].map(([, kind = "", name = ""]) => ({ kind: kind === "reply" ? "onreply" : kind, name })),
    handlers: new Set([...text.matchAll(/^(onreply|failure|branch)_route\[(\w+)\]/gm)].map(([, kind, name]) => `${kind} ${name}`)),
    tables: new Set(all(text, /modparam\("htable", "htable", "(\w+)=>/g)),
    usedTables: [...all(text, /\$sht\w*\((\w+)=>/g), ...all(text, /\bsht_\w+\("(\w+)(?:=>|")/g), ...all(text, /event_route\[htable:expired:(\w+)\]/g)],
    levels: all(text, /\bxlog\("(\w+)"/g),
    flags: new Set(all(text, /^flags (.*);$/gm).flatMap((list) => all(list, /(\w+):\d+/g))),
    usedFlags: all(text, /\b(?:is|set|reset)flag(?:set)?\((\w+)\)/g),
    modules: new Set(all(text, /^loadmodule "(\w+)\.so"$/gm)),
    parametersOf: all(text, /^modparam\("(\w+)"/gm),
    emptyBlocks: all(text, /(\{\s*\})/g).length,
  };
}

/** Levels that xlog knows; any other makes it write nothing, and Kamailio says nothing about it. */
export const XLOG_LEVELS: ReadonlySet<string> = new Set(["L_ALERT", "L_CRIT", "L_ERR", "L_WARN", "L_NOTICE", "L_INFO", "L_DBG"]);
