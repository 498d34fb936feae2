import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { moduleNamed, type Module } from "../../src/dialects/kamailio/tables/modules.js";
import { branchOf, has, type Branch } from "../../src/dialects/kamailio/tables/versions.js";
import { type Exports, readExports } from "./kamailio/exports.js";
import { prefixPath, type Prefix } from "./lab/engine.js";

const ENGINES: readonly Extract<Prefix, `kamailio-${string}`>[] = ["kamailio-5.6", "kamailio-6.0", "kamailio-6.1"];

/** What a build may leave out, or a point release later than the package brought. */
const BEYOND_THE_PACKAGE: readonly RegExp[] = [
  /^rr\.ignore_user /, // with ENABLE_USER_CHECK alone
  /^tls\.engine/, // without OPENSSL_NO_ENGINE
  /^tlsa\.engine/,
  /^tls\.provider_quirks_config /, // 6.0.2
  /^geoip2\.resid /, // 5.6.4
  /^ims_qos\.Rx_AAR /, // 5.6.4 lost a route
  /^pv: \$recv /, // writable since 6.0.2
  /^rtpengine\.rtpengine_destroy\(/, // 6.0.2
];

/** What a module offers, one line an offer. */
function offersOf(name: string, { functions, params, variables }: Exports): string[] {
  const types = new Map<string, number>();
  for (const param of params) types.set(param.name, (types.get(param.name) ?? 0) | param.type);
  return [
    ...functions.filter(({ args, routes }) => args !== -1 && routes !== 0)
      .map((one) => `${name}.${one.name}(${one.args === -128 ? "*" : one.args}) in ${one.routes & 0x3ff}${one.prepared ? " constant" : ""}`),
    ...[...types].map(([param, type]) => `${name}.${param} ${(type & 5) === 0 ? "number" : (type & 2) === 0 ? "string" : "either"}`),
    ...variables.map((one) => `${name}: $${one.name}${one.writable ? " writable" : ""}`),
  ];
}

function tableOffers({ name, functions, params, variables }: Module, branch: Branch): string[] {
  const here = ({ mask }: { readonly mask: number }): boolean => has(mask, branch);
  return [
    ...[...functions].flatMap(([called, forms]) => forms.filter(here).flatMap(({ args, routes, constant }) =>
      (args ?? ["*"]).map((count) => `${name}.${called}(${count}) in ${routes}${constant ? " constant" : ""}`))),
    ...[...params].flatMap(([param, forms]) => forms.filter(here).map(({ type }) => `${name}.${param} ${type}`)),
    ...[...variables].flatMap(([variable, forms]) => forms.filter(here).map(({ writable }) => `${name}: $${variable}${writable ? " writable" : ""}`)),
  ];
}

for (const prefix of ENGINES) {
  test(`the tables say of each module of ${prefix} what its own export table says`, () => {
    const folder = prefixPath(prefix, "usr/lib/x86_64-linux-gnu/kamailio/modules");
    const branch = branchOf(prefix.replace("kamailio-", ""));
    const wrong: string[] = [];
    const files = readdirSync(folder).filter((file) => file.endsWith(".so"));
    assert.ok(files.length > 150, `${files.length} modules`);
    for (const file of files) {
      const name = file.replace(/\.so$/, "");
      const built = readExports(join(folder, file));
      const known = moduleNamed(name);
      assert.ok(built !== null && known !== undefined && has(known.mask, branch), `${file} is in the tables`);
      assert.equal(known.alias, built.name);
      const [engine, table] = [new Set(offersOf(name, built)), new Set(tableOffers(known, branch))];
      wrong.push(...[...engine].filter((offer) => !table.has(offer)).map((offer) => `missing: ${offer}`));
      wrong.push(...[...table].filter((offer) => !engine.has(offer)).map((offer) => `made up: ${offer}`));
    }
    assert.deepEqual(wrong.filter((line) => !BEYOND_THE_PACKAGE.some((pattern) => pattern.test(line.replace(/^[a-z ]+: /, "")))), []);
  });
}
