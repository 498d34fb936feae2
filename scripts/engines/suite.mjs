/** One Debian suite seen through an apt state of our own, so that the host's apt and dpkg are only ever read. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { must, run } from "./run.mjs";

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** The archive this host already uses; a mirror or a proxy set up here is kept that way. */
async function archive() {
  const listed = await must("apt-get", ["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]);
  const uri = listed.split("\n").find((line) => /\/debian\/?$/.test(line));
  if (uri === undefined) throw new Error("no Debian archive (…/debian) in this host's apt sources; `apt-get indextargets` shows them");
  return uri;
}

export class Suite {
  /** @param {string} name @param {string} folder holds lists and archives while the fetch lasts */
  constructor(name, folder) {
    this.name = name;
    this.folder = folder;
  }

  options(status, archives) {
    const settings = {
      "Dir::Etc::sourcelist": join(this.folder, "sources.list"),
      "Dir::Etc::sourceparts": join(this.folder, "none"),
      "Dir::Etc::preferences": join(this.folder, "none/preferences"),
      "Dir::Etc::preferencesparts": join(this.folder, "none"),
      "Dir::State": join(this.folder, "state"),
      "Dir::State::status": status,
      "Dir::Cache": join(this.folder, "cache"),
      "Dir::Cache::archives": archives,
      "Acquire::Check-Valid-Until": "false", // sid's Release expires whenever its mirror is paused
      "Acquire::Languages": "none",
      "Acquire::Retries": "3",
      "APT::Install-Recommends": "false",
      "APT::Sandbox::User": "root",
      "pkgCacheGen::Essential": "none",
      "DPkg::Use-Pty": "false",
    };
    return Object.entries(settings).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  }

  /** A dpkg status in which the named packages of this suite pass for installed. */
  async statusOf(held) {
    if (held.length === 0) return "";
    const shown = await run("apt-cache", [...this.options(join(this.folder, "none/status"), join(this.folder, "cache/archives")), "show", "--no-all-versions", ...held]);
    const fields = /^(Package|Version|Architecture|Multi-Arch|Provides|Maintainer): .*$/gm;
    const stanzas = shown.output.split("\n\n").filter((stanza) => /^Package: /m.test(stanza));
    return stanzas.map((stanza) => `${stanza.match(fields).join("\n")}\nStatus: install ok installed\nDescription: held\n`).join("\n");
  }

  /** Fetches the package lists. */
  async update() {
    for (const folder of ["none", "state/lists/partial", "cache/archives/partial"]) await mkdir(join(this.folder, folder), { recursive: true });
    await writeFile(join(this.folder, "sources.list"), `deb [signed-by=${keyring}] ${await archive()} ${this.name} main\n`);
    const status = join(this.folder, "none", "status");
    await writeFile(status, "");
    await must("apt-get", [...this.options(status, join(this.folder, "cache/archives")), "update", "-qq"]);
  }

  /**
   * Downloads packages with their hard dependencies, without those held.
   * @returns {Promise<string[]>} the .deb files
   */
  async download(packages, held, archives) {
    await mkdir(join(archives, "partial"), { recursive: true });
    const status = join(archives, "status");
    await writeFile(status, await this.statusOf(held));
    await must("apt-get", [...this.options(status, archives), "install", "-y", "-qq", "--download-only", ...packages]);
    return (await readdir(archives)).filter((name) => name.endsWith(".deb")).map((name) => join(archives, name));
  }
}
