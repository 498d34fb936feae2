import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { KamailioFile, Route, Statement } from "../../../src/dialects/kamailio/index.js";
import { parseKamailio } from "../../../src/dialects/kamailio/index.js";
import { positionOf } from "../../../src/source/index.js";

function parse(text: string, files: Readonly<Record<string, string>> = {}): KamailioFile {
  return parseKamailio(
    { path: "kamailio.cfg", text },
    { include: (path) => (files[path] === undefined ? "missing" : { path, text: files[path] }) },
  );
}

function mainRoute(file: KamailioFile): readonly Statement[] {
  const route = file.items.find((item): item is Route => item.kind === "route");
  assert.ok(route, "no route was read");
  return route.body;
}

/** Problems as `line:code`. */
function problems(file: KamailioFile): string[] {
  return file.problems.map(({ at, code }) => `${positionOf(at.file, at.start).line}:${code}`);
}

test("settings, modules and parameters keep their values and places", () => {
  const file = parse('children=8\nlog_facility=LOG_LOCAL0\nloadmodule "tm.so"\nmodparam("tm|sl", "fr_timer", -0x10)\n');
  assert.deepEqual(problems(file), []);
  const [children, facility, module, param] = file.items;
  assert.ok(children?.kind === "setting" && children.value.kind === "number" && children.value.value === 8);
  assert.ok(facility?.kind === "setting" && facility.value.value === "LOG_LOCAL0");
  assert.ok(module?.kind === "loadmodule" && module.name === "tm");
  assert.ok(param?.kind === "modparam" && param.modules.value === "tm|sl" && param.value.kind === "number" && param.value.value === -16);
});

test("numbers have the bases of the engine: 0600 is octal", () => {
  const file = parse('modparam("jsonrpcs", "fifo_mode", 0600)\n');
  const [param] = file.items;
  assert.ok(param?.kind === "modparam" && param.value.kind === "number");
  assert.equal(param.value.value, 0o600);
});

test("neighbouring double-quoted strings are one, and unknown escapes keep their backslash", () => {
  const file = parse('request_route { xlog("a\\n" \n "b\\d\\x41"); }');
  const [call] = mainRoute(file);
  assert.ok(call?.kind === "call");
  const [arg] = call.args;
  assert.ok(arg?.kind === "string");
  assert.equal(arg.value, "a\nb\\dA");
});

test("a define stands for its text, and what is not defined is left out", () => {
  const file = parse("#!define WITH_A\n#!define PORT 5061\n#!ifdef WITH_A\nlisten=tls:192.0.2.1:PORT\n#!else\nlisten=udp:192.0.2.1:5060\n#!endif\n");
  assert.deepEqual(problems(file), []);
  const [socket] = file.items;
  assert.ok(socket?.kind === "socket" && file.items.length === 1);
  assert.equal(socket.protocol, "tls");
  assert.deepEqual(socket.ports, { first: 5061, last: 5061 });
  assert.equal(socket.hosts[0]?.value, "192.0.2.1");
  assert.equal(file.inactive.length, 1);
});

test("an else that is not alone on its line is a comment, so both branches are read", () => {
  const file = parse("#!ifdef NOPE\nchildren=1\n#!else # otherwise\nchildren=2\n#!endif\nfork=yes\n");
  assert.equal(file.items.length, 1, "the inactive branch swallows the sloppy else");
  const active = parse("#!define YES_\n#!ifdef YES_\nchildren=1\n#!else # otherwise\nchildren=2\n#!endif\n");
  assert.equal(active.items.length, 2);
  assert.deepEqual(problems(active), ["4:else-ignored"]);
});

test("inside an inactive branch a directive counts even in a comment", () => {
  const file = parse("#!ifdef NOPE\n# old: #!endif\nchildren=2\n#!endif\n");
  assert.deepEqual(file.items.map((item) => item.kind), ["setting"]);
  assert.deepEqual(problems(file), ["4:condition-unbalanced"]);
});

test("$rcv outside a string is $rc followed by v", () => {
  const file = parse("request_route { $var(a) = $rcv(x); }");
  assert.equal(file.problems[0]?.code, "syntax");
});

test("conditions need no parentheses and operators bind as in the grammar", () => {
  const file = parse('request_route { if !is_method("INVITE") && $rU == 1 || src_ip==192.0.2.0/24 { drop; } else exit; }');
  assert.deepEqual(problems(file), []);
  const [branch] = mainRoute(file);
  assert.ok(branch?.kind === "if" && branch.condition.kind === "binary");
  assert.equal(branch.condition.operator, "||");
  assert.ok(branch.condition.left.kind === "binary" && branch.condition.left.operator === "&&");
  assert.ok(branch.condition.right.kind === "binary" && branch.condition.right.right.kind === "word");
  assert.equal(branch.condition.right.right.value, "192.0.2.0/24");
  assert.deepEqual(branch.otherwise.map((statement) => statement.kind), ["end"]);
});

