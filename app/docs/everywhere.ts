import type { Everywhere } from "@/components/docs/everywhere";
import { type ErrorCode, errorCodes } from "@/lib/errors";
import type { ApiDocument } from "@/lib/http/openapi";
import { failureExample } from "@/lib/http/openapi-failures";

const about = `Every failure has a \`code\`, by which programs decide, and a sentence for people. With 422, \`errors\` says of each field
what is wrong with it. Under \`/v1\` failures have OpenAI's shape, and what is wrong with a field is 400, as there.`;

/** What each code of a failure says to people. */
export const errorWords = Object.fromEntries(Object.entries(errorCodes).map(([code, { words }]) => [code, words]));

/** What holds for all routes: the document's rules and headers, and every way to fail. */
export function everywhereOf({ info, components }: ApiDocument): Everywhere {
  const codes = Object.keys(errorCodes) as ErrorCode[];
  const inLines = (path: string) => JSON.stringify(failureExample(path, "invalid"), null, 2);
  return {
    about,
    rules: info.description.split("\n\n").slice(1),
    headers: Object.entries(components.headers).map(([name, { description }]) => ({ name, about: description })),
    failures: codes.map((code) => ({ code, status: errorCodes[code].status })),
    shape: inLines("/api"),
    openAiShape: inLines("/v1"),
  };
}
