import type { Block } from "../block.js";
import type { Engine, EngineVersion, Engines } from "../types.js";
import type { Context } from "./context.js";

/** Releases that the output is made for; others are refused rather than guessed at. */
const RELEASES: Readonly<Record<Engine, { readonly known: readonly string[]; readonly usual: string }>> = {
  asterisk: { known: ["18", "20", "21", "22", "23"], usual: "22" },
  kamailio: { known: ["5.6", "5.7", "5.8", "6.0", "6.1"], usual: "6.0" },
};

export function resolveEngines(root: Block, context: Context): Engines {
  const block = root.block("engines");
  const engines = {
    asterisk: resolveVersion(block, "asterisk", context),
    kamailio: resolveVersion(block, "kamailio", context),
    firewall: block.word("firewall", ["iptables", "nftables"])?.value ?? null,
  };
  if (block.written && !block.has("asterisk") && !block.has("kamailio")) {
    context.problems.error("engines-none", block.at, "engines names neither asterisk nor kamailio: there is nothing to protect", { hint: 'e.g. asterisk: "22"' });
  }
  return engines;
}

function resolveVersion(block: Block, engine: Engine, { problems }: Context): EngineVersion | null {
  const located = block.text(engine);
  const match = /^([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?$/.exec(located?.value ?? "");
  if (located === null || match === null) return null;
  const [text, major = "", minor, patch] = match;
  const { known, usual } = RELEASES[engine];
  const isKnown = known.some((release) => `${text}.`.startsWith(`${release}.`));
  const isTooShort = known.some((release) => release.startsWith(`${text}.`));
  if (!isKnown) {
    const message = isTooShort ? `${located.path}: ${JSON.stringify(text)} leaves open which release is meant` : `${located.path}: there is no output for ${engine} ${text}`;
    problems.error("engine-version", located.at, message, { hint: `known releases: ${known.join(", ")}; e.g. ${engine}: "${usual}"` });
  }
  return { text, major: Number(major), minor: minor === undefined ? null : Number(minor), patch: patch === undefined ? null : Number(patch) };
}
