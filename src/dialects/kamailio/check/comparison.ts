import type { Binary, Expression, Field, RouteKind } from "../ast.js";
import type { Scope } from "./scope.js";

/** What a message field is and what it can be compared with (src/core/cfg.y: exp_elem). */
interface FieldKind {
  readonly operators: readonly string[];
  readonly myself: boolean;
}

const EQUAL = ["==", "!=", "eq", "ne"];
const TEXT: FieldKind = { operators: [...EQUAL, "=~"], myself: false };
const NUMBER: FieldKind = { operators: [...EQUAL, "<", ">", "<=", ">="], myself: false };
const PROTOCOL: FieldKind = { operators: EQUAL, myself: false };
const PLACE: FieldKind = { operators: [...EQUAL, "=~"], myself: true };

const FIELDS: Readonly<Record<string, FieldKind>> = {
  method: TEXT, uri: PLACE, status: PLACE, from_uri: PLACE, to_uri: PLACE, src_ip: PLACE, dst_ip: PLACE, snd_ip: PLACE, to_ip: PLACE, proto: PROTOCOL, snd_proto: PROTOCOL,
  src_port: NUMBER, dst_port: NUMBER, snd_port: NUMBER, to_port: NUMBER, af: NUMBER, snd_af: NUMBER, "msg:len": NUMBER, myself: { operators: EQUAL, myself: false },
};

const ADDRESSES: ReadonlySet<string> = new Set(["src_ip", "dst_ip", "snd_ip", "to_ip"]);

/** `src_ip == myself`, `method == "X"`: the field, the operator and the other side must go together. */
export function checkComparison({ operator, right, at }: Binary, left: Field, route: RouteKind, scope: Scope): void {
  const kind = FIELDS[left.name];
  if (kind === undefined || !kind.operators.includes(operator)) scope.report(at, "field-comparison", `${left.name} cannot be compared with ${operator}`);
  else if (right.kind === "field" && !pairs(left, right)) scope.report(right.at, "field-comparison", `${left.name} cannot be compared with ${right.name}`);
  else if (ADDRESSES.has(left.name)) checkAddress(right, scope);
  for (const name of [left.name, right.kind === "field" ? right.name : ""]) {
    if ((name === "snd_ip" || name === "to_ip") && route !== "onsend") scope.report(at, "route-kind", `${name} is known in an onsend_route alone`);
  }
}

function pairs(left: Field, right: Field): boolean {
  if (left.name === "myself") return FIELDS[right.name]?.myself === true;
  return right.name === "myself" && FIELDS[left.name]?.myself === true;
}

/** An address or network is written bare; a number alone is none. */
function checkAddress(right: Expression, scope: Scope): void {
  if (right.kind === "number") scope.report(right.at, "address-invalid", "an address is expected here, not a number");
  if (right.kind !== "word") return;
  const [address = "", bits] = right.value.split("/");
  const isV4 = /^\d+(?:\.\d+){3}$/.test(address);
  if (!isV4 && !/^\[?[\da-fA-F:]*:[\da-fA-F:]*\]?$|^[A-Za-z_]\w*(?:[.-][A-Za-z_]\w*)*$/.test(address)) scope.report(right.at, "address-invalid", `${address} is neither an address nor a host name`);
  if (bits === "") scope.report(right.at, "address-invalid", "the length of a network stands right after its slash");
  if (isV4 && address.split(".").some((part) => Number(part) > 255)) scope.report(right.at, "address-invalid", `${address} is no IPv4 address`);
  else if (bits !== undefined && /^\d+$/.test(bits) && Number(bits) > (isV4 ? 32 : 128)) scope.report(right.at, "address-invalid", `/${bits} is longer than the address`);
}
