import type { Argument, Command, Option } from "commander";
import { completionScript, type CommandShape, type OptionShape, type Shell } from "../../app/completion.js";
import { EXIT } from "../exit.js";
import type { Io } from "../io.js";

export async function completion(shell: Shell, program: Command, io: Io): Promise<number> {
  io.stdout.write(completionScript(shell, shapeOf(program)));
  return EXIT.clean;
}

const HELP: OptionShape = { flags: ["-h", "--help"], description: "show help", value: "flag", choices: [] };

/** What commander knows, without commander. */
export function shapeOf(command: Command): CommandShape {
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  return {
    name: command.name(),
    description: command.description(),
    options: [...command.options.filter(({ hidden }) => !hidden).map(optionShape), ...(command.parent === null ? [HELP] : [])],
    argumentChoices: choices,
    takes: takesOf(command.registeredArguments),
    commands: command.commands.map(shapeOf),
  };
}

function takesOf(args: readonly Argument[]): CommandShape["takes"] {
  if (args.length === 0) return "nothing";
  return args.some((argument) => /^(policy|path|file|other)$/.test(argument.name())) ? "files" : "words";
}

function optionShape(option: Option): OptionShape {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined && flag !== null);
  return { flags, description: option.description, value: valueOf(option), choices: option.argChoices ?? [] };
}

/** The placeholder in the flags says what the value is: `<dir>`, `<file>`. */
function valueOf(option: Option): OptionShape["value"] {
  if (!option.required && !option.optional) return "flag";
  if (option.argChoices !== undefined) return "choice";
  if (/<dir>/.test(option.flags)) return "folder";
  return /<file>/.test(option.flags) ? "file" : "text";
}
