import { EVENT_ID, SCALAR_STYLE, type AliasEvent, type DocumentEvent, type MappingEvent, type ScalarEvent, type SequenceEvent } from "js-yaml";
import { span, type SourceFile, type Span } from "../../source/index.js";
import type { Problems } from "../problems.js";
import { endOfFlow, FLOW_STYLE } from "./flow.js";
import { quote } from "../path.js";
import { plainValue } from "./scalar.js";
import { Entries } from "./entries.js";
import type { Node } from "./tree.js";

interface SequenceFrame {
  readonly kind: "sequence";
  readonly start: number;
  readonly flow: boolean;
  readonly items: Node[];
}

interface MappingFrame {
  readonly kind: "mapping";
  readonly start: number;
  readonly flow: boolean;
  readonly entries: Entries;
  key: Node | null;
  incomplete: boolean;
}

/** Puts js-yaml's flat events together to a tree, and reports what YAML allows and a policy does not. */
export class TreeBuilder {
  readonly #file: SourceFile;
  readonly #problems: Problems;
  readonly #stack: (SequenceFrame | MappingFrame)[] = [];
  readonly #anchors = new Map<string, Span>();
  #root: Node | null = null;
  #documents = 0;
  /** End of the last thing seen: where an absent value stands. */
  #end = 0;

  constructor(file: SourceFile, problems: Problems) {
    this.#file = file;
    this.#problems = problems;
  }

  /** The first document; null where there is none. */
  get root(): Node | null {
    return this.#root;
  }

  document(event: DocumentEvent): void {
    this.#documents += 1;
    if (this.#documents === 2) {
      const from = this.#file.text.indexOf("---", this.#end);
      const at = this.#span(from < 0 ? this.#end : from, from < 0 ? this.#end : from + 3);
      this.#error("yaml-many-documents", at, "a second document begins here; a policy is one", "keep each policy in a file of its own");
    }
    const other = event.directives.find((directive) => directive.kind === "yaml" && directive.version !== "1.2");
    if (other?.kind === "yaml") {
      const from = this.#file.text.indexOf("%YAML");
      this.#error("yaml-version", this.#span(from, from + 5), `policies are YAML 1.2, not ${other.version}`, "remove this line");
    }
  }

  open(event: SequenceEvent | MappingEvent): void {
    this.#properties(event);
    const flow = event.style === FLOW_STYLE;
    const { start } = event;
    if (event.type === EVENT_ID.SEQUENCE) this.#stack.push({ kind: "sequence", start, flow, items: [] });
    else this.#stack.push({ kind: "mapping", start, flow, entries: new Entries(), key: null, incomplete: false });
    this.#end = Math.max(this.#end, event.start + (flow ? 1 : 0));
  }

  scalar(event: ScalarEvent, text: string, plain: boolean): void {
    this.#properties(event);
    const { valueStart, valueEnd } = event;
    if (valueStart < 0) {
      const at = this.#span(this.#end, this.#end);
      return this.#add({ kind: "scalar", span: at, value: null, text: "", quoted: false, textStart: null, refused: false });
    }
    const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const at = isQuoted ? this.#span(valueStart - 1, valueEnd + 1) : this.#span(valueStart, valueEnd);
    const verbatim = event.fast || this.#file.text.slice(valueStart, valueEnd) === text;
    this.#end = Math.max(this.#end, at.end);
    this.#add({ kind: "scalar", span: at, value: plain ? plainValue(text) : text, text, quoted: !plain, textStart: verbatim ? valueStart : null, refused: false });
  }

  alias(event: AliasEvent): void {
    const at = this.#span(event.anchorStart - 1, event.anchorEnd);
    const name = this.#file.text.slice(event.anchorStart, event.anchorEnd);
    this.#end = Math.max(this.#end, at.end);
    this.#refuseAlias(name, at);
    this.#add({ kind: "scalar", span: at, value: null, text: "", quoted: false, textStart: null, refused: true });
  }

