/** What a starter policy is made from: words of the command line, not yet checked. */
export interface StarterChoices {
  readonly name: string;
  readonly profile: string;
  /** ISO 3166-1 alpha-2. */
  readonly home: string;
  /** `asterisk`: one host. `kamailio`: a Kamailio edge before an Asterisk core, two hosts. */
  readonly engine: "asterisk" | "kamailio";
  readonly firewall: string;
  /** Emergency numbers; empty: those that are known for the country. */
  readonly emergency: readonly string[];
}

export interface Starter {
  readonly text: string;
  /** Files that its secrets are expected in, relative to the policy's folder. */
  readonly secretFiles: readonly string[];
}

/** 112 holds in all of the EU and EEA (Directive (EU) 2018/1972, article 109); the others are their regulators' numbers. */
const EMERGENCY: Readonly<Record<string, readonly string[]>> = {
  US: ["911"], CA: ["911"], GB: ["999", "112"], IE: ["112", "999"], AU: ["000", "112"], NZ: ["111"], CH: ["112", "117", "118", "144"],
  ...Object.fromEntries(["AT", "BE", "BG", "HR", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HU", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"].map((country) => [country, ["112"]])),
};

/** The numbers that must always pass; null where nobody but the user can say. */
export function emergencyNumbers({ home, emergency }: StarterChoices): readonly string[] | null {
  return emergency.length > 0 ? emergency : (EMERGENCY[home.toUpperCase()] ?? null);
}

/**
 * A small complete policy in which every address is for documentation only. It validates and lints without a finding
 * (legacy-phones: with one low one, on MD5), and renders once its secrets are there.
 */
export function starterPolicy(choices: StarterChoices, emergency: readonly string[]): Starter {
  const quoted = emergency.map((number) => JSON.stringify(number)).join(", ");
  const text = [head(choices), WHO, listeners(choices), security(choices), accounts(choices), calling(choices, quoted), LIMITS].join("\n");
  return { text, secretFiles: ["secrets/101", "secrets/102", ...(choices.engine === "kamailio" ? [] : ["secrets/carrier"])] };
}

function head({ name, profile, engine, firewall }: StarterChoices): string {
  const edge = engine === "kamailio";
  return `# A starter policy. Every address in it is an example: put in your own.
version: 1
name: ${JSON.stringify(name)}
profile: ${profile}   # strict | standard | legacy-phones: sets every default below

engines: { ${edge ? 'kamailio: "6.0", ' : ""}asterisk: "22", firewall: ${firewall} }
${edge ? EDGE_NODES : ""}`;
}

const EDGE_NODES = `
nodes:                     # one folder of files for each
  edge: { runs: kamailio, public: 192.0.2.10, private: 10.20.0.5 }
  core: { runs: asterisk, private: 10.20.0.10 }
`;

const WHO = `networks:                  # the only place where addresses are written
  office:  { role: phones,     cidrs: [203.0.113.0/24] }
  vpn:     { role: management, cidrs: [10.8.0.0/24] }
  carrier: { role: trunk,      cidrs: [198.51.100.10/32] }
`;

function listeners({ engine }: StarterChoices): string {
  const node = engine === "kamailio" ? "node: edge, " : "";
  return `listeners:                 # what is not listed in \`from\` gets no answer
  phones:  { ${node}protocol: tls, address: 192.0.2.10, port: 15061, from: [office] }
  carrier: { ${node}protocol: tls, address: 192.0.2.10, port: 15071, from: [carrier] }
`;
}

function security({ engine }: StarterChoices): string {
  return `tls:
  certificate: /etc/ringfence/tls/fullchain.pem
  key: /etc/ringfence/tls/privkey.pem
${engine === "kamailio" ? CARRIERS_CA : ""}media: { encryption: sdes, ports: 20000-20999 }
auth:  { realm: pbx.example.com }
`;
}

const CARRIERS_CA = `  ca: /etc/ringfence/tls/carriers.pem   # the authority that your carrier's certificate comes from
  clientCertificates: optional
`;

function accounts({ engine }: StarterChoices): string {
  return `accounts:                  # passwords stay out of the policy: they come from files or variables
  "101": { secret: { file: secrets/101 }, listener: phones, calling: national }
  "102": { secret: { file: secrets/102 }, listener: phones, calling: internal }
trunks:
  carrier-a:
    listener: carrier
    peers: carrier
${engine === "kamailio" ? BY_CERTIFICATE : BY_PASSWORD}
    inbound: "101"
`;
}

const BY_PASSWORD = `    authentication: digest
    username: my-customer-number
    secret: { file: secrets/carrier }`;
/** The edge asks its peers for no password: it believes an address or a certificate. */
const BY_CERTIFICATE = "    authentication: certificate";

function calling({ home }: StarterChoices, emergency: string): string {
  return `calling:                   # what a stolen account could cost is decided here
  home: ${home.toUpperCase()}
  emergency: [${emergency}]   # these always pass: check that they are right where your phones stand
  plans:
    internal: { allow: [accounts] }
    national: { allow: [accounts, national, mobile, toll-free], deny: [premium], trunk: carrier-a,
                hours: "Mon-Fri 07:00-20:00", concurrent: 2 }
`;
}

const LIMITS = `management:
  ssh: { port: 22, from: [vpn] }   # make sure that you are in it before you load the packet filter
`;
