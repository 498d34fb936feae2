import { parseAddress } from "../addresses.js";
import type { Block } from "../block.js";
import { isWrong } from "../grammar/units.js";
import type { Engine, Engines, PolicyNode } from "../types.js";
import { reportWrong, type Context } from "./context.js";

export const ENGINES = ["kamailio", "asterisk"] as const satisfies readonly Engine[];

/** Name of the one host of a policy without `nodes`. */
const ONLY_HOST = "host";

/** The hosts; a policy without `nodes` has one, which runs everything. */
export function resolveNodes(root: Block, engines: Engines, context: Context): readonly PolicyNode[] {
  const block = root.block("nodes");
  if (!block.written) {
    const runs = ENGINES.filter((engine) => engines[engine] !== null);
    return [{ name: ONLY_HOST, path: "engines", at: root.block("engines").at, folder: "", runs, public: null, private: null }];
  }
  const nodes = [...block.named()].map(({ name, block: node }) => resolveNode(name, node, context));
  checkEngines(block, root, nodes, context);
  checkFolders(nodes, context);
  return nodes;
}

function resolveNode(name: string, block: Block, context: Context): PolicyNode {
  const runs = block.word("runs", ENGINES)?.value;
  return {
    name, path: block.path, at: block.at, folder: name, runs: runs === undefined ? [] : [runs],
    public: resolveAddress(block, "public", context), private: resolveAddress(block, "private", context),
  };
}

function resolveAddress(block: Block, key: string, { problems }: Context): string | null {
  const located = block.text(key);
  if (located === null) return null;
  const address = parseAddress(located.value);
  if (!isWrong(address) && address.value !== 0n) return address.text;
  const found = isWrong(address) ? address : { wrong: "is no address of a host", hint: "write the one address by which it is found", offset: 0, length: 0 };
  reportWrong(problems, "address-invalid", located, found);
  return null;
}

/** Each engine has one node, and each node an engine of the policy. */
function checkEngines(block: Block, root: Block, nodes: readonly PolicyNode[], { problems }: Context): void {
  for (const engine of ENGINES) {
    const running = nodes.filter((node) => node.runs.includes(engine));
    const used = root.block("engines").has(engine);
    const [first, second] = running;
    if (used && first === undefined) {
      problems.error("node-missing", block.at, `engines names ${engine}, and no node runs it`, { hint: `add a node with runs: ${engine}` });
    } else if (!used && first !== undefined) {
      problems.error("node-engine", root.block("nodes").block(first.name).entry("runs")?.node.span ?? first.at, `${first.path} runs ${engine}, which engines does not name`, { hint: `add ${engine} and its version to engines` });
    } else if (first !== undefined && second !== undefined) {
      problems.error("node-many", second.at, `${second.path} runs ${engine} as well as ${first.path}; one node per engine is what this release takes`, { hint: "write a policy of its own for each further host", related: [{ at: first.at, note: "the first" }] });
    }
  }
}

/** Folders are named after nodes, and some file systems do not tell capitals from small letters. */
function checkFolders(nodes: readonly PolicyNode[], { problems }: Context): void {
  const seen = new Map<string, PolicyNode>();
  for (const node of nodes) {
    const first = seen.get(node.name.toLowerCase());
    if (first === undefined) seen.set(node.name.toLowerCase(), node);
    else problems.error("node-folder", node.at, `${node.path} and ${first.path} differ in capitals alone and would share a folder`, { related: [{ at: first.at, note: "the other" }] });
  }
}
