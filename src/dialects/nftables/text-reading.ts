import type { SourceFile } from "../../source/index.js";
import type { NftTable, TableFamily } from "./ast.js";
import { Cursor, Unreadable } from "./cursor.js";
import { isFamily, Store } from "./store.js";
import { tokenize } from "./tokens.js";

/** A text being read: where the reader stands, and the ruleset as far as it has been read. */
export class Reading {
  readonly store = new Store();
  readonly cursor: Cursor;
  /** Chains without a name so far. */
  inlined = 0;

  constructor(file: SourceFile) {
    this.cursor = new Cursor(file, tokenize(file));
  }

  /** Runs a reader; where it cannot go on, the statement is left behind with a problem. */
  guard(read: () => void): void {
    const { cursor } = this;
    const start = cursor.index;
    try {
      read();
      if (cursor.atEnd()) return;
      throw new Unreadable("something follows that does not belong here");
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      cursor.leave(start);
      if (cursor.index === start) cursor.index++;
      this.problem(start, "syntax", error.message);
    }
  }

  problem(start: number, code: string, message: string): void {
    this.store.problem(this.cursor.spanFrom(start), code, message);
  }

  family(): TableFamily {
    const { text } = this.cursor.peek() ?? { text: "" };
    if (!isFamily(text)) return "ip";
    this.cursor.take();
    return text;
  }

  tableName(start: number): NftTable {
    const family = this.family();
    const name = this.cursor.name();
    return this.store.table(family, name, this.cursor.spanFrom(start));
  }

  /** Reads the statements between braces. */
  block(read: () => void): void {
    const { cursor } = this;
    cursor.nested(() => {
      cursor.expect("{");
      for (cursor.skipEnds(); !cursor.accept("}"); cursor.skipEnds()) {
        if (cursor.peek() === undefined) throw new Unreadable("the block is not closed");
        this.guard(read);
      }
    });
  }
}
