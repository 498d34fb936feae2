import fc from "fast-check";

/** Names that collide, differ in case alone, and hold what the grammar cares about. */
const name = fc.constantFrom("a", "b", "A", "t", "u", "x y", "", " a", "n".repeat(79), "n".repeat(85), "é");
const key = fc.constantFrom("type", "x", "X", "y", "x y", "\\x", "\\[z", "\\=w", "+", "");
const value = fc.constantFrom("1", "endpoint", "auth", "a,b", "=", "> v", " v\t", "é\\", "\\;q", "a\\\\;b", "-", "--", "v\rw", "");
const comment = fc.constantFrom("", "", "", "; c", ";-- c --;", ";---", ";--", "--;", " --; z", ";-- a ;-- b --;", ";;", "\\;", ";-- --; = tail");

const option = fc.oneof(
  { weight: 3, arbitrary: fc.constant("!") },
  { weight: 3, arbitrary: fc.constantFrom("+", "+type=endpoint", "+x=1&TEMPLATES=include", "+TEMPLATES=restrict", "+y=^v.*") },
  { weight: 6, arbitrary: name },
);

const header = fc
  .tuple(name, fc.array(option, { maxLength: 3 }), fc.constantFrom("", "", "", " ", ")"), fc.constantFrom("", " tail", "("))
  .map(([text, options, gap, tail]) => `[${text}]${options.length > 0 ? `${gap}(${options.join(",")})` : ""}${tail}`);

const setting = fc.tuple(key, fc.constantFrom("=", " = ", "=>", " => ", "+=", " += ", "==", "+"), value).map((parts) => parts.join(""));

const directive = (others: readonly string[]) =>
  fc.constantFrom("#tryinclude none.conf", "#tryinclude none*.conf", "#exec /bin/echo", "#nonsense here", "#include", "# include i1.conf", "#include none.conf", ...others);

const line = (others: readonly string[]) => fc
  .tuple(
    fc.oneof({ weight: 5, arbitrary: header }, { weight: 9, arbitrary: setting }, { weight: 2, arbitrary: directive(others) }, { weight: 1, arbitrary: fc.constantFrom("", "[", "]", "word", "[a](", "\\", "\\ x=1") }),
    fc.oneof({ weight: 4, arbitrary: fc.constant("") }, { weight: 1, arbitrary: comment }),
    fc.oneof({ weight: 8, arbitrary: fc.constant("\n") }, { weight: 1, arbitrary: fc.constantFrom("\r\n", " \n", "\0\n", "") }),
  )
  .map((parts) => parts.join(""));

const text = (most: number, ...others: string[]) => fc.array(line(others), { maxLength: most }).map((lines) => lines.join(""));
/** A file that at least begins well, so that most of it is read. */
const begun = (most: number, ...others: string[]) => text(most, ...others).map((rest) => `[a]\nx=1\n[t](!)\ntype=endpoint\ny=v1\n[u](!,t)\nX=2\n${rest}`);

const INCLUDES = ['#include "i1.conf"', "#include i2.conf", "#include <i1.conf>", "#include g?.conf", "#INCLUDE {i1,i2}.conf", '#include "i1.conf', "#include t.conf"];

/** A configuration folder: t.conf, and files that it may include. Loops are there, and few enough to end. */
export const folder = fc.record({
  "t.conf": fc.oneof({ weight: 4, arbitrary: begun(14, ...INCLUDES) }, { weight: 1, arbitrary: text(10, ...INCLUDES) }),
  "i1.conf": text(4, "#include i2.conf", "#include g[12].conf"),
  "i2.conf": text(4, "#include g1.conf", "#tryinclude g*.conf"),
  "g1.conf": text(4),
  "g2.conf": text(3),
});

export type Folder = Readonly<Record<string, string>>;
