import { EVENT_ID, SCALAR_STYLE, YAMLException, getScalarValue, parseEvents, type Event } from "js-yaml";
import { span, wholeFile, type Diagnostic, type SourceFile, type Span } from "../../source/index.js";
import { TreeBuilder } from "./build.js";
import { refuseText } from "./guard.js";
import { explainSyntax } from "./syntax.js";
import type { Node } from "./tree.js";

/** A policy is five levels deep; beyond this the text is none. Keeps the parser's recursion and backtracking bounded. */
const MAX_DEPTH = 16;

export interface YamlReading {
  /** Null where there is nothing that could be looked at any further. */
  readonly root: Node | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Text to tree. Syntax errors end it; everything else that a policy may not hold is reported and read on. */
export function parseYaml(file: SourceFile): YamlReading {
  const refused = refuseText(file);
  if (refused !== null) return { root: null, diagnostics: [refused] };
  let events: readonly Event[];
  try {
    events = parseEvents(file.text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { root: null, diagnostics: [explainSyntax(file, error.reason, error.mark?.position ?? 0)] };
  }
  return build(file, events);
}

function build(file: SourceFile, events: readonly Event[]): YamlReading {
  const builder = new TreeBuilder(file);
  for (const event of events) take(builder, file, event);
  const { root, diagnostics } = builder.result();
  if (root === null || (root.kind === "scalar" && root.value === null)) return { root: null, diagnostics: [...diagnostics, empty(file)] };
  return { root, diagnostics };
}

function take(builder: TreeBuilder, file: SourceFile, event: Event): void {
  switch (event.type) {
    case EVENT_ID.DOCUMENT:
      return builder.document(event);
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return builder.open(event);
    case EVENT_ID.SCALAR:
      return builder.scalar(event, getScalarValue(file.text, event), event.style === SCALAR_STYLE.PLAIN);
    case EVENT_ID.ALIAS:
      return builder.alias(event);
    case EVENT_ID.POP:
      return builder.close();
  }
}

function empty(file: SourceFile): Diagnostic {
  const at: Span = file.text.length === 0 ? wholeFile(file) : span(file, 0, 0);
  return { level: "error", code: "policy-empty", message: "the policy is empty", at, hint: "`ringfence init` writes a starter policy" };
}
