import { type Digits, parseDigits } from "../../src/numbering/digits.js";
import { callingCodes, plansOf } from "../../src/numbering/metadata.js";

export interface Sample {
  readonly country: string | null;
  readonly e164: string;
  readonly national: string;
}

/** Numbers drawn from every kind of every plan, the same ones at every run: `perKind` of each. */
export function sampleNumbers(perKind: number): Sample[] {
  const random = generator(20261122);
  return callingCodes().flatMap((code) =>
    plansOf(code).flatMap((plan) =>
      [...plan.kinds.values()].filter((pattern) => pattern !== "").flatMap((pattern) => {
        const digits = parseDigits(pattern);
        return Array.from({ length: perKind }, () => draw(digits, random)).map((national) => ({ country: plan.country, national, e164: `+${code}${national}` }));
      }),
    ),
  );
}

/** A small linear congruential generator (Numerical Recipes' constants). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function draw(digits: Digits, random: (below: number) => number): string {
  switch (digits.kind) {
    case "one":
      return digits.of[random(digits.of.length)] ?? "";
    case "sequence":
      return digits.parts.map((part) => draw(part, random)).join("");
    case "choice":
      return draw(digits.options[random(digits.options.length)] ?? { kind: "sequence", parts: [] }, random);
    case "repeat":
      return Array.from({ length: digits.least + random(digits.most - digits.least + 1) }, () => draw(digits.part, random)).join("");
  }
}