test("an empty block, a bare value and a missing semicolon are what the engine refuses", () => {
  assert.deepEqual(problems(parse("request_route {\n}\n")), ["2:block-empty"]);
  assert.deepEqual(problems(parse("request_route {\n  1;\n}\n")), ["2:statement-useless"]);
  assert.deepEqual(problems(parse("request_route {\n  sl_send_reply()\n  exit;\n}\n")), ["3:syntax"]);
});

test("a broken statement does not hide the rest", () => {
  const file = parse("request_route {\n  if ( { drop; }\n  exit;\n}\nchildren=4\n");
  assert.equal(file.items.at(-1)?.kind, "setting");
  assert.equal(file.problems[0]?.effect, "fatal");
});

test("includes continue where they stand, even inside a route", () => {
  const file = parse('request_route {\n  include_file "part.cfg"\n  exit;\n}\n', { "part.cfg": 'route(AUTH);\n' });
  assert.deepEqual(problems(file), []);
  const [call] = mainRoute(file);
  assert.ok(call?.kind === "call");
  assert.equal(call.at.file.path, "part.cfg");
});

test("a missing include and a define from the environment are outside, not guessed", () => {
  const file = parse('include_file "gone.cfg"\n#!defenv DBURL\nchildren=2\n');
  assert.deepEqual(file.problems.map(({ effect }) => effect), ["outside", "outside"]);
  assert.equal(file.items.length, 1);
});

test("route[0] is the main route, event routes have names of their own", () => {
  const file = parse("route[0] { exit; }\nevent_route[htable:mod-init] { exit; }\nonreply_route[X] { exit; }\n");
  assert.deepEqual(
    file.items.map((item) => (item.kind === "route" ? [item.route, item.name?.value ?? null] : null)),
    [["request", null], ["event", "htable:mod-init"], ["onreply", "X"]],
  );
});

test("a define that names itself ends", () => {
  assert.equal(parse("#!define A B\n#!define B A\nchildren=A\n").problems[0]?.code, "define-recursive");
});

test("deep nesting is refused, not crashed on", () => {
  const file = parse(`request_route { if ${"(".repeat(50_000)}1 { exit; } }`);
  assert.ok(file.problems.some(({ code }) => code === "nesting-too-deep"));
});

const PIECES = [
  "#!define A 1\n", "#!ifdef A\n", "#!else\n", "#!endif\n", '#!subst "/a/b/"\n', "request_route {", "route[X] {", "}", "{", "(", ")", ";", ",", "if", "else", "while", "switch", "case 1:", "default:",
  "$var(x)", "$(hdr(X){s.len})", "$", '"str"', "'raw'", '"', "'", "/*", "*/", "#", "//", "\n", " ", "=", "==", "&&", "!", "-", "1", "0x1f", "route(X)", "exit", "return", "listen=udp:", "192.0.2.1", "[::1]", ":5060", "A", "\\", "\0", "é", "modparam(", "loadmodule", "event_route[", "a:b]", "src_ip", "include_file",
];

test("any text gives a tree and problems whose places lie in the text, and no exception", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })), { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      const file = parse(text);
      for (const { at } of [...file.problems, ...file.items]) assert.ok(at.start >= 0 && at.end <= text.length && at.start <= at.end);
    }),
    { numRuns: 3_000, seed: 20261122 },
  );
});

test("a field and what it is compared with are one: the not before it denies the comparison", () => {
  const [branch] = mainRoute(parse("request_route { if (!uri==myself && $rU == 1) exit; }"));
  assert.ok(branch?.kind === "if" && branch.condition.kind === "binary" && branch.condition.left.kind === "unary");
  assert.equal(branch.condition.left.operand.kind, "binary");
});

test("a word in capitals may be a define of a file that was not given", () => {
  const text = 'include_file "gone.cfg"\nmodparam("usrloc", "db_url", DBURL)\nrequest_route { is_in_subnet("$si", NETS); }\n';
  assert.deepEqual(parse(text).problems.map(({ effect }) => effect), ["outside", "outside", "outside"]);
  assert.deepEqual(parse(text.replace(/^.*\n/, "")).problems.map(({ effect }) => effect), ["fatal", "fatal"]);
});
