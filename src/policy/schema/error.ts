import type { ErrorObject } from "ajv";

/** The part of a schema that messages are made of. */
export interface SchemaPart {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly patternErrorMessage?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** One objection of the validator, typed by what it objects to. Keywords that only repeat another's objection are left out. */
export type Objection = { readonly pointer: string; readonly schema: SchemaPart } & (
  | { readonly kind: "unknown-key"; readonly key: string }
  | { readonly kind: "bad-name"; readonly key: string }
  | { readonly kind: "missing-key"; readonly key: string }
  | { readonly kind: "type"; readonly types: readonly string[] }
  | { readonly kind: "word"; readonly allowed: readonly unknown[] }
  | { readonly kind: "pattern" }
  | { readonly kind: "range" }
  | { readonly kind: "length"; readonly most: number | null }
  | { readonly kind: "empty" }
  | { readonly kind: "too-many-keys" }
);

/** Types of the validator's errors and ours are joined here and nowhere else. @throws for a keyword that the schema does not use */
export function objectionOf(error: ErrorObject): Objection | null {
  const schema = (error.parentSchema ?? {}) as SchemaPart;
  const base = { pointer: error.instancePath, schema };
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.propertyName !== undefined) return { ...base, kind: "bad-name", key: error.propertyName };
  switch (error.keyword) {
    case "additionalProperties":
      return { ...base, kind: "unknown-key", key: String(params["additionalProperty"]) };
    case "required":
      return { ...base, kind: "missing-key", key: String(params["missingProperty"]) };
    case "type":
      return { ...base, kind: "type", types: [schema.type ?? []].flat() };
    case "enum":
      return { ...base, kind: "word", allowed: params["allowedValues"] as readonly unknown[] };
    case "const":
      return { ...base, kind: "word", allowed: [params["allowedValue"]] };
    case "pattern":
      return { ...base, kind: "pattern" };
    case "minimum":
    case "maximum":
      return { ...base, kind: "range" };
    case "maxLength":
      return { ...base, kind: "length", most: Number(params["limit"]) };
    case "minLength":
      return { ...base, kind: "length", most: null };
    case "minItems":
    case "minProperties":
      return { ...base, kind: "empty" };
    case "maxProperties":
      return { ...base, kind: "too-many-keys" };
    case "propertyNames":
    case "if":
      return null;
    default:
      throw new Error(`no words for the schema keyword ${error.keyword}`);
  }
}
