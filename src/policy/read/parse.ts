import { EVENT_ID, SCALAR_STYLE, YAMLException, getScalarValue, parseEvents, type Event } from "js-yaml";
import { wholeFile, type SourceFile } from "../../source/index.js";
import type { Problems } from "../problems.js";
import { TreeBuilder } from "./build.js";
import { refuseText } from "./guard.js";
import { explainSyntax } from "./syntax.js";
import type { Node } from "./tree.js";

/** A policy is five levels deep; beyond this the text is none. Keeps the parser's recursion and backtracking bounded. */
const MAX_DEPTH = 16;

/** A policy of ten thousand accounts has about two hundred thousand. */
const MAX_EVENTS = 500_000;

/**
 * Text to tree; null where there is nothing that could be looked at any further. Syntax errors end it; everything else
 * that a policy may not hold is reported and read on.
 */
export function parseYaml(file: SourceFile, problems: Problems): Node | null {
  const refused = refuseText(file);
  const events = refused === null ? eventsOf(file, problems) : null;
  if (refused !== null) problems.add(refused);
  if (events === null) return null;
  if (events.length > MAX_EVENTS) {
    problems.error("yaml-too-long", wholeFile(file), `the policy holds more than ${MAX_EVENTS} values`, { hint: "is this the right file?" });
    return null;
  }
  const builder = new TreeBuilder(file, problems);
  for (const event of events) take(builder, file, event);
  const { root } = builder;
  if (root !== null && !isNothing(root)) return root;
  problems.error("policy-empty", wholeFile(file), "the policy is empty", { hint: "`ringfence init` writes a starter policy" });
  return null;
}

function eventsOf(file: SourceFile, problems: Problems): readonly Event[] | null {
  try {
    return parseEvents(file.text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    problems.add(explainSyntax(file, error.reason, error.mark?.position ?? 0));
    return null;
  }
}

function isNothing(root: Node): boolean {
  return root.kind === "scalar" && root.value === null;
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
