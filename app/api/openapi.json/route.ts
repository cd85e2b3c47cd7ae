import { findPublicUrl } from "@/db/queries/settings";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { apiDocument } from "../document";
import { openApiSpec } from "../served";

const document = endpoint({ ...openApiSpec, run: async () => plain(apiDocument(await findPublicUrl())) });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: document });
