import { mkdirSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { emergencyNumbers, starterPolicy, type StarterChoices } from "../../app/init.js";
import { validate } from "../../app/judge.js";
import { reasonOf } from "../../source/load.js";
import { EXIT, UsageError } from "../exit.js";
import { emit } from "../emit.js";
import type { Io } from "../io.js";
import { STDIN } from "../input.js";

interface InitOptions extends Omit<StarterChoices, "emergency"> {
  readonly emergency?: readonly string[];
  /** False after --no-secrets. */
  readonly secrets: boolean;
}

/** Writes a policy and, beside it, random passwords for its accounts; what is there already is never touched. */
export async function init(file: string, options: InitOptions, io: Io): Promise<number> {
  const choices: StarterChoices = { ...options, emergency: options.emergency ?? [] };
  const emergency = emergencyNumbers(choices);
  if (emergency === null) throw new UsageError(`say the emergency numbers of ${options.home}, e.g. --emergency 112 --emergency 110: they must always pass`);
  const { text, secretFiles } = starterPolicy(choices, emergency);
  const { policy, report } = validate({ file: { path: file, text }, unreadable: false, diagnostics: [] });
  if (policy === null) {
    // The words of the command line stand in the text, so a bad one is told like any mistake in a policy.
    await emit(report, { format: "terminal" }, io);
    return EXIT.wrong;
  }
  if (file === STDIN) {
    io.stdout.write(text);
    return EXIT.clean;
  }
  create(resolve(io.cwd, file), file, text, 0o644);
  const folder = dirname(resolve(io.cwd, file));
  const made = options.secrets ? secretFiles.filter((name) => createSecret(join(folder, name))) : [];
  io.stdout.write(nextWords(file, made));
  return EXIT.clean;
}

function create(path: string, name: string, text: string, mode: number): void {
  try {
    writeFileSync(path, text, { flag: "wx", mode });
  } catch (error) {
    const reason = reasonOf(error);
    throw new UsageError(reason === "EEXIST" ? `${name} exists already; nothing was written` : `${name} cannot be written: ${reason}`);
  }
}

/** @returns whether it was made: a password that is there stays */
function createSecret(path: string): boolean {
  unlessThere(() => mkdirSync(dirname(path), { mode: 0o700 }), dirname(path));
  unlessThere(() => writeFileSync(join(dirname(path), ".gitignore"), "*\n", { flag: "wx" }), path);
  return unlessThere(() => writeFileSync(path, `${randomBytes(18).toString("base64url")}\n`, { flag: "wx", mode: 0o600 }), path);
}

function unlessThere(make: () => void, path: string): boolean {
  try {
    make();
    return true;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason !== "EEXIST") throw new UsageError(`${path} cannot be written: ${reason}`);
    return false;
  }
}

function nextWords(file: string, secrets: readonly string[]): string {
  const made = [`created ${file}`, ...secrets.map((name) => `created ${name} (a random password, mode 600)`)].join("\n");
  return `${made}\n\nIt holds example addresses: put in your own, then\n  ringfence validate ${file}\n  ringfence lint ${file}\n  ringfence render ${file} -o out\n`;
}