  close(): void {
    const frame = this.#stack.pop();
    if (frame === undefined) return;
    if (frame.flow) this.#end = endOfFlow(this.#file.text, this.#end, frame.kind === "sequence" ? "]" : "}");
    const at = this.#span(frame.start, Math.max(this.#end, frame.start));
    this.#add(frame.kind === "sequence" ? { kind: "sequence", span: at, items: frame.items } : { kind: "mapping", span: at, entries: frame.entries, incomplete: frame.incomplete });
  }

  #add(node: Node): void {
    const frame = this.#stack.at(-1);
    if (frame === undefined) {
      if (this.#documents <= 1) this.#root ??= node;
    } else if (frame.kind === "sequence") {
      frame.items.push(node);
    } else if (frame.key === null) {
      frame.key = node;
    } else {
      const key = frame.key;
      frame.key = null;
      this.#addEntry(frame, key, node);
    }
  }

  #addEntry(frame: MappingFrame, key: Node, node: Node): void {
    const refusal = refuseKey(key);
    if (refusal !== null || key.kind !== "scalar") {
      frame.incomplete = true;
      return this.#error(refusal?.code ?? "yaml-key", key.span, refusal?.message ?? "", refusal?.hint);
    }
    const { entries } = frame;
    const first = entries.get(key.text);
    if (first === undefined) return entries.add({ key: key.text, keySpan: key.span, node });
    this.#problems.error("yaml-duplicate-key", key.span, `the key ${quote(key.text)} is written twice in one block`, {
      hint: "keep one of the two: readers of YAML do not agree which of them counts", related: [{ at: first.keySpan, note: "first written here" }],
    });
  }

  #refuseAlias(name: string, at: Span): void {
    const anchor = this.#anchors.get(name);
    const related = anchor === undefined ? [] : [{ at: anchor, note: "the anchor it stands for" }];
    this.#problems.error("yaml-alias", at, `aliases (*${shorten(name)}) are not read in policies`, { hint: ONE_PLACE, related });
  }

  #properties(event: ScalarEvent | SequenceEvent | MappingEvent): void {
    const { anchorStart, anchorEnd, tagStart, tagEnd } = event;
    if (anchorStart >= 0) {
      this.#anchors.set(this.#file.text.slice(anchorStart, anchorEnd), this.#span(anchorStart - 1, anchorEnd));
      this.#end = Math.max(this.#end, anchorEnd);
    }
    if (tagStart < 0) return;
    this.#end = Math.max(this.#end, tagEnd);
    const tag = this.#file.text.slice(tagStart, tagEnd);
    this.#error("yaml-tag", this.#span(tagStart, tagEnd), `YAML tags (${shorten(tag)}) are not read in policies`, "write the bare value, in quotes where it is text that looks like a number");
  }

  #error(code: string, at: Span, message: string, hint?: string): void {
    this.#problems.error(code, at, message, hint === undefined ? {} : { hint });
  }

  #span(start: number, end: number): Span {
    return span(this.#file, Math.max(0, start), Math.min(this.#file.text.length, Math.max(start, end)));
  }
}

/**
 * Aliases are refused altogether rather than bounded: a reviewer must see what a line grants on that line, and addresses
 * already have one place (`networks`) that everything else names.
 */
const ONE_PLACE = "write the value out: each line of a policy has to say by itself what it grants";

function refuseKey(key: Node): { readonly code: string; readonly message: string; readonly hint?: string } | null {
  if (key.kind !== "scalar") return { code: "yaml-key", message: "a key has to be a word, not a list or a block" };
  if (key.refused) return { code: "yaml-key", message: "a key has to be a word, not an alias" };
  if (key.text === "") return { code: "yaml-key", message: "a key is missing in front of the colon" };
  if (key.text === "<<" && !key.quoted) return { code: "yaml-merge-key", message: "merge keys (<<) are not read in policies", hint: ONE_PLACE };
  return null;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
