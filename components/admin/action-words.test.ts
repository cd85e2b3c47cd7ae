import { expect, it } from "vitest";
import { auditActions } from "@/lib/audit";
import messages from "@/lib/i18n/messages/en.json";

it.each(auditActions)("there are words for %s", (action) => {
  const [noun = "", verb = ""] = action.split(".");
  expect(messages.admin.audit.nouns).toHaveProperty(noun);
  expect(messages.admin.audit.verbs).toHaveProperty(verb);
});
