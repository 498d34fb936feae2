/** A stranger who sends many requests at once, and the next hop that notes which of them arrived. */
import type { Namespace } from "../lab/namespace.js";

export interface Question {
  readonly id: string;
  readonly port: number;
  readonly method: string;
  readonly uri: string;
  readonly from: string;
  readonly inDialog: boolean;
  readonly route: string | null;
}

const AGENT = `
const dgram = require("dgram"); const fs = require("fs");
const { edge, stranger, hop, settle } = JSON.parse(process.argv[1]);
const questions = JSON.parse(fs.readFileSync(0, "utf8"));
const seen = new Set(); const ear = dgram.createSocket("udp4"); const mouth = dgram.createSocket("udp4");
ear.on("message", (data) => { const found = /^X-Id: (\\S+)/m.exec(data.toString("latin1")); if (found) seen.add(found[1]); });
mouth.on("message", () => {});
ear.bind(5060, hop, () => mouth.bind(0, stranger, async () => {
  const mine = mouth.address().port;
  for (const [index, { id, port, text }] of questions.entries()) {
    mouth.send(Buffer.from(text.replaceAll("{port}", String(mine)), "latin1"), port, edge);
    if (index % 10 === 9) await new Promise((done) => setTimeout(done, 4));
  }
  await new Promise((done) => setTimeout(done, settle));
  console.log(JSON.stringify([...seen])); process.exit(0);
}));`;

function message(stranger: string, { id, method, uri, from, inDialog, route }: Question): string {
  return [
    `${method} ${uri} SIP/2.0`, `Via: SIP/2.0/UDP ${stranger}:{port};branch=z9hG4bK${id}`, ...(route === null ? [] : [`Route: <${route};lr>`]), "Max-Forwards: 70", `From: <${from}>;tag=f${id}`,
    `To: <${uri}>${inDialog ? ";tag=made-up" : ""}`, `Call-ID: ${id}@${stranger}`, `CSeq: 1 ${method}`, `Contact: <sip:x@${stranger}:{port}>`, ...(method === "PRACK" ? ["RAck: 1 1 INVITE"] : []), `X-Id: ${id}`, "Content-Length: 0", "", "",
  ].join("\r\n");
}

/** The ids of those that arrived at the next hop. */
export async function arrived(outside: Namespace, places: { readonly edge: string; readonly stranger: string; readonly hop: string }, questions: readonly Question[], settle = 2500): Promise<ReadonlySet<string>> {
  const input = JSON.stringify(questions.map((question) => ({ id: question.id, port: question.port, text: message(places.stranger, question) })));
  const said = await outside.must(process.execPath, ["-e", AGENT, JSON.stringify({ ...places, settle })], { timeout: 50_000, input });
  return new Set(JSON.parse(said) as string[]);
}
