/** Settings of one file that Asterisk reads, by what they are to a judge of security. Names are in lower case, divided by blanks; `x*` stands for all that begin so. */
export interface KnownSettings {
  /** What they do is in the model, as readings or as facts. */
  readonly understood?: string;
  /** They bear on security, and the model holds the line but not its meaning. */
  readonly notModelled?: string;
  /** They do not. */
  readonly irrelevant?: string;
  /** Releases before 16 knew them; what Asterisk knows today passes over the line. */
  readonly former?: string;
  /** Sections whose lines have names of the author's choosing: mailboxes, log files, columns. The first that fits counts. */
  readonly free?: readonly FreeSection[];
}

export interface FreeSection {
  /** Fits the section's name. */
  readonly section: RegExp;
  readonly standing: "understood" | "not-modelled" | "irrelevant" | "outside";
}

export const ANY = /^/;
export const NOT_GENERAL = /^(?!general$)/i;

/** ast_jb_read_conf() of main/abstract_jb.c. */
export const JITTER_BUFFER = "jbenable jbforce jbimpl jblog jbmaxsize jbresyncthreshold jbtargetextra jbsyncvideo";

/** ast_tls_read_conf() of main/tcptls.c, and what manager.conf and http.conf had before. */
export const TLS_SERVER = "tlscert tlscertfile tlsprivatekey tlscipher tlsservercipherorder tlsclientmethod tlsdisablev1 tlsdisablev11 tlsdisablev12 tlscafile tlscapath tlscadir tlsverifyclient tlsdontverifyserver sslcert sslcertfile sslcipher sslclientmethod sslprivatekey";

/** A file of which nothing bears on security. */
export const ALL_IRRELEVANT: KnownSettings = { free: [{ section: ANY, standing: "irrelevant" }] };
