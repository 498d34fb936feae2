import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { emergencyNumbers } from "../../app/init.js";
import { importSystem, type ImportChoices, type Imported } from "../../app/import/index.js";
import { validate } from "../../app/judge.js";
import type { Change } from "../../app/plan-write.js";
import { readTree } from "../../app/read-folder.js";
import { applyPlan } from "../../app/write.js";
import type { Report } from "../../report/report.js";
import { codeOf } from "../code.js";
import { tellDiagnostics, type EmitOptions } from "../emit.js";
import { EXIT, UsageError } from "../exit.js";
import type { Io } from "../io.js";
import { versionsOf } from "../versions.js";

interface ImportOptions extends Pick<EmitOptions, "color"> {
  readonly out?: string;
  readonly home: string;
  readonly name: string;
  readonly emergency?: readonly string[];
  readonly asterisk?: string;
}

/** Makes a policy of an existing system; with `-o` writes it and, beside it, the passwords, or nothing at all. */
export async function importPaths(paths: readonly string[], options: ImportOptions, io: Io): Promise<number> {
  const { loaded } = readTree(paths, io.cwd);
  const readable = loaded.filter(({ unreadable }) => !unreadable).map(({ file }) => file);
  const imported = importSystem(readable, choicesOf(options));
  const report = reportOf([...loaded.flatMap(({ diagnostics }) => diagnostics), ...imported.diagnostics], loaded.some(({ unreadable }) => unreadable) || imported.text === null);
  await tellDiagnostics(report, { ...options, format: "terminal" }, io);
  if (imported.text === null) return EXIT.unreadable;
  const path = options.out ?? "policy.yaml";
  const judged = validate({ file: { path, text: imported.text }, unreadable: false, diagnostics: [] });
  if (options.out === undefined) io.stdout.write(imported.text);
  else write(path, imported, io);
  await tellDiagnostics(judged.report, { ...options, format: "terminal" }, io);
  io.stderr.write(summary(path, imported, options.out !== undefined));
  return Math.max(codeOf(report, "none"), imported.diagnostics.length > 0 || judged.policy === null ? EXIT.found : EXIT.clean);
}

function choicesOf(options: ImportOptions): ImportChoices {
  const home = options.home.toUpperCase();
  const emergency = emergencyNumbers({ name: options.name, profile: "standard", home, engine: "asterisk", firewall: "nftables", emergency: options.emergency ?? [] });
  if (emergency === null) throw new UsageError(`say the emergency numbers of ${home}, e.g. --emergency 112 --emergency 110: they must always pass`);
  return { ...versionsOf(options), name: options.name, home, emergency };
}

function reportOf(diagnostics: Report["diagnostics"], unreadable: boolean): Report {
  return { command: "import", inputs: unreadable ? [{ path: ".", outcome: "unreadable" }] : [], diagnostics, findings: [], coverage: null, rules: [], secrets: [], minimumSeverity: "info" };
}

function write(path: string, { text, secrets }: Imported, io: Io): void {
  const folder = dirname(resolve(io.cwd, path));
  const files: readonly (readonly [string, string, number])[] = [
    [resolve(io.cwd, path).slice(folder.length + 1), text ?? "", 0o644],
    ...(secrets.length > 0 ? [[join("secrets", ".gitignore"), "*\n", 0o644] as const] : []),
    ...secrets.map((secret) => [secret.path, `${secret.text ?? randomBytes(18).toString("base64url")}\n`, 0o600] as const),
  ];
  const there = files.map(([name]) => name).filter((name) => existsSync(join(folder, name)));
  if (there.length > 0) throw new UsageError(`${there.slice(0, 3).join(", ")} ${there.length === 1 ? "exists" : "exist"} already; nothing was written`);
  const changes = files.map(([name, content, mode]): Change => ({ path: name, kind: "create", artifact: { text: content, mode }, before: null }));
  const failure = applyPlan({ folder, changes, stale: [], refusals: [] });
  if (failure !== null) throw new UsageError(`nothing was written: ${failure.path}: ${failure.reason}`);
}

function summary(path: string, { counts, diagnostics, secrets }: Imported, written: boolean): string {
  const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const made = secrets.filter(({ text }) => text === null).length;
  return [
    `${written ? `created ${path}: ` : ""}${many(counts.accounts, "account")}, ${many(counts.trunks, "trunk")}, ${many(counts.listeners, "listener")}, ${many(counts.networks, "network")}`,
    ...(diagnostics.length > 0 ? [`${many(diagnostics.length, "thing")} could not be expressed or read: they are told above`] : []),
    ...(written && secrets.length > 0 ? [`created ${many(secrets.length, "file")} in secrets/ (mode 600)${made > 0 ? `, ${made} of them with a new random password` : ""}`] : []),
    "",
  ].join("\n");
}
