import { closest } from "../../../source/index.js";
import type { Setting, Value } from "../ast.js";
import { coreSettings, type ValueKind } from "../tables/settings.js";
import { branches, has, type Mask } from "../tables/versions.js";
import { didYouMean, type Scope } from "./scope.js";

/** A core setting must exist and takes certain kinds of value (src/core/cfg.y: assign_stm). */
export function checkSetting({ name, value }: Setting, scope: Scope): void {
  const forms = coreSettings().get(name.value) ?? [];
  const here = forms.filter(({ mask }) => has(mask, scope.branch));
  if (here.length > 0) {
    const kinds = here.flatMap((form) => form.kinds);
    if (name.value === "log_facility" && value.kind === "word" && !FACILITY.test(value.value)) scope.report(value.at, "setting-value", `${value.value} is no facility of syslog(3)`);
    if (!kinds.some((kind) => fits(value, kind))) scope.report(value.at, "setting-type", `${name.value} takes ${[...new Set(kinds.map((kind) => IN_WORDS[kind]))].join(" or ")}`);
  } else if (forms.length > 0) {
    const mask: Mask = forms.reduce((all, form) => all | form.mask, 0);
    scope.report(name.at, "setting-other-version", `Kamailio ${scope.branch} has no setting ${name.value}; ${branches(mask)} had or have it`);
  } else {
    scope.report(name.at, "setting-unknown", `Kamailio has no setting ${name.value}${didYouMean(closest(name.value, coreSettings().keys()))}`);
  }
}

/** src/core/dprint.c: str_fac. */
const FACILITY = /^LOG_(?:AUTH|CRON|DAEMON|KERN|LOCAL[0-7]|LPR|MAIL|NEWS|USER|UUCP|AUTHPRIV|FTP|SYSLOG)$/;

const IN_WORDS: Readonly<Record<ValueKind, string>> = {
  number: "a number", integer: "a number", string: "a quoted string", word: "a bare word", address: "an address", ipv4: "an IPv4 address", ipv6: "an IPv6 address", protocol: "a protocol",
};

function fits(value: Value, kind: ValueKind): boolean {
  switch (kind) {
    case "number":
      return value.kind === "number" && value.value >= 0;
    case "integer":
      return value.kind === "number";
    case "string":
      return value.kind === "string";
    case "word":
      return value.kind === "word" && /^[A-Za-z_]\w*$/.test(value.value);
    case "protocol":
      return value.kind === "word" && /^(?:\*|udp|tcp|tls|sctp)$/i.test(value.value);
    case "address":
      return value.kind !== "number";
    case "ipv4":
      return value.kind === "word" && /^\d+(?:\.\d+){3}$/.test(value.value);
    case "ipv6":
      return value.kind === "word" && value.value.includes(":");
  }
}
