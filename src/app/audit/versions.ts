import { byDefault, set, type Fact } from "../../posture/index.js";
import { span, type SourceFile, type Span } from "../../source/index.js";

export type Product = "asterisk" | "kamailio";

/** A release, and who said so. */
export interface ToldVersion {
  readonly version: string;
  readonly source: "option" | "assumed" | Span;
  /** Why this one is assumed; where it is left out, as the newest. */
  readonly because?: string;
}

/**
 * How a release shows in what administrators collect: the output of `asterisk -V` and `kamailio -v`, of `dpkg -l` and `rpm -qa`, and
 * /var/lib/dpkg/status. An epoch and a distribution's own revision are left away.
 */
const FORMS: Readonly<Record<Product, readonly RegExp[]>> = {
  asterisk: [/^Asterisk (\d+(?:\.\d+){1,2})/m, /^ii\s+asterisk(?::\w+)?\s+(?:\d+:)?(\d+(?:\.\d+){1,2})/m, /^asterisk\d*(?:-core)?-(\d+(?:\.\d+){1,2})-/m, /^Package: asterisk\n(?:\S.*\n| .*\n)*?Version: (?:\d+:)?(\d+(?:\.\d+){1,2})/m],
  kamailio: [/^version: kamailio (\d+(?:\.\d+){1,2})/m, /^ii\s+kamailio(?::\w+)?\s+(?:\d+:)?(\d+(?:\.\d+){1,2})/m, /^kamailio-(\d+(?:\.\d+){1,2})-/m, /^Package: kamailio\n(?:\S.*\n| .*\n)*?Version: (?:\d+:)?(\d+(?:\.\d+){1,2})/m],
};

/** Files that tell releases have no form of their own, so their names must speak of it. */
const TELLING = /(?:version|dpkg|rpm|packages?)[^/]*$|(?:^|\/)dpkg\/status$/i;

export interface ReleaseNote {
  readonly product: Product;
  readonly version: string;
  readonly at: Span;
}

/** Every release that the files tell. */
export function releasesIn(files: readonly SourceFile[]): readonly ReleaseNote[] {
  return files.filter(({ path }) => TELLING.test(path)).flatMap((file) => (["asterisk", "kamailio"] as const).flatMap((product) => releaseIn(file, product)));
}

function releaseIn(file: SourceFile, product: Product): readonly ReleaseNote[] {
  const match = FORMS[product].map((form) => form.exec(file.text)).find((found) => found !== null);
  const version = match?.[1];
  if (match === undefined || match === null || version === undefined) return [];
  const start = match.index + match[0].lastIndexOf(version);
  return [{ product, version, at: span(file, start, start + version.length) }];
}

/** The release that counts for a file: what the user said, else what lies nearest to the file, else what is assumed. */
export function releaseFor(product: Product, path: string, notes: readonly ReleaseNote[], option: string, assumed: boolean): ToldVersion {
  if (!assumed) return { version: option, source: "option" };
  const fitting = notes.filter((note) => note.product === product).sort((a, b) => sharedFolders(b.at.file.path, path) - sharedFolders(a.at.file.path, path));
  const [nearest] = fitting;
  return nearest === undefined ? { version: option, source: "assumed" } : { version: nearest.version, source: nearest.at };
}

export function versionFact({ version, source, because }: ToldVersion, product: Product, at: Span): Fact<string> {
  if (source === "assumed") return byDefault(version, at, `--${product}`, because ?? "the newest release that is known");
  return set(version, source === "option" ? at : source, source === "option" ? `--${product}` : "version");
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split("/").slice(0, -1), b.split("/").slice(0, -1)];
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs < 0 ? left.length : differs;
}
