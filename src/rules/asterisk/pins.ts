/** Why a PIN falls to a few guesses: `trivial` to the first ones, `short` to an evening of calls; null for one that holds. */
export function pinWeakness(pin: string, owner: string): { readonly kind: "trivial" | "short"; readonly because: string } | null {
  const trivial = (because: string): ReturnType<typeof pinWeakness> => ({ kind: "trivial", because });
  if (pin === "") return trivial("it is empty");
  const number = owner.replace(/\D/g, "");
  if (number !== "" && (pin === number || pin === [...number].reverse().join(""))) return trivial("it is the number itself");
  if (pin.length < 4) return trivial(`it has ${pin.length} digit${pin.length === 1 ? "" : "s"}`);
  if (new Set(pin).size === 1) return trivial("it is one digit over and over");
  if ("01234567890123456789".includes(pin) || "98765432109876543210".includes(pin)) return trivial("its digits follow each other");
  if (/^(?:4242|1212|2580|1004|6969|1122|1313|2001|0852|2468|1357|123321|112233|121212|159753)$/.test(pin)) return trivial("it is one of the first that anybody tries");
  return pin.length < 6 ? { kind: "short", because: "it has fewer than six digits" } : null;
}
