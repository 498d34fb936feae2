/** What a socket's host says about who can reach it. Names of interfaces and of hosts say nothing. */

export function isLoopback(host: string): boolean {
  return /^127\.\d+\.\d+\.\d+$|^\[?::1\]?$|^lo$|^localhost$/.test(host);
}

/** An address of RFC 1918, RFC 6598, RFC 3927 or RFC 4193, or one that holds on a link alone. */
export function isPrivate(host: string): boolean {
  return /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)[\d.]+$|^\[?f(?:[cd]|e[89ab])[0-9a-f]{0,2}:/i.test(host);
}

/** Any address of the host. */
export function isAny(host: string): boolean {
  return /^(?:\*|0\.0\.0\.0|\[?::\]?)$/.test(host);
}
