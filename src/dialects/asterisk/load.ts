import type { SourceFile, Span } from "../../source/index.js";
import { type Loaded, lowered, OpenCategory, stripped } from "./category.js";
import type { ConfigFiles } from "./files.js";
import { readFilter } from "./filter.js";
import { parseAsterisk } from "./parse.js";
import { placeOf, type AsteriskFile, type Directive, type Problem, type Section, type Setting, type Statement } from "./tree.js";

/** main/config.c: the file itself is level 1, ten levels of includes below it are read. */
const DEEPEST_LEVEL = 11;
/** Statements after which a file is given up: a file may include itself many times over. */
const MOST_STATEMENTS = 3_000_000;
/** Copies of variables, for the same reason: templates can double with every line. */
const MOST_COPIES = 1_000_000;
/** Comparisons in searching what to append to. */
const MOST_COMPARISONS = 50_000_000;

export interface LoadOptions {
  /** Whether asterisk.conf says `execincludes = yes`; what such a program prints is unknown. */
  readonly execIncludes?: boolean;
  /**
   * `fatal`, as the engine has it: a file whose include is missing is not read at all. `uncertain`: the system runs, so the included
   * file exists and was only not given; the rest is read, and nothing that is absent from it counts as absent.
   */
  readonly missingIncludes?: "fatal" | "uncertain";
}

/**
 * Resolves a configuration file as ast_config_load() does: templates copied where they are named, appends, includes.
 * Reads nothing but what `files` gives, runs nothing, never throws.
 */
export function loadAsterisk(file: SourceFile, files: ConfigFiles, options: LoadOptions = {}): Loaded {
  return new Loader(files, options).run(file);
}

/** How reading one file, or the files of one glob, ended; these are the engine's three answers. */
type Ending = "read" | "missing" | "invalid";

/** What ends the reading of a file early. */
class Fatal {
  constructor(
    readonly problem: Omit<Problem, "effect">,
    readonly effect: Problem["effect"] = "file-invalid",
  ) {}
}

class Loader {
  readonly #categories: OpenCategory[] = [];
  readonly #byName = new Map<string, OpenCategory[]>();
  readonly #problems: Problem[] = [];
  readonly #reported = new Set<string>();
  readonly #parsed = new Map<string, AsteriskFile>();
  readonly #included = new Set<string>();
  /** The section that an included file starts in: the last one that anybody opened. */
  #current: OpenCategory | null = null;
  #level = 0;
  /** How many files are being read around this one. */
  #depth = 0;
  #statementsRead = 0;
  #copies = 0;
  #comparisons = 0;
  #certain = true;

  constructor(
    readonly files: ConfigFiles,
    readonly options: LoadOptions,
  ) {}

  run(file: SourceFile): Loaded {
    this.#level = 1;
    const ending = this.#readAll([file]);
    const valid = ending === "read";
    return { valid, certain: this.#certain, categories: valid ? this.#categories : [], problems: this.#problems, files: [...this.#parsed.values()] };
  }

  #warn(code: string, message: string, at: Span): void {
    this.#report({ code, effect: "warn", message, at });
  }

