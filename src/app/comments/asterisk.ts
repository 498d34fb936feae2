import { parseAsterisk } from "../../dialects/asterisk/index.js";
import type { CommentSyntax } from "./comment.js";

/** `; …` and `;-- … --;`, as the engine's own reader takes them: `\;` opens none, and block comments nest. A block is told line by line. */
export const ASTERISK_COMMENTS: CommentSyntax = (file) =>
  parseAsterisk(file).comments.map(({ start, end }) => {
    const text = file.text.slice(start, end);
    const opener = /^(?:;-*)?/.exec(text)?.[0].length ?? 0;
    const closer = /--;$/.exec(text.slice(opener))?.[0].length ?? 0;
    return { start, end, textStart: start + opener, textEnd: end - closer };
  });
