/**
 * The small regular language in which numbering plans are written: digits, `\d`, sets, groups, `|`, `?`, `{n}` and
 * `{n,m}`; always meant to match a whole string of digits. Anything else in a pattern is refused, because what is not
 * understood here could mean something else to the engine that is to run it.
 */
export type Digits =
  | { readonly kind: "one"; /** The digits that may stand here, ascending. */ readonly of: string }
  | { readonly kind: "sequence"; readonly parts: readonly Digits[] }
  | { readonly kind: "choice"; readonly options: readonly Digits[] }
  | { readonly kind: "repeat"; readonly part: Digits; readonly least: number; readonly most: number };

const TEN = "0123456789";

/** @throws on anything outside the language: the metadata would have to be looked at again. */
export function parseDigits(pattern: string): Digits {
  let at = 0;
  const fail = (why: string): never => {
    throw new Error(`number pattern ${JSON.stringify(pattern)}: ${why} at ${at}`);
  };
  const take = (text: string): boolean => {
    if (!pattern.startsWith(text, at)) return false;
    at += text.length;
    return true;
  };

  const choice = (): Digits => {
    const options = [sequence()];
    while (take("|")) options.push(sequence());
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: "choice", options };
  };
  const sequence = (): Digits => {
    const parts: Digits[] = [];
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") parts.push(repeated(atom()));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "sequence", parts };
  };
  const atom = (): Digits => {
    if (take("(")) {
      take("?:");
      const inner = choice();
      if (!take(")")) fail("no )");
      return inner;
    }
    if (take("[")) return { kind: "one", of: set() };
    if (take("\\d")) return { kind: "one", of: TEN };
    const digit = pattern[at] ?? "";
    if (!/^\d$/.test(digit)) fail(`unexpected ${JSON.stringify(digit)}`);
    at += 1;
    return { kind: "one", of: digit };
  };
  const set = (): string => {
    const body = /^((?:\d-\d|\d)+)\]/.exec(pattern.slice(at))?.[1] ?? fail("a set of something else than digits");
    at += body.length + 1;
    const members = new Set<string>();
    for (const [, low, high] of body.matchAll(/(\d)(?:-(\d))?/g)) for (const digit of TEN) if (digit >= (low ?? "") && digit <= (high ?? low ?? "")) members.add(digit);
    return [...members].sort().join("");
  };
  const repeated = (part: Digits): Digits => {
    if (take("?")) return { kind: "repeat", part, least: 0, most: 1 };
    const [all, least, most] = /^\{(\d+)(?:,(\d+))?\}/.exec(pattern.slice(at)) ?? [];
    if (all === undefined || least === undefined) return part;
    at += all.length;
    return { kind: "repeat", part, least: Number(least), most: Number(most ?? least) };
  };

  const parsed = choice();
  if (at < pattern.length) fail("unbalanced )");
  return parsed;
}

/** The same language as a POSIX extended regular expression, which is a JavaScript one as well; without anchors. */
export function toPosix(digits: Digits): string {
  switch (digits.kind) {
    case "one":
      return oneOf(digits.of);
    case "sequence":
      return digits.parts.map((part) => (part.kind === "choice" ? `(${toPosix(part)})` : toPosix(part))).join("");
    case "choice":
      return digits.options.map(toPosix).join("|");
    case "repeat": {
      const part = digits.part.kind === "one" ? toPosix(digits.part) : `(${toPosix(digits.part)})`;
      if (digits.least === 0 && digits.most === 1) return `${part}?`;
      return digits.least === digits.most ? `${part}{${digits.least}}` : `${part}{${digits.least},${digits.most}}`;
    }
  }
}

function oneOf(members: string): string {
  if (members.length === 1) return members;
  const runs = [...members].reduce<string[]>((found, digit) => {
    const last = found.at(-1);
    if (last !== undefined && Number(digit) === Number(last.at(-1)) + 1) return [...found.slice(0, -1), `${last[0]}${digit}`];
    return [...found, digit];
  }, []);
  return `[${runs.map((run) => (run.length === 1 ? run : Number(run[1]) - Number(run[0]) === 1 ? run : `${run[0]}-${run[1]}`)).join("")}]`;
}

/** Every length that a string of the language can have, ascending. */
export function lengthsOf(digits: Digits): readonly number[] {
  const sorted = (lengths: Iterable<number>): number[] => [...new Set(lengths)].sort((a, b) => a - b);
  const sums = (a: readonly number[], b: readonly number[]): number[] => sorted(a.flatMap((x) => b.map((y) => x + y)));
  switch (digits.kind) {
    case "one":
      return [1];
    case "sequence":
      return digits.parts.map(lengthsOf).reduce(sums, [0]);
    case "choice":
      return sorted(digits.options.flatMap(lengthsOf));
    case "repeat": {
      let power: readonly number[] = [0];
      const found: number[] = [];
      for (let times = 0; times <= digits.most; times += 1, power = sums(power, lengthsOf(digits.part))) if (times >= digits.least) found.push(...power);
      return sorted(found);
    }
  }
}

/** The language as a list of patterns of one digit set a place (`["0", "0123456789"]`); for short prefixes only. */
export function expand(digits: Digits): readonly (readonly string[])[] {
  switch (digits.kind) {
    case "one":
      return [[digits.of]];
    case "sequence":
      return digits.parts.map(expand).reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => [...head, ...tail])), [[]]);
    case "choice":
      return digits.options.flatMap(expand);
    case "repeat":
      return Array.from({ length: digits.most - digits.least + 1 }, (_, extra) => digits.least + extra).flatMap((times) =>
        expand({ kind: "sequence", parts: Array.from({ length: times }, () => digits.part) }),
      );
  }
}
