/**
 * `npm run new:rule ID`: makes src/rules/ID.ts, its two fixtures and its line in src/rules/index.ts.
 *
 * ID is named after the weakness, in kebab-case. The tests fail until the rule catches bad.yaml and spares ok.yaml.
 * --root DIR works on another copy of the repository.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { root: { type: "string", default: home } } });
const root = resolve(values.root);
const [id, ...rest] = positionals;

function refuse(why) {
  process.stderr.write(`${why}\nusage: npm run new:rule ID, such as listener-cleartext\n`);
  process.exit(2);
}

if (id === undefined || rest.length > 0) refuse("one id is needed");
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) refuse(`${id} is not kebab-case with two words at least`);
if (existsSync(join(root, `src/rules/${id}.ts`))) refuse(`there is a rule ${id} already`);

const name = id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

const rule = `import { cannotTell } from "./phrase.js";
import { reachable, reachOf, sureness, type SeverityByReach } from "./reach.js";
import { defineRule } from "./rule.js";

/** Who can get at it decides how bad it is; null where it is not worth a report. */
const SEVERITY: SeverityByReach = {
  world: "high",
  unknown: "medium",
  phones: "medium",
  trunk: "low",
  peers: "low",
  management: "low",
  localhost: null,
  nobody: null,
};

export const ${name} = defineRule({
  id: "${id}",
  title: "TODO: what is wrong, in a few words",
  severity: "high",
  needs: ["listeners"],
  why: \`TODO: the attack, in plain words.\`,
  degrees: "TODO: which severities, by what.",
  fix: "TODO: what to do instead.",
  before: \`listeners:
  phones: { protocol: udp, address: 192.0.2.10, port: 15060, from: [world] }\`,
  after: \`listeners:
  phones: { protocol: tls, address: 192.0.2.10, port: 15061, from: [office] }\`,
  versions: "TODO: engines and versions.",
  references: [],
  cwe: null,
  check({ listeners }, report) {
    for (const { path, port, audience } of listeners) {
      const severity = SEVERITY[reachOf(audience)];
      if (port.kind === "unknown") cannotTell(report, port, path, \`TODO of \${path}\`);
      else if (port.value === 0 && severity !== null) report(port, { subject: path, severity, confidence: sureness(audience), message: \`\${path} TODO (\${reachable(audience)})\` });
    }
  },
});
`;

const fixture = (comment, line) => `# ${comment}
version: 1
name: ${id}
engines: { asterisk: "22" }
networks:
  office: { role: phones, cidrs: [203.0.113.0/24] }
listeners:
${line}
tls: { certificate: /etc/ringfence/tls/fullchain.pem, key: /etc/ringfence/tls/privkey.pem }
calling: { home: US, emergency: ["911"] }
`;

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  process.stdout.write(`written: ${path}\n`);
}

function withLine(index) {
  const line = `export { ${name} } from "./${id}.js";`;
  const lines = index.trimEnd().split("\n");
  const next = lines.findIndex((each) => each.startsWith("export") && each > line);
  lines.splice(next < 0 ? lines.length : next, 0, line);
  return `${lines.join("\n")}\n`;
}

write(`src/rules/${id}.ts`, rule);
write(`test/rules/${id}/bad.yaml`, fixture("TODO: what must be caught.", `  phones: { protocol: tls, address: 192.0.2.10, port: 15061, from: [office] } # expect: ${id}`));
write(`test/rules/${id}/ok.yaml`, fixture("TODO: a near miss that must not be caught.", "  phones: { protocol: tls, address: 192.0.2.10, port: 15061, from: [office] }"));
write("src/rules/index.ts", withLine(readFileSync(join(root, "src/rules/index.ts"), "utf8")));
process.stdout.write(`next: write the rule, then \`npm run test:update\` and read test/rules/${id}/expected.txt\n`);
