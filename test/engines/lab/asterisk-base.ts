/** The folder an Asterisk of the lab lives in. */
import { appendFile, cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Configs, layDown } from "./configs.js";
import { type Prefix, prefixPath } from "./engine.js";
import { scratch } from "./scratch.js";

/** What Asterisk's core reads whatever modules.conf says: a Debian machine has them from the package asterisk-config. */
const core = ["acl.conf", "ccss.conf", "cdr.conf", "cel.conf", "features.conf", "indications.conf", "manager.conf", "manager.d", "pjproject.conf", "udptl.conf"];

const readable = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");

/** A rendered asterisk.conf keeps all but its folders, which are the lab's. */
async function asteriskConf(base: string, prefix: Prefix): Promise<void> {
  const file = join(base, "etc/asterisk.conf");
  const rest = (await readable(file)).replace(/^\[directories\][^]*?(?=^\[|$(?![^]))/m, "");
  const libraries = prefixPath(prefix, "usr/lib");
  const triple = (await readdir(libraries)).find((name) => name.includes("-linux-gnu")) ?? "";
  const folders = {
    astetcdir: "etc", astvarlibdir: "lib", astdbdir: "lib", astkeydir: "lib", astagidir: "lib",
    astspooldir: "spool", astrundir: "run", astlogdir: "log",
  };
  const lines = Object.entries(folders).map(([key, folder]) => `${key} => ${join(base, folder)}`);
  const modules = [join(libraries, triple, "asterisk/modules"), join(libraries, "asterisk/modules")].find((folder) => existsSync(folder)); // bullseye has the latter
  lines.push(`astmoddir => ${modules ?? ""}`, `astdatadir => ${prefixPath(prefix, "usr/share/asterisk")}`);
  await writeFile(file, `[directories]\n${lines.join("\n")}\n\n${rest}`);
}

/** One more log channel, whatever else a rendered logger.conf writes. */
async function loggerConf(base: string): Promise<void> {
  const file = join(base, "etc/logger.conf");
  const channel = "lab => notice,warning,error,security\n";
  const text = await readable(file);
  if (/^\[logfiles\]/m.test(text)) await appendFile(file, `\n[logfiles](+)\n${channel}`);
  else await appendFile(file, `\n[general]\n[logfiles]\n${channel}`);
}

/** Makes the folder: the given files as they are, the core's others as Debian ships them. */
export async function asteriskBase(configs: Configs, prefix: Prefix): Promise<string> {
  const base = scratch("ast");
  for (const folder of ["lib", "spool", "run", "log/cdr-csv", "log/cdr-custom", "log/cel-custom"]) await mkdir(join(base, folder), { recursive: true });
  await layDown(configs, join(base, "etc"));
  for (const name of core) await cp(prefixPath(prefix, "etc/asterisk", name), join(base, "etc", name), { recursive: true, force: false });
  await appendFile(join(base, "etc/stasis.conf"), "");
  await asteriskConf(base, prefix);
  await loggerConf(base);
  return base;
}
