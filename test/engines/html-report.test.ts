import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { judgeSystem } from "../../src/app/judge-system.js";
import { loadReporter, type Report } from "../../src/report/index.js";
import { Browser } from "./browser/browser.js";
import { ACTIVE, FAINT_TEXTS, HEADINGS, OVERFLOWING } from "./browser/look.js";

const SECRET = "tr0ub4dor-and-3";
const HOSTILE = `<script>document.title="owned"</script><img src=x onerror="document.title='owned'">"'&\u202e`;

/** A system with something of everything: open and closed listeners, hostile names, accepted findings, files that mean nothing. */
const FILES: Readonly<Record<string, string>> = {
  "host/etc/asterisk/pjsip.conf": `; ${HOSTILE}\n[udp]\ntype=transport\nprotocol=udp ; ringfence: ignore listener-cleartext until 2027-03-31 owner noc reason ${HOSTILE}\nbind=0.0.0.0:5060\n\n[tls]\ntype=transport\nprotocol=tls\nbind=0.0.0.0:5061\ncert_file=/etc/ssl/a.pem\npriv_key_file=/etc/ssl/a.key\n\n[${HOSTILE.slice(0, 40)}]\ntype=endpoint\nnonsense=${"x".repeat(300)}\n[100]\ntype=auth\nauth_type=userpass\nusername=100\npassword=${SECRET}\n`,
  "host/etc/asterisk/manager.conf": `[general]\nenabled=yes\nbindaddr=0.0.0.0\n[admin]\nsecret = ${SECRET}\npermit=0.0.0.0/0\n`,
  [`host/etc/${HOSTILE.replaceAll("/", "")}.txt`]: "nothing\n",
  "host/rules.v4": "*filter\n:INPUT DROP [0:0]\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -p tcp -m string --string x -m nosuch --what 1 -j ACCEPT\nCOMMIT\n",
  "host/kamailio.cfg": "#!KAMAILIO\nlisten=udp:192.0.2.1:5060\nrequest_route {\n t_relay();\n}\n",
};

const loaded = Object.entries(FILES).map(([path, text]) => ({ file: { path, text }, unreadable: false, diagnostics: [] }));
const report: Report = judgeSystem(loaded, { kamailio: "6.0", asterisk: "22" }, "2026-11-22", { roots: ["host"], passedOver: [{ path: `host/${HOSTILE}`, reason: "not a text" }] });

const folder = mkdtempSync(join(tmpdir(), "rf-html-"));
const url = pathToFileURL(join(folder, "report.html")).href;
let browser: Browser;

