import { spawn } from "node:child_process";

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<{ code: number | null, output: string }>} output: stdout and stderr as they came
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/**
 * As `run`, but a non-zero exit throws with the program's last lines.
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export async function must(program, args, options = {}) {
  const { code, output } = await run(program, args, options);
  if (code !== 0) {
    const said = output.trim().split("\n").slice(-8).join("\n    ");
    throw new Error(`${program} ${args.slice(-3).join(" ")} ended with ${code}:\n    ${said}`);
  }
  return output;
}
