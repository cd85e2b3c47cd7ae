/** One value that a route reads, in words. */
export interface ShownField {
  name: string;
  /** Such as `integer`, or `list of uuid`. */
  type: string;
  /** The values it may have, as JSON, where these are few. */
  choices: string[];
  isRequired: boolean;
  /** How much or long it may be, and what it is when left out. */
  limits: string;
  about: string;
}

export interface ShownParameter extends ShownField {
  place: "path" | "query" | "header";
  /** What a form begins with; empty where nothing would be true here. */
  initial: string;
}

export interface ShownBody {
  type: "json" | "multipart";
  fields: ShownField[];
  /** JSON, set in lines. */
  example: string;
}

export interface ShownFailure {
  status: number;
  code: string;
}

/** A route and method as the page of the API shows them. */
export interface ShownOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  isDeprecated: boolean;
  /** Who may ask: everyone, who is signed in, without a personal API token, or the bearer of a refresh token. */
  access: "all" | "user" | "session" | "refresh";
  /** What a personal API token needs; empty where none will do. */
  scope: string;
  parameters: ShownParameter[];
  body: ShownBody | null;
  answers: { status: number; words: string; types: string[]; headers: string[]; example: string | null }[];
  /** What can go wrong here, without what can nearly everywhere. */
  failures: ShownFailure[];
  /** What can go wrong here as nearly everywhere. */
  usualFailures: ShownFailure[];
  curl: string;
}

/** As much of it as a form needs. */
export type Askable = Pick<ShownOperation, "method" | "path" | "parameters" | "body">;
