// What an audit costs: an ordinary host against an empty node process, and how time grows with files of ten times the size.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Texts of growing size; each is a host's file that a big installation could have. */
export const GROWING = [
  { name: "extensions.conf", unit: "MB", sizes: [1, 10], text: dialplan },
  { name: "pjsip.conf", unit: "sections", sizes: [5_000, 50_000], text: sections },
  { name: "kamailio.cfg", unit: "lines", sizes: [500, 5_000], text: routes },
  { name: "rules.v4", unit: "rules", sizes: [2_000, 20_000], text: rules },
];

/** Some hundred bytes of dialplan for every number, in contexts of a hundred. */
function dialplan(megabytes) {
  const blocks = ["[general]\nstatic=yes\n[globals]\nOUT=carrier\n"];
  let length = 0;
  for (let nth = 0; length < megabytes * 1_000_000; nth += 1) {
    const context = nth % 100 === 0 ? `[phones-${nth / 100}]\ninclude => internal\n` : "";
    const block = `${context}exten => ${100000 + nth},1,NoOp(call for ${100000 + nth})\n same => n,GotoIf($["\${CALLERID(num)}" = "101"]?busy)\n same => n,Dial(PJSIP/${100000 + nth},30,t)\n same => n(busy),Hangup()\n`;
    blocks.push(block);
    length += block.length;
  }
  blocks.push("[internal]\nexten => _1XX,1,Dial(PJSIP/${FILTER(0-9,${EXTEN})},30)\n");
  return blocks.join("");
}

/** Three sections an account. */
function sections(count) {
  const head = "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10:5061\nmethod=tlsv1_2\ncert_file=/etc/ssl/pbx.pem\npriv_key_file=/etc/ssl/pbx.key\n[phone](!)\ntype=endpoint\ncontext=phones\ndisallow=all\nallow=opus\nmedia_encryption=sdes\n";
  const account = (nth) => `[${nth}](phone)\nauth=${nth}-auth\naors=${nth}\n[${nth}-auth]\ntype=auth\nusername=${nth}\npassword=bench-Secret-${nth}\n[${nth}]\ntype=aor\nmax_contacts=1\n`;
  return head + Array.from({ length: Math.floor(count / 3) }, (_, nth) => account(1000 + nth)).join("");
}

/** Routes that call each other in a chain, each with a decision of its own. */
function routes(lines) {
  const head = '#!KAMAILIO\nlisten=udp:192.0.2.20:5060\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "rr.so"\nloadmodule "textops.so"\nloadmodule "siputils.so"\nrequest_route {\n    route(R0);\n    exit;\n}\n';
  const count = Math.floor((lines - 12) / 8);
  const route = (nth) => `route[R${nth}] {\n    if ($rU == "${nth}") {\n        $var(x) = "${nth}";\n        sl_send_reply("404", "Not here");\n        exit;\n    }\n    ${nth + 1 < count ? `route(R${nth + 1});` : "sl_send_reply(\"404\", \"Nowhere\");"}\n}\n`;
  return head + Array.from({ length: count }, (_, nth) => route(nth)).join("");
}

/** One address each. */
function rules(count) {
  const line = (nth) => `-A INPUT -s 10.${(nth >> 16) & 255}.${(nth >> 8) & 255}.${nth & 255}/32 -p udp -m udp --dport ${nth % 2 === 0 ? "5060" : "10000:20000"} -j ${nth % 3 === 0 ? "DROP" : "ACCEPT"}\n`;
  return `*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n${Array.from({ length: count }, (_, nth) => line(nth)).join("")}COMMIT\n`;
}

/** Writes files below a folder of their own, hands it over, and removes it. */
export function withFiles(files, use) {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-bench-"));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
