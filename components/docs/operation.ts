/** One value that a route reads, in words. */
export interface ShownField {
  name: string;
  /** Such as `integer` or `"asc" | "desc"`. */
  type: string;
  isRequired: boolean;
  about: string;
  /** What a form begins with. */
  initial: string;
}

export interface ShownParameter extends ShownField {
  place: "path" | "query" | "header";
}

export interface ShownBody {
  type: "json" | "multipart";
  fields: ShownField[];
  /** JSON, set in lines. */
  example: string;
  /** Names of the fields that are files. */
  files: string[];
}

/** A route and method as the page of the API shows them. */
export interface ShownOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  isDeprecated: boolean;
  /** Who may ask: everyone, who is signed in, or the bearer of a refresh token. */
  access: "all" | "user" | "refresh";
  /** What a personal API token needs; empty where none will do. */
  scope: string;
  parameters: ShownParameter[];
  body: ShownBody | null;
  answers: { status: number; words: string; types: string[]; headers: string[]; example: string | null }[];
  failures: { status: number; codes: { code: string; words: string }[] }[];
  curl: string;
}
