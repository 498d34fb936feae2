import assert from "node:assert/strict";
import { load } from "js-yaml";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { toFlow } from "../../src/policy/schema/flow.js";
import { ROOT } from "../root.js";

interface Schema {
  readonly [keyword: string]: unknown;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly else?: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const SCHEMA = JSON.parse(readFileSync(join(ROOT, "schemas/policy.schema.json"), "utf8")) as Schema;

/** Every field, with the pointer by which ajv finds it. */
function* fields(schema: Schema, pointer: string): Generator<readonly [pointer: string, field: Schema]> {
  for (const [kind, children] of [["properties", schema.properties], ["$defs", schema.$defs]] as const) {
    for (const [name, child] of Object.entries(children ?? {})) {
      yield [`${pointer}/${kind}/${name}`, child];
      yield* fields(child, `${pointer}/${kind}/${name}`);
    }
  }
  for (const [kind, child] of [["items", schema.items], ["else", schema.else]] as const) {
    if (child === undefined) continue;
    if (kind === "items" && !("$ref" in child)) yield [`${pointer}/${kind}`, child];
    yield* fields(child, `${pointer}/${kind}`);
  }
}

const FIELDS = [...fields(SCHEMA, "")];
const { default: Ajv } = createRequire(import.meta.url)("ajv/dist/2020") as typeof import("ajv/dist/2020.js");
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
ajv.addKeyword("patternErrorMessage");
ajv.addSchema(SCHEMA);

test("every field has a title, a description and examples that the schema itself accepts", () => {
  assert.ok(FIELDS.length > 80, `${FIELDS.length} fields`);
  for (const [pointer, field] of FIELDS) {
    assert.ok(field.title !== undefined && field.title.length > 2, `${pointer}: title`);
    assert.ok(field.description !== undefined && field.description.length > 4, `${pointer}: description`);
    assert.ok(field.examples !== undefined && field.examples.length > 0, `${pointer}: examples`);
    const validate = ajv.compile({ $ref: `${String(SCHEMA["$id"])}#${pointer}` });
    for (const example of field.examples) assert.ok(validate(example), `${pointer}: ${JSON.stringify(example)}: ${ajv.errorsText(validate.errors)}`);
  }
});

test("every block says which keys it takes and refuses others", () => {
  for (const [pointer, field] of FIELDS) {
    if (field["type"] !== "object") continue;
    const isMapOfNames = typeof field["additionalProperties"] === "object" && field["propertyNames"] !== undefined;
    assert.ok(field["additionalProperties"] === false || isMapOfNames, pointer);
  }
});

test("every pattern has words for the one who misses it", () => {
  for (const [pointer, field] of FIELDS) assert.equal("pattern" in field, "patternErrorMessage" in field, pointer);
});

test("examples are shown in YAML that reads back as the same value", () => {
  for (const [pointer, field] of FIELDS) {
    for (const example of field.examples ?? []) {
      assert.deepEqual(load(toFlow(example)), example, `${pointer}: ${toFlow(example)}`);
    }
  }
});
