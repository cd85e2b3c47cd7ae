import { z } from "zod";
import { env } from "@/lib/env";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { openApiDocument } from "@/lib/http/openapi";
import { endpoints } from "../endpoints";

const document = endpoint({
  path: "/api/openapi.json",
  summary: "This document",
  access: "all",
  answers: { 200: z.looseObject({ openapi: z.string() }) },
  run: async () => plain(openApiDocument(endpoints, env().PUBLIC_URL)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: document });