  /** A file that is included many times has each problem once. */
  #report(problem: Problem): void {
    const key = `${problem.code} ${problem.effect} ${problem.at.start} ${problem.at.file.path}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#problems.push(problem);
  }

  #uncertain(code: string, message: string, at: Span): void {
    this.#certain = false;
    this.#report({ code, effect: "unknown", message, at });
  }

  /** config_text_file_load(): comments and the section run on from one file of a glob to the next. */
  #readAll(files: readonly SourceFile[]): Ending {
    let category = this.#current;
    let openComments = 0;
    for (const [index, file] of files.entries()) {
      const parsed = this.#parse(file, openComments, index > 0);
      openComments = parsed.openComments;
      const stopped = this.#readFile(parsed, category);
      if (stopped === "invalid") return "invalid";
      category = stopped;
    }
    return files.length === 0 ? "missing" : "read";
  }

  #parse(file: SourceFile, openComments: number, follows: boolean): AsteriskFile {
    const key = `${openComments} ${follows} ${file.path}`;
    const known = this.#parsed.get(key);
    if (known !== undefined && known.file === file) return known;
    const parsed = parseAsterisk(file, { openComments, follows });
    this.#parsed.set(key, parsed);
    return parsed;
  }

  /** @returns the section that the next file of the same glob starts in */
  #readFile(parsed: AsteriskFile, start: OpenCategory | null): OpenCategory | null | "invalid" {
    let category = start;
    const fatal = this.#statements(parsed, category, (now) => (category = now));
    const end = fatal?.problem.at.start ?? Infinity;
    for (const problem of parsed.problems) if (problem.effect === "warn" && problem.at.start < end) this.#report(problem);
    if (fatal === null) return category;
    this.#report({ ...fatal.problem, effect: fatal.effect === "file-invalid" && this.#depth > 0 ? "rest-dropped" : fatal.effect });
    return "invalid";
  }

  #statements(parsed: AsteriskFile, start: OpenCategory | null, enter: (category: OpenCategory) => void): Fatal | null {
    let category = start;
    for (const statement of parsed.statements) {
      const result = this.#statement(statement, category);
      if (result instanceof Fatal) return result;
      if (result !== category && result !== null) enter((category = result));
    }
    const endless = parsed.problems.find(({ code }) => code === "comment-too-deep");
    if (endless === undefined) return null;
    this.#certain = false;
    return new Fatal(endless);
  }

  #statement(statement: Statement, category: OpenCategory | null): OpenCategory | Fatal | null {
    this.#statementsRead += 1;
    if (this.#statementsRead > MOST_STATEMENTS || this.#copies > MOST_COPIES || this.#comparisons > MOST_COMPARISONS) return this.#tooMuch(statement);
    switch (statement.kind) {
      case "section":
        return this.#section(statement);
      case "setting":
        return this.#setting(statement, category);
      case "directive":
        return this.#directive(statement) ?? category;
      case "unreadable":
        if (category === null && statement.problem.code !== "section-not-closed" && statement.problem.code !== "section-options-not-closed") return noSection(statement.problem.at);
        return statement.problem.effect === "file-invalid" ? new Fatal(statement.problem) : category;
    }
  }

  #tooMuch(statement: Statement): Fatal {
    this.#certain = false;
    return new Fatal({ code: "too-much-to-resolve", message: "templates, appends and includes multiply beyond what this reader resolves", at: placeOf(statement) }, "unknown");
  }

  #setting(setting: Setting, category: OpenCategory | null): OpenCategory | Fatal {
    if (category === null) return noSection(setting.name);
    const { name, value, operator } = setting;
    if (operator === "+=") {
      this.#comparisons += category.variables.length;
      if (category.extend(name, value)) return category;
    }
    category.variables.push({ name: name.text, value: operator === "+=" ? stripped(value.text) : value.text, nameAt: name, at: value, via: null });
    return category;
  }

  #section(section: Section): OpenCategory | Fatal {
    const made = new OpenCategory(section.name);
    let target = made;
    for (const option of section.options) {
      if (option.kind === "template") target.isTemplate = true;
      else if (option.kind === "append") {
        const found = this.#appendTarget(section, option.filter);
        if (found instanceof Fatal) return found;
        if (target === made) {
          found.take(made);
          this.#current = found;
        }
        target = found;
      } else {
        const base = this.#named(option.name)?.[0];
        if (base === undefined) {
          return new Fatal({ code: "unknown-template", message: `there is no section \`${option.name}\` above to copy from`, at: option.at });
        }
        if (option.name === "") this.#warn("empty-template", `an empty name copies from the first section of all, here \`${base.name}\``, option.at);
        if (base === target && base.variables.length > 0) {
          this.#certain = false;
          return new Fatal({ code: "template-of-itself", message: "the section copies from itself: Asterisk does not come back from reading this", at: option.at });
        }
        this.#copies += base.variables.length;
        if (this.#copies > MOST_COPIES) return this.#tooMuch(section);
        target.inherit(base, option.at);
      }
    }
    if (target === made) this.#append(made);
    return target;
  }

  #append(category: OpenCategory): void {
    this.#categories.push(category);
    const key = lowered(category.name);
    const same = this.#byName.get(key);
    if (same === undefined) this.#byName.set(key, [category]);
    else same.push(category);
    this.#current = category;
  }

  /** The empty name stands for every section. */
  #named(name: string): readonly OpenCategory[] | undefined {
    return name === "" ? this.#categories : this.#byName.get(lowered(name));
  }

  #appendTarget(section: Section, filterText: string): OpenCategory | Fatal {
    const name = section.name.text;
    const filter = readFilter(filterText);
    if (filter === null) {
      this.#uncertain("filter-not-understood", `which \`${name}\` the filter \`${filterText}\` picks is not known to this reader`, section.name);
      return new OpenCategory(section.name);
    }
    const candidates = this.#named(name) ?? [];
    const index = candidates.findIndex(filter);
    this.#comparisons += index < 0 ? candidates.length : index;
    const found = candidates[index];
    if (found !== undefined) return found;
    const kind = candidates.length > 0 && filterText === "" ? "the section is a template" : `there is no such section \`${name}\` above`;
    return new Fatal({ code: "append-to-nothing", message: `nothing to append to: ${kind}`, at: section.name });
  }

  #directive(directive: Directive): Fatal | null {
    const { verb, word, argument } = directive;
    if (verb === "exec" && this.options.execIncludes !== true) {
      this.#warn("exec-disabled", "`#exec` is skipped: asterisk.conf does not set execincludes", word);
    } else if (verb === "unknown") {
      this.#warn("unknown-directive", `\`#${word.text}\` is no directive: Asterisk passes over the line; comments begin with \`;\``, word);
    } else if (argument === null) {
      this.#warn("directive-without-argument", `\`#${word.text}\` names nothing: Asterisk passes over the line`, word);
    } else if (verb === "exec") {
      this.#uncertain("exec-output", "what this program prints becomes configuration; nothing is run here", argument);
    } else return this.#include(argument.text, verb === "tryinclude", argument);
    return null;
  }

  #include(name: string, mayMiss: boolean, at: Span): Fatal | null {
    if (this.#included.has(name)) this.#warn("included-twice", `\`${name}\` is included more than once`, at);
    this.#included.add(name);
    const ending = this.#includeLevel(name, at);
    if (ending !== "missing" || mayMiss) return null;
    const problem = { code: "include-missing", message: `there is no file \`${name}\` to include`, at };
    if (this.options.missingIncludes !== "uncertain") return new Fatal(problem);
    this.#certain = false;
    this.#report({ ...problem, effect: "file-invalid" });
    return null;
  }

  /** ast_config_internal_load(): the level is not given back after an invalid file. */
  #includeLevel(name: string, at: Span): Ending {
    if (this.#level === DEEPEST_LEVEL) {
      this.#warn("include-too-deep", "includes are nested deeper than ten levels: Asterisk does not read this one", at);
      return "missing";
    }
    const found = this.files.find(name.startsWith("/") ? name : `${this.files.folder}/${name}`);
    if (found === "outside") {
      this.#uncertain("include-outside", `\`${name}\` lies outside of what was given: what it holds is unknown`, at);
      return "read";
    }
    this.#level += 1;
    this.#depth += 1;
    const ending = this.#readAll(found);
    this.#depth -= 1;
    if (ending !== "invalid") this.#level -= 1;
    return ending;
  }
}

function noSection(at: Span): Fatal {
  return new Fatal({ code: "setting-before-section", message: "a line stands before any section", at });
}
