export type { SourceFile, Span } from "./span.js";
export { span, wholeFile, compareSpans } from "./span.js";
export type { Position } from "./lines.js";
export { lineStarts, positionOf, lineText, placeOf } from "./lines.js";
export type { Diagnostic } from "./diagnostic.js";
export { closest } from "./closest.js";
export { STANDINGS, type Standing, type StandingOf } from "./standing.js";
