/** The command tree as plain data: all that a shell needs to know to complete a line. */
export interface CommandShape {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionShape[];
  /** Words that the arguments may be; empty where they are file names. */
  readonly argumentChoices: readonly string[];
  /** What the arguments are where there is no list. */
  readonly takes: "files" | "nothing" | "words";
  readonly commands: readonly CommandShape[];
}

export interface OptionShape {
  readonly flags: readonly string[];
  readonly description: string;
  /** `flag`: takes no value. */
  readonly value: "flag" | "choice" | "folder" | "file" | "text";
  readonly choices: readonly string[];
}

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

export function completionScript(shell: Shell, program: CommandShape): string {
  return SCRIPTS[shell](program);
}

const SCRIPTS: Readonly<Record<Shell, (program: CommandShape) => string>> = { bash, zsh, fish };

/** Plain bash 3.2 and later, without the bash-completion package. */
function bash(program: CommandShape): string {
  const cases = program.commands.map((command) => bashCommand(command, program.options)).join("\n");
  return `# bash completion for ${program.name}
#   source <(${program.name} completion bash)
_${program.name}() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in -*) ;; *) command=\${COMP_WORDS[index]}; break ;; esac
  done
  COMPREPLY=()
  case $command in
${cases}
    *) COMPREPLY=($(compgen -W "${[...program.commands.map(({ name }) => name), ...flagsOf(program.options)].join(" ")}" -- "$word")) ;;
  esac
}
complete -o default -F _${program.name} ${program.name}
`;
}

function bashCommand(command: CommandShape, global: readonly OptionShape[]): string {
  const values = command.options.filter(({ value }) => value !== "flag").map((option) => `        ${option.flags.join("|")}) ${bashValue(option)}; return ;;`);
  const words = [...command.argumentChoices];
  const rest = words.length > 0 ? `COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$word"))` : command.takes === "files" ? "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$word\"))" : ":";
  return `    ${command.name})
      case $before in
${values.join("\n")}${values.length > 0 ? "\n" : ""}      esac
      case $word in
        -*) COMPREPLY=($(compgen -W "${flagsOf([...command.options, ...global]).join(" ")}" -- "$word")) ;;
        *) ${rest} ;;
      esac ;;`;
}

function bashValue({ value, choices }: OptionShape): string {
  switch (value) {
    case "choice": return `COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$word"))`;
    case "folder": return 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$word"))';
    case "file": return 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$word"))';
    case "text":
    case "flag": return "COMPREPLY=()";
  }
}

function zsh(program: CommandShape): string {
  const cases = program.commands.map((command) => `    ${command.name}) _arguments -s ${[...[...command.options, ...program.options].map(zshOption), zshArguments(command)].filter(Boolean).join(" ")} ;;`);
  const list = program.commands.map(({ name, description }) => `    ${quote(`${name}:${description}`)}`);
  return `#compdef ${program.name}
# zsh completion for ${program.name}
#   source <(${program.name} completion zsh)
_${program.name}() {
  local -a commands=(
${list.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join("\n")}
  esac
}
compdef _${program.name} ${program.name}
`;
}

function zshOption({ flags, description, value, choices }: OptionShape): string {
  const actions: Readonly<Record<OptionShape["value"], string>> = { flag: "", choice: `:value:(${choices.join(" ")})`, folder: ":folder:_files -/", file: ":file:_files", text: ":value: " };
  return flags.map((flag) => quote(`${flag}[${description.replace(/[[\]:]/g, " ")}]${actions[value]}`)).join(" ");
}

function zshArguments({ argumentChoices, takes }: CommandShape): string {
  if (argumentChoices.length > 0) return quote(`*:value:(${argumentChoices.join(" ")})`);
  return takes === "files" ? "'*:file:_files'" : "";
}

function fish(program: CommandShape): string {
  const names = program.commands.map(({ name }) => name).join(" ");
  const top = program.commands.map(({ name, description }) => `complete -c ${program.name} -f -n "not __fish_seen_subcommand_from ${names}" -a ${name} -d ${quote(description)}`);
  const rest = program.commands.flatMap((command) => [
    ...(command.takes === "files" ? [`complete -c ${program.name} -F -n "__fish_seen_subcommand_from ${command.name}"`] : []),
    ...(command.argumentChoices.length > 0 ? [`complete -c ${program.name} -f -n "__fish_seen_subcommand_from ${command.name}" -a ${quote(command.argumentChoices.join(" "))}`] : []),
    ...command.options.map((option) => `complete -c ${program.name} -n "__fish_seen_subcommand_from ${command.name}" ${fishOption(option)}`),
  ]);
  return `# fish completion for ${program.name}\n#   ${program.name} completion fish | source\n${[...top, ...program.options.map((option) => `complete -c ${program.name} ${fishOption(option)}`), ...rest].join("\n")}\n`;
}

function fishOption({ flags, description, value, choices }: OptionShape): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(" ");
  const values: Readonly<Record<OptionShape["value"], string>> = { flag: "", choice: ` -x -a ${quote(choices.join(" "))}`, folder: " -x -a '(__fish_complete_directories)'", file: " -r", text: " -x" };
  return `${names}${values[value]} -d ${quote(description)}`;
}

function flagsOf(options: readonly OptionShape[]): string[] {
  return options.flatMap(({ flags }) => flags);
}

/** A word in single quotes, as all three shells take it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
