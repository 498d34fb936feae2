import fc from "fast-check";

/** A small dialplan whose contexts are a%, b% and c%; calls come in by a%. */
export interface DialplanCase {
  readonly text: string;
  readonly numbers: readonly string[];
}

const pattern = fc.constantFrom("_X.", "_1.", "_12X", "_1[2-4]X!", "_N.", "_[13-5]XX", "_Z!", "_12.", "123", "1234", "_1X3", "_1Z3.", "s", "i", "_X!", "_.", "_12[1-3]", "_[1-9]2X");
const piece = fc.constantFrom("${EXTEN}", "${EXTEN:1}", "${EXTEN:0:2}", "${EXTEN:-2}", "${A}", "${FILTER(0-9,${EXTEN})}", "${IF($[\"${EXTEN}\"=\"123\"]?7:8)}", "1${EXTEN}");
const context = fc.constantFrom("b%", "c%");

const step = fc.oneof(
  { weight: 4, arbitrary: piece.map((value) => `Dial(PJSIP/${value}@out)`) },
  { weight: 2, arbitrary: fc.tuple(context, piece).map(([to, value]) => `Goto(${to},${value},1)`) },
  { weight: 1, arbitrary: fc.tuple(context, piece).map(([to, value]) => `Dial(Local/${value}@${to}/n)`) },
  { weight: 2, arbitrary: piece.map((value) => `Set(A=${value})`) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom("=", "!=", "<", ">"), fc.constantFrom("123", "12", "7"), fc.constantFrom("end", "end:", ":end")).map(([operator, value, to]) => `GotoIf($["\${EXTEN}" ${operator} "${value}"]?${to})`) },
  { weight: 1, arbitrary: fc.tuple(context, piece).map(([to, value]) => `ExecIf($[\${LEN(\${EXTEN})} > 3]?Goto(${to},${value},1))`) },
  { weight: 1, arbitrary: fc.constantFrom("GotoIf($[${REGEX(\"^12[0-9]*$\" ${EXTEN})}]?end)", "NoOp(x)", "Hangup()", "ExecIf($[\"${EXTEN:0:1}\" = \"1\"]?Set(A=55))") },
);

/** An extension; where it can be jumped to more than a few times in a call the call would never end, so a% leads to b%, b% to c%. */
const extension = fc.tuple(pattern, fc.array(step, { minLength: 1, maxLength: 4 })).map(([name, steps]) => `exten => ${name},1,${steps[0] ?? "NoOp()"}\n${steps.slice(1).map((one) => ` same => n,${one}\n`).join("")} same => n(end),NoOp(end)\n`);
const extensions = fc.uniqueArray(extension, { minLength: 1, maxLength: 4, selector: (text) => text.split(",")[0] ?? "" });

const onward = (texts: readonly string[], to: string | null): string => texts.join("").replace(/\b[bc]%/g, (name) => (to === null ? "nowhere" : to === "b%" ? name : to));

export const dialplanCase: fc.Arbitrary<DialplanCase> = fc
  .record({
    a: extensions, b: extensions, c: extensions, includes: fc.subarray(["include => b%\n", "include => c%\n"]),
    numbers: fc.uniqueArray(fc.constantFrom("123", "12", "1234", "1", "5", "4567", "129", "1299", "s", "abc", "313", "92", "i", "135"), { minLength: 4, maxLength: 6 }),
  })
  .map(({ a, b, c, includes, numbers }) => ({ text: `[a%]\n${onward(a, "b%")}${includes.join("")}[b%]\n${onward(b, "c%")}[c%]\n${onward(c, null)}`, numbers }));
