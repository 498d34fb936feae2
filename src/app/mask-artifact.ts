/** What stands for a secret in a diff. */
const MASK = "********";

/** Digests and keys as we and others write them: 32 hex digits (MD5) and more. */
const HEX = /\b[0-9a-fA-F]{32,}\b/g;
/** `password = …`, `secret=…`, `md5_cred=…`, `"password", "…"`: the value of whatever is called a secret, ours or of a file found there. */
const NAMED = /^(\s*["']?[\w.-]*(?:password|passwd|secret|cred|digest|token|api_?key)[\w.-]*["']?\s*(?:=>?|:|,)\s*)(.+)$/gim;
/** Passwords inside of URLs. */
const IN_URL = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]+:)[^\s@/]+(@)/gi;

/**
 * A configuration's text with its secrets masked. It goes by the names of the settings, not by the policy's secrets:
 * what is there now may hold older ones, or somebody else's.
 */
export function maskArtifact(text: string): string {
  return text
    .replace(NAMED, (_, head: string, value: string) => `${head}${maskValue(value)}`)
    .replace(IN_URL, `$1${MASK}$2`)
    .split("\n").map((line) => (line.includes("sha256 ") ? line : line.replace(HEX, MASK))).join("\n");
}

/** A digest's algorithm and realm say what changed and hide nothing: `SHA-256:realm:<digest>`. */
function maskValue(value: string): string {
  const digest = /^(MD5|SHA-256|SHA-512-256):(.*):[0-9a-fA-F]{32,}\s*$/.exec(value);
  return digest === null ? MASK : `${digest[1]}:${digest[2]}:${MASK}`;
}
