/**
 * A path told relative to the folder or archive that the user gave and that it lies in; null, and the path itself, where it
 * lies in none. Of several that fit the nearest counts.
 */
export function belowRoot(path: string, roots: readonly string[]): { readonly root: string | null; readonly file: string } {
  let found: string | null = null;
  for (const root of roots) {
    const fits = root === "." ? !/^(?:\/|\.\.(?:\/|$)|[A-Za-z]:)/.test(path) : path.startsWith(root.endsWith("/") ? root : `${root}/`);
    if (fits && root !== path && (found === null || root.length > found.length)) found = root;
  }
  if (found === null) return { root: null, file: path };
  return { root: found, file: found === "." ? path : path.slice(found.endsWith("/") ? found.length : found.length + 1) };
}
