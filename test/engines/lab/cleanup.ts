/** What the lab made on this machine and must not outlive the test process, whatever ends it. */

const undone = new Set<() => void>();
let hooked = false;

function undoAll(): void {
  for (const undo of [...undone].reverse()) {
    undone.delete(undo);
    try {
      undo();
    } catch (error) {
      process.stderr.write(`lab: could not clean up: ${String(error)}\n`);
    }
  }
}

function hook(): void {
  hooked = true;
  process.on("exit", undoAll);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
}

/**
 * Registers a synchronous undoing, run at the end of the process in reverse order.
 * @returns a function that runs it now, once
 */
export function atExit(undo: () => void): () => void {
  if (!hooked) hook();
  undone.add(undo);
  return () => {
    if (undone.delete(undo)) undo();
  };
}
