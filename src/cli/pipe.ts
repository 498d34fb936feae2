import type { Writable } from "node:stream";
import type { Io } from "./io.js";

export interface OutputWatch {
  /** Waits until what was written is out. `failed`: some of it never will be, for another reason than a closed pipe. */
  settle(): Promise<"written" | "closed" | "failed">;
}

/**
 * `ringfence … | head` closes our output early: that is no error and no news. Any other failure to write (a full disk)
 * is told on stderr. Without a listener Node would end the process with a stack trace.
 */
export function watchOutput(io: Io): OutputWatch {
  let state: "written" | "closed" | "failed" = "written";
  const note = (error: NodeJS.ErrnoException): void => {
    state = error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED" ? "closed" : "failed";
    if (state === "failed") io.stderr.write(`error: the result could not be written: ${error.code ?? error.message}\n`);
  };
  io.stdout.on("error", note);
  io.stderr.on("error", () => undefined); // nobody is left to be told
  return {
    async settle() {
      await flushed(io.stdout);
      return state;
    },
  };
}

/** An empty write calls back after all that went before it, with or without an error. */
function flushed(stream: Writable): Promise<void> {
  return new Promise((done) => void stream.write("", () => setImmediate(done)));
}
