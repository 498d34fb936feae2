/**
 * The other side of a trunk: takes INVITEs on 127.0.0.1:5070, says busy to each, and prints who called whom: `caller number`, the
 * user parts of From and Request-URI as they were sent, one call a line.
 */
import { createSocket } from "node:dgram";

const socket = createSocket("udp4");
const seen = new Set<string>();

const header = (text: string, name: string): string => new RegExp(`^${name}:.*$`, "im").exec(text)?.[0] ?? "";

socket.on("message", (message, peer) => {
  const text = message.toString("latin1");
  const [, number = ""] = /^INVITE sips?:([^@\s]*)@/.exec(text) ?? [];
  if (!text.startsWith("INVITE ")) return;
  const id = header(text, "Call-ID");
  if (!seen.has(id)) process.stdout.write(`${/sip:([^@>;]*)/.exec(header(text, "From"))?.[1] ?? ""} ${number}\n`);
  seen.add(id);
  const answer = ["SIP/2.0 486 Busy Here", header(text, "Via"), header(text, "From"), `${header(text, "To")};tag=x`, id, header(text, "CSeq"), "Content-Length: 0", "", ""].join("\r\n");
  socket.send(Buffer.from(answer, "latin1"), peer.port, peer.address);
});

socket.bind(5070, "127.0.0.1");
