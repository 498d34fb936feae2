import { readV4, readV6 } from "../pjsip/address.js";

/** The address that something binds to. */
export interface Bind {
  readonly host: string;
  readonly port: number | null;
  readonly loopback: boolean;
  /** Families whose packets arrive there. */
  readonly families: readonly (4 | 6)[];
}

/** Reads `192.0.2.10:5061`, `[::]`, `0.0.0.0`; a name counts as any family. */
export function readBind(text: string): Bind {
  const match = /^\[([^\]]*)\](?::(\d+))?$/.exec(text) ?? /^([^:]*)(?::(\d+))?$/.exec(text);
  const host = match?.[1] ?? text;
  const v4 = readV4(host);
  const v6 = v4 === null ? readV6(host) : null;
  return {
    host,
    port: match?.[2] === undefined ? null : Number(match[2]),
    loopback: v4?.[0] === 127 || host === "localhost" || (v6 !== null && v6.every((byte, index) => byte === (index === 15 ? 1 : 0))),
    families: v4 !== null ? [4] : v6 !== null && v6.some((byte) => byte !== 0) ? [6] : [4, 6],
  };
}
