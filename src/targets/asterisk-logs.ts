/**
 * Asterisk's log files that fail2ban reads, in one place because one target writes them and another reads them.
 *
 * Both are needed. The security log names every kind of event, but Asterisk writes none of them for a request whose
 * Call-ID or From is not UTF-8 (`Failed to issue security event`, security_events.c), so a guesser of passwords can stay
 * out of it at will; the notice of the same failure (pjsip_distributor.c) is written all the same.
 *
 * Channels of logger.conf: file name below /var/log/asterisk, and the levels it must hold. Their format is the default
 * one, their `dateformat` is `%F %T` with or without a fraction (`%F %T.%3q`).
 */
export const ASTERISK_LOGS = {
  security: { path: "/var/log/asterisk/security", levels: ["security"] },
  messages: { path: "/var/log/asterisk/messages", levels: ["notice", "warning", "error"] },
} as const;
