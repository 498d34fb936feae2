import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import type { SecretRef } from "../policy/types.js";
import { reasonOf } from "../source/load.js";
import type { Diagnostic } from "../source/index.js";
import type { Secrets } from "../targets/index.js";

export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that `file:` references are relative to: the policy's. */
  readonly folder: string;
}

/** Digest passwords of phones are short; nobody means a file of this size as one. */
const MOST_BYTES = 4096;
const SHORTEST_GOOD = 12;

/**
 * Every referenced secret by its policy path, or an error for each that cannot be had, all in one run. No value and no
 * part of one is ever in a message.
 */
export function resolveSecrets(refs: readonly SecretRef[], sources: SecretSources): { secrets: Secrets; diagnostics: readonly Diagnostic[] } {
  const secrets = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const ref of refs) {
    const found = ref.from === "env" ? fromEnvironment(ref, sources) : fromFile(ref, sources);
    const fault = "fault" in found ? found.fault : faultOf(found.value);
    if (fault !== null) diagnostics.push({ level: "error", code: "secret-unusable", message: `the secret ${named(ref)} ${fault}`, at: ref.at });
    else if ("value" in found) {
      secrets.set(ref.path, found.value);
      diagnostics.push(...doubts(ref, found.value, found.worldReadable));
    }
  }
  return { secrets, diagnostics };
}

type Found = { readonly value: string; readonly worldReadable: boolean } | { readonly fault: string };

function fromEnvironment(ref: SecretRef, { env }: SecretSources): Found {
  const value = env[ref.name];
  return value === undefined ? { fault: "is not set in the environment" } : { value, worldReadable: false };
}

function fromFile(ref: SecretRef, { folder }: SecretSources): Found {
  try {
    const descriptor = openSync(resolve(folder, ref.name), "r");
    try {
      const buffer = new Uint8Array(MOST_BYTES + 1);
      const bytes = buffer.subarray(0, readSync(descriptor, buffer));
      if (bytes.length > MOST_BYTES) return { fault: `is longer than ${MOST_BYTES} bytes` };
      const value = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
      return { value, worldReadable: (fstatSync(descriptor).mode & 0o004) !== 0 };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { fault: error instanceof TypeError ? "is not UTF-8 text" : `cannot be read: ${reasonOf(error)}` };
  }
}

function faultOf(value: string): string | null {
  if (value === "") return "is empty";
  if (/[\r\n]/.test(value)) return "has more than one line";
  return /[\p{Cc}\p{Cs}]/u.test(value) ? "holds a control character" : null;
}

function doubts(ref: SecretRef, value: string, worldReadable: boolean): Diagnostic[] {
  const warn = (code: string, message: string, hint: string): Diagnostic => ({ level: "warning", code, message: `the secret ${named(ref)} ${message}`, at: ref.at, hint });
  return [
    ...(worldReadable ? [warn("secret-world-readable", "can be read by every user of this machine", `chmod 600 ${ref.name}`)] : []),
    ...(weak(ref, value) ? [warn("secret-weak", "is easily guessed", `use at least ${SHORTEST_GOOD} random characters, e.g. from: openssl rand -base64 18`)] : []),
  ];
}

/** Short, of few characters, or made of the account's own name: what password guessers try in the first minute. */
function weak(ref: SecretRef, value: string): boolean {
  const name = ref.path.split(".")[1] ?? "";
  return value.length < SHORTEST_GOOD || new Set(value).size < 6 || (name.length > 2 && value.replaceAll(name, "").length < SHORTEST_GOOD / 2);
}

function named({ from, name }: SecretRef): string {
  return from === "env" ? `in the variable ${name}` : `in the file ${name}`;
}