before(async () => {
  writeFileSync(join(folder, "report.html"), (await loadReporter.html())(report, { colour: false, columns: Infinity }));
  browser = await Browser.start();
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const VIEWS = [
  { name: "light", media: "screen", scheme: "light", page: "rgb(255, 255, 255)" },
  { name: "dark", media: "screen", scheme: "dark", page: "rgb(20, 23, 27)" },
  { name: "print of a dark screen", media: "print", scheme: "dark", page: "rgb(255, 255, 255)" },
] as const;

async function view({ media, scheme }: (typeof VIEWS)[number], width: number): Promise<void> {
  await browser.call("Emulation.setEmulatedMedia", { media, features: [{ name: "prefers-color-scheme", value: scheme }] });
  await browser.call("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: false });
  await browser.open(url);
}

for (const one of VIEWS)
  test(`${one.name}: every text can be read, nothing is fetched, nothing complains, nothing sticks out`, async () => {
    for (const width of [360, 1280]) {
      await view(one, width);
      const { seen, faint } = await browser.evaluate<{ seen: number; faint: string[] }>(FAINT_TEXTS);
      assert.ok(seen > 100, `${seen} texts`);
      assert.deepEqual(faint, []);
      assert.equal(await browser.evaluate("getComputedStyle(document.body).backgroundColor"), one.page);
      assert.deepEqual(await browser.evaluate(OVERFLOWING), [], `${width} px`);
      assert.ok((await browser.evaluate<number>("document.documentElement.scrollWidth")) <= width, `${width} px`);
      assert.deepEqual(requests(), [url]);
      assert.deepEqual(complaints(), []);
    }
  });

test("the page's own style is the only one that its policy lets in", async () => {
  await view(VIEWS[0], 1280);
  await browser.evaluate(`void document.body.insertAdjacentHTML("beforeend", "<p id=late style='color: red'>x</p><img src='https://example.com/x.png'><style>h1 { display: none }</style>")`);
  assert.equal(await browser.evaluate("getComputedStyle(document.getElementById('late')).color"), await browser.evaluate("getComputedStyle(document.body).color"));
  assert.notEqual(await browser.evaluate("getComputedStyle(document.querySelector('h1')).display"), "none");
  assert.ok(complaints().length >= 2, "the browser tells what it refused");
});

function requests(): string[] {
  return browser.events.filter(({ method }) => method === "Network.requestWillBeSent").map(({ params }) => (params["request"] as { url: string }).url);
}

function complaints(): unknown[] {
  return browser.events.filter(({ method }) => ["Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"].includes(method)).map(({ params }) => params);
}

test("nothing of the input became a part of the page", async () => {
  await view(VIEWS[0], 1280);
  assert.deepEqual(await browser.evaluate(ACTIVE), []);
  assert.equal(await browser.evaluate("document.title"), "Security audit: host");
  const text = await browser.evaluate<string>("document.documentElement.outerHTML");
  assert.ok(!text.includes(SECRET));
  assert.ok(!text.includes("\u202e"));
  assert.ok((await browser.evaluate<string>("document.body.innerText")).includes('<script>document.title="owned"</script>'), "it is shown as the text it is");
});

test("every finding is told once, by severity, and what was accepted is apart", async () => {
  await view(VIEWS[0], 1280);
  const inForce = report.findings.filter(({ suppressed, severity, confidence }) => suppressed === null && !(severity === "info" && confidence === "low"));
  assert.ok(inForce.length >= 5);
  assert.equal(await browser.evaluate("document.querySelectorAll('#findings .place').length"), inForce.length);
  assert.equal(await browser.evaluate("document.querySelectorAll('#accepted tbody tr').length"), report.findings.filter(({ suppressed }) => suppressed !== null).length);
  assert.equal(await browser.evaluate("document.querySelectorAll('#exposure tbody tr').length"), report.audited?.exposure.length);
  const severities = await browser.evaluate<string[]>("[...document.querySelectorAll('#findings h3')].map((heading) => heading.id)");
  assert.deepEqual(severities, ["critical", "high", "medium", "low", "info"].filter((severity) => inForce.some((finding) => finding.severity === severity)));
});

test("it is made for those who cannot see it as well: landmarks, headings in order, tables with headers", async () => {
  await view(VIEWS[0], 1280);
  const levels = await browser.evaluate<number[]>(HEADINGS);
  assert.deepEqual(levels.filter((level) => level === 1), [1]);
  assert.deepEqual(levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1), []);
  const { nodes } = (await browser.call("Accessibility.getFullAXTree")) as { nodes: { role: { value: string } }[] };
  const roles = nodes.map(({ role }) => role.value);
  for (const landmark of ["banner", "navigation", "main", "contentinfo"]) assert.equal(roles.filter((role) => role === landmark).length, 1, landmark);
  assert.ok(roles.filter((role) => role === "columnheader").length > 5 && roles.filter((role) => role === "rowheader").length > 5);
  assert.deepEqual(await browser.evaluate("[...document.querySelectorAll('nav a, .skip')].filter((link) => document.querySelector(link.getAttribute('href')) === null).length"), 0);
  assert.equal(await browser.evaluate("document.documentElement.lang"), "en");
});

test("it prints, on pages that have all of it", async () => {
  await view(VIEWS[2], 1280);
  const { data } = await browser.call("Page.printToPDF", { paperWidth: 8.27, paperHeight: 11.69, printBackground: false });
  const pdf = Buffer.from(String(data), "base64").toString("latin1");
  const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  assert.ok(pages >= 2 && pages < 30, `${pages} pages`);
});
