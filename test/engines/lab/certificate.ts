import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../root.js";
import { engine } from "./engine.js";
import { must } from "./process.js";

/** Paths of what `tlsCertificate` made. */
export interface Certificates {
  readonly folder: string;
  readonly ca: string;
  /** The server's certificate followed by its CA's. */
  readonly certificate: string;
  readonly key: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

const altName = (name: string): string => (/^[\d.]+$|:/.test(name) ? `IP:${name}` : `DNS:${name}`);

/**
 * Makes a CA of its own in `folder`, and from it a server certificate for `names` (host names or addresses; the first is the
 * common name) and a client certificate: ca.pem, fullchain.pem, privkey.pem, client.pem, client-key.pem. Valid for two days.
 */
export async function tlsCertificate(folder: string, names: readonly [string, ...string[]]): Promise<Certificates> {
  await mkdir(folder, { recursive: true });
  const openssl = (...args: string[]): Promise<string> => must(engine("tools", "openssl"), args, { cwd: folder });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  await openssl("req", "-x509", ...key, "-keyout", "ca-key.pem", "-out", "ca.pem", "-subj", "/CN=Lab CA", "-days", "2");
  const issue = async (out: string, keyOut: string, name: string, extension: string): Promise<string> => {
    await writeFile(join(folder, "extension"), extension);
    await openssl("req", "-new", ...key, "-keyout", keyOut, "-out", "request.pem", "-subj", `/CN=${name}`);
    return openssl("x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca-key.pem", "-CAcreateserial", "-days", "2", "-extfile", "extension", "-out", out);
  };
  await issue("server.pem", "privkey.pem", names[0], `subjectAltName=${names.map(altName).join(",")}\nextendedKeyUsage=serverAuth,clientAuth\n`);
  await issue("client.pem", "client-key.pem", "lab-client", "extendedKeyUsage=clientAuth\n");
  await must("sh", ["-c", "cat server.pem ca.pem >fullchain.pem"], { cwd: folder });
  for (const name of ["privkey.pem", "client-key.pem", "ca-key.pem"]) await chmod(join(folder, name), 0o600);
  const at = (name: string): string => join(folder, name);
  return { folder, ca: at("ca.pem"), certificate: at("fullchain.pem"), key: at("privkey.pem"), clientCertificate: at("client.pem"), clientKey: at("client-key.pem") };
}

/** Paths of what one end of the link holds. */
export interface Identity {
  readonly folder: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** The certificates of the link between edge and core, made in `folder` by the very commands that docs/link.md gives for the example. */
export async function linkCertificates(folder: string): Promise<Readonly<Record<"edge" | "core", Identity>>> {
  await mkdir(folder, { recursive: true });
  const [, commands] = /```sh\n([\s\S]*?)```/.exec(await readFile(join(ROOT, "docs/link.md"), "utf8")) ?? [];
  if (commands === undefined) throw new Error("docs/link.md has no commands");
  await must("sh", ["-c", `openssl() { '${engine("tools", "openssl")}' "$@"; }\n${commands}`], { cwd: folder });
  const end = (name: string): Identity => ({ folder: join(folder, name), ca: join(folder, name, "ca.pem"), certificate: join(folder, name, "certificate.pem"), key: join(folder, name, "key.pem") });
  return { edge: end("edge"), core: end("core") };
}
