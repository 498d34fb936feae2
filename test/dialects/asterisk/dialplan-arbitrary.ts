import fc from "fast-check";

const extension = fc.constantFrom("100", "_1XX", "_9NXXXXXX.", "_[2-4]X!", "s", "t", "1-00", "_1-XX", "100/555", "_X./_5[1-3]X", "${OUT}", "${NONE}", "_[a,b]X", "a b", "", "#include", "*98");
const priority = fc.constantFrom("1", "2", "n", "n", "n", "next", "s", "same", "hint", "n(top)", "1(go)", "n+2", "n+10(far)", "0", "-1", "3x", "", " n ", "n(open");
const call = fc.constantFrom("NoOp()", "NoOp", "Dial(PJSIP/${EXTEN},20)", "Dial(PJSIP/100&PJSIP/101", "Set(A=1,2)", "GotoIf($[1 > 0]?here:there)", " Hangup()", "PJSIP/100", "${APP}(x)", "Goto(other,s,1)", "System(a(b)c) tail", "");

const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom("exten =>", "exten =", "Exten=>"), extension, priority, call).map(([name, ...rest]) => `${name} ${rest.join(",")}`) },
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom("same =>", "same =", "SAME =>", "sameness ="), priority, call).map(([name, ...rest]) => `${name} ${rest.join(",")}`) },
  { weight: 1, arbitrary: fc.constantFrom("include => other", "include => ${OUT}", "include => late,09:00-17:00,mon-fri,*,*", "include => other", "ignorepat => 9", "switch => Realtime/x@y", "lswitch => DUNDi/z", "exen => 1,1,NoOp()", "word") },
);

/** A whole extensions.conf with two contexts, one of them twice. */
export const dialplanText = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 5 }))
  .map(([a, b, c]) => `[globals]\nOUT=200\n[one]\n${a.join("\n")}\n[two]\n${b.join("\n")}\n[one]\n${c.join("\n")}\n[other]\n[late]\n[200]\n`);
