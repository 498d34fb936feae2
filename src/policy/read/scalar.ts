/**
 * What a plain (unquoted) scalar means: the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema), less
 * the numbers that YAML readers disagree about. `010` is 8 in YAML 1.1 and 10 in 1.2, `0x10`, `1e3` and `+5` are not how
 * anybody writes a port: they stay text here, and where a number is wanted the schema says so with the number to write.
 */
export function plainValue(text: string): string | number | boolean | null {
  switch (text) {
    case "":
    case "~":
    case "null":
    case "Null":
    case "NULL":
      return null;
    case "true":
    case "True":
    case "TRUE":
      return true;
    case "false":
    case "False":
    case "FALSE":
      return false;
  }
  return CUSTOMARY_NUMBER.test(text) ? Number(text) : text;
}

const CUSTOMARY_NUMBER = /^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$/;
