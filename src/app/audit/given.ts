import { posix } from "node:path";
import type { SourceFile } from "../../source/index.js";

/** The files of an audit by their paths: nothing outside them is ever read. */
export class Given {
  private readonly byPath: ReadonlyMap<string, SourceFile>;

  constructor(readonly files: readonly SourceFile[]) {
    this.byPath = new Map(files.map((file) => [posix.normalize(file.path), file]));
  }

  /**
   * The file that another one names: relative to it, or by an absolute path of the audited host, which is looked for by its
   * longest tail below the folders given (`/etc/kamailio/tls.cfg` in `host1/etc/kamailio/tls.cfg`).
   */
  beside(path: string, from: SourceFile): SourceFile | "missing" | "outside" {
    if (!path.startsWith("/")) return this.byPath.get(posix.normalize(posix.join(posix.dirname(from.path), path))) ?? "missing";
    for (let tail = path; tail !== ""; tail = tail.slice(1).replace(/^[^/]*/, "")) {
      const found = this.files.find((file) => posix.normalize(file.path) === tail.slice(1) || file.path === tail || file.path.endsWith(tail));
      if (found !== undefined && shareFolder(found.path, path)) return found;
    }
    return "outside";
  }
}

/** A file of the same name in another folder is another file; only its own folder's name makes it likely the one meant. */
function shareFolder(found: string, meant: string): boolean {
  return posix.basename(posix.dirname(found)) === posix.basename(posix.dirname(meant)) || posix.dirname(found) === ".";
}
