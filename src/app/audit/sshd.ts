import { posix } from "node:path";
import { readSshd, sshServices, type Include } from "../../dialects/sshd/index.js";
import type { Posture } from "../../posture/index.js";
import type { SourceFile } from "../../source/index.js";

/** Where the server believes its files to lie. */
const FOLDER = "/etc/ssh/";

/** Reads each sshd_config with what it includes, as far as that was given; nothing outside of its own folder is looked for. */
export function auditSshd(files: readonly SourceFile[]): readonly Posture[] {
  return files.filter(({ path }) => posix.basename(path) === "sshd_config").map((main) => {
    const system = readSshd(main, includesOf(main, files));
    return { sshd: [system], management: sshServices(system) };
  });
}

function includesOf(main: SourceFile, files: readonly SourceFile[]): Include {
  const folder = posix.dirname(main.path);
  return (pattern) => {
    if (pattern.startsWith("/") && !pattern.startsWith(FOLDER)) return null;
    const path = posix.normalize(posix.join(folder, pattern.startsWith(FOLDER) ? pattern.slice(FOLDER.length) : pattern));
    if (path.startsWith("..") && !folder.startsWith("..")) return null;
    const fits = globOf(path);
    const found = files.filter((file) => file !== main && fits.test(posix.normalize(file.path))).sort((a, b) => (a.path < b.path ? -1 : 1));
    return found.length > 0 || /[*?[]/.test(pattern) && files.some((file) => posix.dirname(file.path) === posix.dirname(path)) ? found : null;
  };
}

function globOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.+^${}()|\\[\]]/g, "\\$&").replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}$`);
}
