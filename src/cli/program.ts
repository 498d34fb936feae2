import { Argument, Command, Option } from "commander";
import { VERSION } from "../version.js";
import { EXIT } from "./exit.js";
import type { Io } from "./io.js";
import { shared } from "./options.js";

/** Every command's code is loaded when it runs: the tree alone is enough for help, mistakes and completion. */
export async function runProgram(argv: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.clean;
  const program = buildProgram(io, (result) => void (code = result));
  await program.parseAsync(argv, { from: "user" });
  return code;
}

type Done = (code: number) => void;

export function buildProgram(io: Io, done: Done): Command {
  const program = new Command("ringfence")
    .description("One policy becomes the whole defence of a SIP system.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .option("--color", "colours even where there is no terminal")
    .option("--no-color", "no colours")
    .addHelpText("after", "\nExit codes: 0 clean; 1 findings at or above --fail-on, or differences;\n2 wrong usage or invalid policy; 3 an input could not be read well enough to\njudge; 70 a bug in Ringfence. A policy named - is read from standard input.");
  quiet(program, io);
  for (const add of [validate, lint, audit, importCommand, render, diff, init, explain, schema, completion]) quiet(add(program, io, done), io);
  return program;
}

/** commander ends the process and prints by itself unless told otherwise, command by command. */
function quiet(command: Command, io: Io): void {
  command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => io.columns ?? 100,
      getErrHelpWidth: () => io.columns ?? 100,
    });
}

const policies = (): Argument => new Argument("<policy...>", "policy files, or - for standard input");
const policy = (): Argument => new Argument("<policy>", "policy file, or - for standard input");

function validate(program: Command, io: Io, done: Done): Command {
  return program.command("validate").description("Is it a policy? Shows every mistake with its place.")
    .addArgument(policies()).addOption(shared.format()).addOption(shared.output())
    .action(async (files, _, command: Command) => done(await (await import("./commands/validate.js")).validate(files, command.optsWithGlobals(), io)));
}

function lint(program: Command, io: Io, done: Done): Command {
  return program.command("lint").description("Is it a good one? Judges the policy by the rules.")
    .addArgument(policies()).addOption(shared.format()).addOption(shared.output()).addOption(shared.failOn()).addOption(shared.minSeverity())
    .addOption(shared.baseline()).addOption(shared.writeBaseline()).addOption(shared.today())
    .action(async (files, _, command: Command) => done(await (await import("./commands/lint.js")).lint(files, command.optsWithGlobals(), io)));
}

function audit(program: Command, io: Io, done: Done): Command {
  return program.command("audit").description("Judges an existing system: files of Asterisk, Kamailio, iptables, ipset and nftables.")
    .argument("<path...>", "files, folders and tar archives, in any mix, or - for standard input").addOption(shared.format()).addOption(shared.output()).addOption(shared.failOn()).addOption(shared.minSeverityByPersona()).addOption(shared.persona())
    .addOption(shared.fix()).option("--yes", "write what --fix shows")
    .addOption(shared.baseline()).addOption(shared.writeBaseline())
    .option("--kamailio <version>", "version of Kamailio to judge by (default: what the files tell, or 6.0)").option("--asterisk <version>", "version of Asterisk to judge by (default: what the files tell, or 22)").addOption(shared.today())
    .action(async (paths, _, command: Command) => done(await (await import("./commands/audit.js")).audit(paths, command.optsWithGlobals(), io)));
}

function importCommand(program: Command, io: Io, done: Done): Command {
  return program.command("import").description("Makes a policy of an existing system, and tells what it could not express.")
    .argument("<path...>", "files, folders and tar archives of one host").option("-o, --out <file>", "write the policy there, and the passwords beside it in secrets/; else it goes to stdout")
    .option("--home <country>", "country whose numbers are national (ISO 3166, e.g. US)", "US").option("--name <name>", "name of the policy", "my-pbx").addOption(shared.emergency())
    .option("--asterisk <version>", "version of Asterisk (default: what the files tell, or 22)")
    .action(async (paths, _, command: Command) => done(await (await import("./commands/import.js")).importPaths(paths, command.optsWithGlobals(), io)));
}

function render(program: Command, io: Io, done: Done): Command {
  return program.command("render").description("Writes the configuration files that the policy asks for.")
    .addArgument(policy()).option("-o, --out <dir>", "folder to write to").option("--check", "write nothing; exit 1 if anything would change")
    .option("--print <artifact>", "print one file to stdout instead").addOption(shared.target()).addOption(shared.node())
    .option("--force", "overwrite files that Ringfence did not make").option("--prune", "remove files of this policy that it no longer renders")
    .addOption(shared.format())
    .action(async (file, _, command: Command) => done(await (await import("./commands/render.js")).render(file, command.optsWithGlobals(), io)));
}

function diff(program: Command, io: Io, done: Done): Command {
  return program.command("diff").description("What would change: against rendered files, or from one policy to another.")
    .addArgument(policy()).argument("[other]", "a second policy").option("--against <dir>", "folder with rendered files")
    .option("--without-secrets", "compare with secrets masked on both sides, so that none is needed").addOption(shared.target()).addOption(shared.node())
    .action(async (file, other, _, command: Command) => done(await (await import("./commands/diff.js")).diff(file, other, command.optsWithGlobals(), io)));
}

function init(program: Command, io: Io, done: Done): Command {
  return program.command("init").description("Writes a starter policy, and random passwords for its accounts.")
    .argument("[file]", "policy to write, or - for stdout", "policy.yaml")
    .addOption(new Option("-p, --profile <profile>", "guideline that sets the defaults").choices(["strict", "standard", "legacy-phones"]).default("strict"))
    .addOption(new Option("--engine <engine>", "asterisk alone, or a kamailio edge before it").choices(["asterisk", "kamailio"]).default("asterisk"))
    .addOption(new Option("--firewall <kind>", "form of the packet filter").choices(["nftables", "iptables"]).default("nftables"))
    .option("--home <country>", "country whose numbers are national (ISO 3166, e.g. US)", "US").option("--name <name>", "name of the policy", "my-pbx")
    .addOption(shared.emergency()).option("--no-secrets", "make no passwords")
    .action(async (file, _, command: Command) => done(await (await import("./commands/init.js")).init(file, command.optsWithGlobals(), io)));
}

function explain(program: Command, io: Io, done: Done): Command {
  return program.command("explain").description("What a rule finds, the attack behind it and the fix; or what a policy's limits come to.")
    .argument("[rule]", "rule to explain, or `limits`; all rules are listed without it").argument("[policy]", "with limits: the policy whose effective figures are shown").addOption(shared.format())
    .action(async (rule, policyFile, _, command: Command) => done(await (await import("./commands/explain.js")).explain(rule, policyFile, command.optsWithGlobals(), io)));
}

function schema(program: Command, io: Io, done: Done): Command {
  return program.command("schema").description("Prints the JSON Schema of the policy, for editors.")
    .action(async () => done(await (await import("./commands/schema.js")).schema(io)));
}

function completion(program: Command, io: Io, done: Done): Command {
  return program.command("completion").description("Prints a completion script for your shell.")
    .addArgument(new Argument("<shell>", "bash, zsh or fish").choices(["bash", "zsh", "fish"]))
    .action(async (shell) => done(await (await import("./commands/completion.js")).completion(shell, program, io)));
}
