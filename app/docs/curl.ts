import type { ShownBody, ShownOperation, ShownParameter } from "@/components/docs/operation";

interface Asked extends Pick<ShownOperation, "method" | "path" | "parameters" | "body" | "access"> {
  /** Media types of what it answers. */
  types: string[];
  /** The address before the path. */
  server: string;
}

/** Asks the same as a command that runs as it stands; what only the reader can know is a variable of the shell. */
export function curlOf({ method, path, parameters, body, access, types, server }: Asked): string {
  const verb = method === "GET" || (method === "POST" && body) ? "" : `-X ${method} `;
  const parts = [
    `curl ${verb}${outputOf(types)}${quoted(addressOf(server, path, parameters))}`,
    ...(access === "all" && !isOwn(path, parameters) ? [] : [`-H "Authorization: Bearer ${tokens[access]}"`]),
    ...parameters.flatMap((one) => (one.place === "header" && one.initial ? [`-H "${one.name}: ${one.initial}"`] : [])),
    ...bodyParts(body),
  ];
  return parts.join(" \\\n  ");
}

const tokens = { all: "$TOKEN", user: "$TOKEN", session: "$ACCESS_TOKEN", refresh: "$REFRESH_TOKEN" };

/** Whether it is about something of the reader's, which others are not shown; a secret in the address shows it, too. */
function isOwn(path: string, parameters: ShownParameter[]): boolean {
  const isUnknown = parameters.some(({ place, initial }) => place === "path" && initial === "");
  return isUnknown && !path.includes("{token}");
}

/** The shell has these names for something else. */
const otherNames: Record<string, string> = { USER: "LINK_USER", TOKEN: "LINK_TOKEN" };

function addressOf(server: string, path: string, parameters: ShownParameter[]): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const initial = parameters.find((one) => one.place === "path" && one.name === name)?.initial;
    if (initial) return encodeURIComponent(initial);
    const variable = name.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
    return `$${otherNames[variable] ?? variable}`;
  });
  const query = parameters.filter(({ place, isRequired }) => place === "query" && isRequired);
  const asked = new URLSearchParams(query.map(({ name, initial }) => [name, initial]));
  return `${server}${filled}${query.length === 0 ? "" : `?${asked}`}`;
}

function quoted(address: string): string {
  return /[?&$]/.test(address) ? `"${address}"` : address;
}

/** Bytes go to a file, and a stream is shown as it comes. */
function outputOf(types: string[]): string {
  if (types.includes("application/zip")) return "-o pictures.zip ";
  if (types.some((type) => type.startsWith("image/"))) return "-o picture ";
  return types.length > 0 && types.every((type) => type === "text/event-stream") ? "-N " : "";
}

function bodyParts(body: ShownBody | null): string[] {
  if (!body) return [];
  if (body.type === "multipart") {
    return body.fields.filter(({ type }) => type === "file").map(({ name }) => `-F ${name}=@photograph.jpg`);
  }
  const json = JSON.stringify(JSON.parse(body.example)).replaceAll("'", "'\\''");
  return ["-H 'Content-Type: application/json'", `-d '${json}'`];
}
