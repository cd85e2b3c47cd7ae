import { z } from "zod";
import { findPublicUrl } from "@/db/queries/settings";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { openApiDocument } from "@/lib/http/openapi";
import { endpoints } from "../endpoints";

const document = endpoint({
  path: "/api/openapi.json",
  summary: "This document",
  access: "all",
  answers: { 200: z.looseObject({ openapi: z.string() }) },
  run: async () => plain(openApiDocument(endpoints, await findPublicUrl())),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: document });
