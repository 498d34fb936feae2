import type { Expression, Statement } from "./ast.js";

/** What stands directly inside a statement or expression, in the order of the text. */
export function childrenOf(node: Statement | Expression): (Statement | Expression)[] {
  switch (node.kind) {
    case "block":
      return [...node.body];
    case "call":
      return [...node.args];
    case "if":
      return [node.condition, ...node.then, ...node.otherwise];
    case "switch":
      return [node.subject, ...node.cases.flatMap(({ match, body }) => [...(match === null ? [] : [match]), ...body])];
    case "while":
      return [node.condition, ...node.body];
    case "end":
      return node.value === null ? [] : [node.value];
    case "assignment":
      return [node.value];
    case "expression":
      return [node.value];
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "number":
    case "string":
    case "word":
    case "pv":
    case "field":
      return [];
  }
}

/** Every node below some, parents first; the grammar nests as deep as the text is long, so the stack is our own. */
export function* nodesIn(body: readonly (Statement | Expression)[]): Generator<Statement | Expression> {
  const rest: (Statement | Expression)[] = [...body].reverse();
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    yield node;
    rest.push(...childrenOf(node).reverse());
  }
}

/** What is worked out of a node alone, and asked for on every path that comes by: worked out once. */
export function oncePerNode<N extends object, T extends {} | null>(work: (node: N) => T): (node: N) => T {
  const known = new WeakMap<N, T>();
  return (node) => {
    let result = known.get(node);
    if (result === undefined) known.set(node, (result = work(node)));
    return result;
  };
}

/** As written; of a variable without brackets around it. */
export function textOf(node: Expression): string {
  return node.kind === "pv" ? node.text : node.at.file.text.slice(node.at.start, node.at.end);
}

/** A pseudo-variable within a text: `$fU`, `$var(x)`, `$(hdr(X){s.len})`; brackets nest, so the end is searched for. */
export function variablesIn(text: string): readonly string[] {
  const found: string[] = [];
  for (let from = text.indexOf("$"); from >= 0; from = text.indexOf("$", from)) {
    const name = /^\$(?:\(|[A-Za-z_][\w.]*)/.exec(text.slice(from, from + 80))?.[0];
    if (name === undefined) {
      from += 1;
      continue;
    }
    const opens = name.endsWith("(") ? from + name.length - 1 : text[from + name.length] === "(" ? from + name.length : -1;
    const end = opens < 0 ? from + name.length : closingOf(text, opens);
    found.push(text.slice(from, end));
    from = end;
  }
  return found;
}

function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === "(") depth += 1;
    else if (text[index] === ")" && --depth === 0) return index + 1;
  }
  return text.length;
}
