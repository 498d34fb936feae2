import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { engine, type Prefix } from "../lab/engine.js";
import type { Namespace } from "../lab/namespace.js";
import { scratch } from "../lab/scratch.js";

/** A configuration to be checked, with defines as given by `-A`. */
export interface Question {
  readonly text: string;
  readonly defines: readonly string[];
}

/** What `kamailio -c` said: whether it takes the file, and the lines of its complaints in order (from line, to line). */
export interface Verdict {
  readonly accepts: boolean;
  readonly lines: readonly (readonly [from: number, to: number])[];
  readonly output: string;
}

/**
 * Lets an engine check many files, two at a time, each for five seconds at most. `-c` reads the file and loads the modules; functions
 * are looked up, but their arguments are not prepared and no module begins to work.
 */
export async function verdicts(namespace: Namespace, prefix: Extract<Prefix, `kamailio-${string}`>, questions: readonly Question[]): Promise<Verdict[]> {
  const folder = scratch("kamc");
  await mkdir(join(folder, "q"));
  await Promise.all(questions.map(async ({ text, defines }, index) => {
    await writeFile(join(folder, "q", `${index}.cfg`), text);
    await writeFile(join(folder, "q", `${index}.args`), defines.map((name) => `-A ${name}`).join(" "));
  }));
  const check = 'timeout 5 "$0" -c -f "$1.cfg" $(cat "$1.args") >"$1.out" 2>&1; echo $? >"$1.code"';
  const script = `seq -f "${folder}/q/%.0f" 0 ${questions.length - 1} | xargs -P2 -n1 sh -c '${check}' "$0"`;
  await namespace.must("sh", ["-c", script, engine(prefix, "kamailio")], { timeout: 120_000 });
  return Promise.all(questions.map(async (_, index) => {
    const output = await readFile(join(folder, "q", `${index}.out`), "latin1");
    const code = Number(await readFile(join(folder, "q", `${index}.code`), "utf8"));
    return { accepts: code === 0, lines: complaints(output), output: `exit ${code}\n${output}` };
  }));
}

/** `parse error in config file F, line 3, column 4-7: …` and `… from line 3, column 4 to line 5, column 1: …`. */
function complaints(output: string): (readonly [number, number])[] {
  const errors = output.matchAll(/parse error in config file [^\n]*?, (?:from )?line (\d+), column \d+(?:-\d+)?(?: to line (\d+), column \d+)?:/g);
  return [...errors].map(([, from, to]) => [Number(from), Number(to ?? from)]);
}
