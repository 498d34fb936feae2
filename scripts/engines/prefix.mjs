/** A prefix: packages unpacked into one folder, and wrappers that run its programs with its own loader and libraries. */
import { chmod, lstat, mkdir, readdir, realpath, symlink, writeFile } from "node:fs/promises";
import { spawn } from "node:child_process";
import { basename, join } from "node:path";
import { once } from "node:events";
import { run } from "./run.mjs";

/** Of no use to a running engine, and half of all files. */
const leftOut = ["./usr/share/man", "./usr/share/locale", "./usr/share/doc", "./usr/share/icons", "./usr/share/lintian"];

/** Unpacks one package; `--keep-directory-symlink` because /lib and friends are links into /usr. */
async function unpackOne(deb, folder) {
  const read = spawn("dpkg-deb", ["--fsys-tarfile", deb], { stdio: ["ignore", "pipe", "inherit"] });
  const write = spawn("tar", ["-x", "--no-same-owner", "--keep-directory-symlink", ...leftOut.map((path) => `--exclude=${path}`), "-C", folder], { stdio: [read.stdout, "inherit", "inherit"] });
  read.stdout.destroy();
  const codes = await Promise.all([once(read, "close"), once(write, "close")]);
  if (codes.some(([code]) => code !== 0)) throw new Error(`could not unpack ${basename(deb)}`);
}

/** Unpacks packages into a fresh folder laid out as Debian's merged /usr. */
export async function unpack(debs, folder) {
  for (const top of ["bin", "sbin", "lib", "lib64"]) {
    await mkdir(join(folder, "usr", top), { recursive: true });
    await symlink(`usr/${top}`, join(folder, top));
  }
  for (const deb of debs) await unpackOne(deb, folder);
}

/** Where the libraries and the dynamic loader of a prefix lie; the paths hold the machine's architecture. */
async function loaderOf(prefix) {
  const triple = (await readdir(join(prefix, "usr/lib"))).find((name) => /-linux-gnu/.test(name));
  if (triple === undefined) throw new Error(`${prefix} has no multiarch library folder`);
  const lib = join("usr/lib", triple);
  const loader = (await readdir(join(prefix, lib))).find((name) => /^ld-(linux|2)[\w.-]*\.so/.test(name));
  if (loader === undefined) throw new Error(`${prefix} has no dynamic loader`);
  return { lib, loader: join(lib, loader) };
}

const librariesOf = (lib) => [lib, `${lib}/pulseaudio`, `${lib}/kamailio`, "usr/lib"];

/**
 * Makes `wrappers/` of a prefix: one shell script per program. A wrapper finds its prefix from its own path, so a
 * prefix can be proven before it is moved to its place.
 */
export async function wrap(prefix, programs) {
  const { lib, loader } = await loaderOf(prefix);
  const place = (text) => text.replaceAll("{prefix}", "$p").replaceAll("{lib}", `$p/${lib}`);
  const libraries = librariesOf(lib).map((path) => `$p/${path}`).join(":");
  await mkdir(join(prefix, "wrappers"));
  for (const { name, path, args = [], env = {}, confined = false } of programs) {
    await lstat(join(prefix, path));
    const exports = Object.entries(env).map(([key, value]) => `export ${key}="${place(value)}"\n`).join("");
    const words = args.map((word) => `"${place(word)}" `).join("");
    const start = confined ? `exec unshare --mount --net --propagation private sh -c '${intoPrefix}' "$p" "/${path}"` : `exec "$p/${loader}" --inhibit-cache --library-path "${libraries}" "$p/${path}"`;
    const file = join(prefix, "wrappers", name);
    await writeFile(file, `#!/bin/sh\np=$(cd "\${0%/*}/.." && pwd -P)\n${exports}${start} ${words}"$@"\n`);
    await chmod(file, 0o755);
  }
}

/** In namespaces of its own, so that nothing of it is left when the program ends. */
const intoPrefix = 'for d in proc dev tmp; do mkdir -p "$0/$d"; mount --rbind "/$d" "$0/$d"; done; exec chroot "$0" "$@"';

/** Libraries that a program would take from outside its prefix, or not find at all: present by luck, absent elsewhere. */
export async function strays(prefix, programs) {
  const { lib, loader } = await loaderOf(prefix);
  const found = [];
  for (const { path } of programs) {
    const libraries = librariesOf(lib).map((folder) => join(prefix, folder)).join(":");
    const { output } = await run(join(prefix, loader), ["--inhibit-cache", "--library-path", libraries, "--list", join(prefix, path)]);
    for (const line of output.split("\n")) {
      const target = /=> (\/\S+|not found)/.exec(line)?.[1];
      if (target === undefined) continue;
      if (target === "not found" || !(await realpath(target)).startsWith(`${await realpath(prefix)}/`)) found.push(line.trim());
    }
  }
  return [...new Set(found)];
}
