import { InvalidArgumentError, Option } from "commander";
import { TARGET_IDS } from "../app/target-ids.js";
import { SEVERITIES } from "../finding.js";
import { FORMATS } from "../report/index.js";

/** Options that several commands share, each made anew: commander ties an option to its command. */
export const shared = {
  format: () => new Option("-f, --format <format>", "how to print the result").choices(FORMATS).default("terminal"),
  output: () => new Option("--output <file>", "write the result to a file instead of stdout"),
  failOn: () => new Option("--fail-on <severity>", "exit 1 when a finding is at least this bad").choices([...SEVERITIES, "none"]).default("medium"),
  minSeverity: () => new Option("--min-severity <severity>", "leave out findings less bad than this").choices(SEVERITIES).default("info"),
  minSeverityByPersona: () => new Option("--min-severity <severity>", "leave out findings less bad than this; info for an auditor, else low").choices(SEVERITIES),
  baseline: () => new Option("--baseline <file>", "findings in this file are known: they are counted, and fail nothing"),
  writeBaseline: () => new Option("--write-baseline <file>", "accept what is found now: write it to this file, and exit 0"),
  persona: () => new Option("--persona <persona>", "regular: what is to be done; auditor: also what could not be told").choices(["regular", "auditor"]).default("regular"),
  fix: () => new Option("--fix <kind>", "safe: show the edits that can neither loosen anything nor lock anybody out; --yes writes them, then judges anew").choices(["safe"]),
  /** The day by which end dates are judged: for tests and for "what will have expired by …". */
  today: () => new Option("--today <date>", "judge end dates as of this ISO date").hideHelp(),
  target: () => repeatable(new Option("-t, --target <target>", "only this target; may be repeated"), TARGET_IDS),
  emergency: () => repeatable(new Option("--emergency <number>", "emergency number; may be repeated"), null),
  node: () => repeatable(new Option("--node <name>", "only this node; may be repeated"), null),
} as const;

/** commander's choices() replace argParser(), so a repeated option checks its words itself; help and completion still list them. */
function repeatable(option: Option, choices: readonly string[] | null): Option {
  if (choices !== null) option.argChoices = [...choices];
  return option.argParser((value: string, before: readonly string[] | undefined) => {
    if (choices !== null && !choices.includes(value)) throw new InvalidArgumentError(`Allowed choices are ${choices.join(", ")}.`);
    return [...(before ?? []), value];
  });
}
