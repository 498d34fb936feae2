/** The part of SARIF 2.1.0 (OASIS, errata 01) that we write; a test holds the output against the published schema. */
export interface Log {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly Run[];
}

export interface Run {
  readonly tool: { readonly driver: Driver };
  readonly invocations: readonly Invocation[];
  readonly columnKind: "utf16CodeUnits";
  readonly originalUriBaseIds: Readonly<Record<string, { readonly description: Message }>>;
  readonly results: readonly Result[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Driver {
  readonly name: string;
  readonly semanticVersion: string;
  readonly rules: readonly ReportingDescriptor[];
}

export interface ReportingDescriptor {
  readonly id: string;
  readonly shortDescription: Message;
  readonly fullDescription?: Message;
  readonly help?: { readonly text: string; readonly markdown: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: Level };
  readonly properties: Readonly<Record<string, unknown>>;
}

export type Level = "error" | "warning" | "note";

export interface Message {
  readonly text: string;
}

export interface Invocation {
  readonly executionSuccessful: boolean;
  readonly toolExecutionNotifications: readonly { readonly level: Level; readonly message: Message; readonly locations: readonly SarifLocation[] }[];
}

export interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: Level;
  readonly message: Message;
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: "new" | "unchanged";
  readonly suppressions: readonly { readonly kind: "inSource" | "external"; readonly status: "accepted"; readonly justification: string; readonly location?: SarifLocation }[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface SarifLocation {
  readonly id?: number;
  readonly message?: Message;
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: "SRCROOT" };
    readonly region: { readonly startLine: number; readonly startColumn: number; readonly endLine: number; readonly endColumn: number };
  };
}
