import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { readArchive } from "../../src/app/read-archive.js";
import { readTar } from "../../src/app/tar.js";
import { temporaryFolder } from "../cli/run.js";

/** An archive as the tar of this machine writes it. */
function packed(context: TestContext, make: (folder: string) => void, ...flags: string[]): Uint8Array {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "in"));
  make(join(folder, "in"));
  execFileSync("tar", ["-cf", join(folder, "out.tar"), ...flags, "-C", join(folder, "in"), "."]);
  return readFileSync(join(folder, "out.tar"));
}

const long = `${"d".repeat(90)}/${"e".repeat(90)}/${"f".repeat(120)}.conf`;

for (const format of ["gnu", "pax", "ustar", "v7"])
  test(`what tar writes in its ${format} format is read back`, (context) => {
    const names = ["pjsip.conf", "sub/a b.conf", ...(format === "gnu" || format === "pax" ? [long, "ünï.conf"] : [])];
    const bytes = packed(context, (folder) => {
      for (const name of names) {
        mkdirSync(join(folder, name, ".."), { recursive: true });
        writeFileSync(join(folder, name), `; ${name}\n`.repeat(100));
      }
    }, `--format=${format}`);
    const { entries, damage } = readTar(bytes);
    assert.equal(damage, null);
    const files = entries.flatMap((entry) => (entry.kind === "file" ? [[entry.path.replace(/^\.\//, ""), Buffer.from(entry.bytes).toString()]] : []));
    assert.deepEqual(files.sort(), names.map((name) => [name, `; ${name}\n`.repeat(100)]).sort());
    const { loaded, passedOver } = readArchive("x.tar.gz", gzipSync(bytes));
    assert.deepEqual(loaded.map(({ file }) => file.path), names.map((name) => `x.tar.gz/${name}`).sort());
    assert.deepEqual(passedOver, []);
  });

/** One ustar entry with any name, as no tar would write it. */
function entry(name: string, content: string, { type = "0", target = "" } = {}): Uint8Array {
  const header = Buffer.alloc(512);
  header.write(name, 0, "utf8");
  header.write("0000644\0", 100);
  header.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("        ", 148);
  header.write(type, 156);
  header.write(target, 157);
  header.write("ustar\x0000", 257);
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `, 148);
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

const END = Buffer.alloc(1024);

test("a name that climbs out of the archive is passed over, an absolute one lies below it", () => {
  const { loaded, passedOver } = readArchive("x.tar", Buffer.concat([entry("../../etc/passwd", "a"), entry("a/../../b", "b"), entry("/etc/asterisk/pjsip.conf", "c"), entry("./d/../e.conf", "d"), END]));
  assert.deepEqual(loaded.map(({ file }) => file.path), ["x.tar/e.conf", "x.tar/etc/asterisk/pjsip.conf"]);
  assert.deepEqual(passedOver.map(({ reason }) => reason), ["its name leads out of the archive", "its name leads out of the archive"]);
});

test("a link in an archive is followed inside of it alone, and the file has the link's name", () => {
  const link = (path: string, target: string): Uint8Array => entry(path, "", { type: "2", target });
  const { loaded, passedOver } = readArchive("x.tar", Buffer.concat([link("etc/asterisk/pjsip.conf", "../../var/pjsip.conf"), entry("var/pjsip.conf", "[a]\n"), link("etc/asterisk/sip.conf", "../../../../etc/passwd"), link("loop", "loop"), END]));
  assert.deepEqual(loaded.map(({ file, diagnostics }) => [file.path, file.text, diagnostics.map(({ code }) => code)]), [["x.tar/etc/asterisk/pjsip.conf", "[a]\n", []], ["x.tar/etc/asterisk/sip.conf", "", ["link-not-followed"]]]);
  assert.deepEqual(passedOver.map(({ path }) => path), ["x.tar/var/pjsip.conf", "x.tar/etc/asterisk/sip.conf", "x.tar/loop"]);
});

test("bombs and damage are told, and never fill the memory", () => {
  const message = (bytes: Uint8Array): string => readArchive("x.tgz", bytes).loaded[0]?.diagnostics[0]?.message ?? "";
  assert.match(message(gzipSync(Buffer.alloc(400 * 1024 * 1024))), /unpacks to more than 64 MB/);
  assert.match(message(Buffer.from("1f8b0800deadbeef", "hex")), /damaged/);
  assert.match(message(Buffer.from("x".repeat(1024))), /damaged at byte 0: there is no header/);
  assert.match(message(new Uint8Array()), /it is empty/);
  const cut = Buffer.concat([entry("a.conf", "1"), entry("pjsip.conf", "x".repeat(2000)).subarray(0, 1500)]);
  const { loaded } = readArchive("x.tar", cut);
  assert.deepEqual(loaded.map(({ file, unreadable }) => [file.path, unreadable]), [["x.tar", true], ["x.tar/a.conf", false]]);
  assert.match(loaded[0]?.diagnostics[0]?.message ?? "", /at byte 1024: it ends in the middle of a file/);
});

test("any bytes are read without an exception", () => {
  const good = Buffer.concat([entry("a", "1"), entry("x", "30 path=aaaaaaaaaaaaaaaaaaaaa\n", { type: "x" }), entry("b", "2"), END]);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(good.length), (changes, length) => {
      const bytes = Buffer.from(good);
      for (const [at, byte] of changes) bytes[at] = byte;
      readArchive("x.tar", bytes.subarray(0, length));
      readArchive("x.tar.gz", bytes.subarray(0, length));
    }),
    { numRuns: 3000, seed: 20261122 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => void readArchive("x", bytes)), { numRuns: 500, seed: 20261122 });
});

test("what a folder holds: texts are read, links stay inside, what would be missed is told", async (context) => {
  const { readTree } = await import("../../src/app/read-folder.js");
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "host/etc/asterisk"), { recursive: true });
  mkdirSync(join(folder, "host/var"));
  writeFileSync(join(folder, "outside.conf"), "[secret]\n");
  writeFileSync(join(folder, "host/var/extensions.conf"), "[general]\n");
  writeFileSync(join(folder, "host/binary"), Buffer.from([0, 1, 2]));
  symlinkSync("../../var/extensions.conf", join(folder, "host/etc/asterisk/extensions.conf"));
  symlinkSync(join(folder, "outside.conf"), join(folder, "host/etc/asterisk/sip.conf"));
  symlinkSync(join(folder, "outside.conf"), join(folder, "host/note"));
  symlinkSync("..", join(folder, "host/etc/loop"));
  const { loaded, roots, passedOver } = readTree(["./host/"], folder);
  assert.deepEqual(roots, ["host"]);
  assert.deepEqual(loaded.map(({ file, diagnostics }) => [file.path, file.text, diagnostics.map(({ code }) => code)]), [["host/etc/asterisk/extensions.conf", "[general]\n", []], ["host/etc/asterisk/sip.conf", "", ["link-not-followed"]]]);
  assert.deepEqual(passedOver.map(({ path }) => path), ["host/binary", "host/etc/asterisk/sip.conf", "host/etc/loop", "host/note", "host/var/extensions.conf"]);
  if (process.getuid?.() === 0) return;
  writeFileSync(join(folder, "host/etc/asterisk/pjsip.conf"), "");
  writeFileSync(join(folder, "host/shadow"), "");
  for (const name of ["etc/asterisk/pjsip.conf", "shadow"]) chmodSync(join(folder, "host", name), 0);
  const again = readTree(["host"], folder);
  assert.deepEqual(again.loaded.filter(({ unreadable }) => unreadable).map(({ file }) => file.path), ["host/etc/asterisk/pjsip.conf"]);
  assert.ok(again.passedOver.some(({ path }) => path === "host/shadow"));
});
