/**
 * A file without what its user wrote: comments gone, strings empty. Two files with one skeleton mean the same to Kamailio
 * but for the texts in them. Each follows the grammar of its own reader: cfg.lex, the core's cfg_parser.c (tls.cfg), the
 * line readers of permissions and dispatcher, and db_text.
 */
export function skeleton(path: string, text: string): string {
  if (path.endsWith("kamailio.cfg")) return scriptSkeleton(text);
  if (path.endsWith("tls.cfg")) return tlsSkeleton(text);
  if (path.includes("/digests/")) return tableSkeleton(text);
  return text.split("\n").filter((line) => !/^\s*#/.test(line)).join("\n");
}

/** Comments to the end of the line (`#`, `//`), nested block comments, strings in both quotes; directives stay. */
function scriptSkeleton(text: string): string {
  let out = "";
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const directive = /^(#!|!!)[^\n]*/.exec(rest);
    const line = /^(#|\/\/)[^\n]*/.exec(rest);
    const string = /^"(?:\\[^]|[^"\\])*"?/.exec(rest) ?? /^'[^']*'?/.exec(rest);
    if (directive !== null) out += directive[0];
    else if (string !== null) out += `${string[0][0]}${string[0][0]}`;
    else if (rest.startsWith("/*")) out += "<block comment>";
    else if (line === null) out += rest[0];
    at += (directive ?? line ?? string ?? [rest.startsWith("/*") ? "/*" : " "])[0].length;
  }
  return out;
}

/** Sections and keys in their order; a value in quotes is emptied, another stays. A line end within quotes would show. */
function tlsSkeleton(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .map((line) => line.replace(/^(\w+ = )"[^"\n]*"$/, '$1""'))
    .join("\n");
}

/** Columns of the head, and how many fields each row has once the escapes are taken back. */
function tableSkeleton(text: string): string {
  const [head = "", ...rows] = text.split("\n");
  const columns = [...head.matchAll(/(\w+)\((\w+)[^)]*\)(?: |$)/g)].map(([, name, type]) => `${name}:${type}`);
  return [columns.join(" "), ...rows.map((row) => row.replaceAll(/\\[^]/g, "x").split(":").length)].join("\n");
}
