export type Level = "NOTICE" | "WARNING" | "ERROR" | "SECURITY";

/** One record of Asterisk's log; `text` may have several lines. */
export interface Logged {
  readonly level: Level;
  /** Asterisk's source file, as `config_options.c`. */
  readonly source: string;
  readonly text: string;
}

/** Reads a log channel: `[date] LEVEL[pid][call] source.c: text`; lines without a head belong to the record before. */
export function readLog(text: string): Logged[] {
  const records: { level: Level; source: string; text: string }[] = [];
  for (const line of text.split("\n")) {
    const head = /^\[[^\]]*\] (NOTICE|WARNING|ERROR|SECURITY)\[\d+\](?:\[[^\]]*\])? ([\w.-]+): ?(.*)$/.exec(line);
    if (head !== null) records.push({ level: head[1] as Level, source: head[2] ?? "", text: head[3] ?? "" });
    else if (line.trim() !== "" && !/^\[[^\]]*\] Asterisk /.test(line)) {
      const last = records.at(-1);
      if (last !== undefined) last.text += `\n${line}`;
    }
  }
  return records;
}

/** A security event as its fields: SecurityEvent, Service, AccountID, RemoteAddress, ... */
export type SecurityEvent = Readonly<Record<string, string>>;

export const readSecurityEvent = (text: string): SecurityEvent =>
  Object.fromEntries([...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, value]) => [key ?? "", value ?? ""]));
