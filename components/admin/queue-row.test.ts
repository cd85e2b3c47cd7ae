import { expect, it } from "vitest";
import messages from "@/lib/i18n/messages/en.json";
import * as jobs from "@/lib/queue/jobs";

const names = Object.values(jobs).flatMap((job) => (typeof job === "object" ? [job.name] : []));

it.each(names)("there is a word for %s", (name) => {
  expect(messages.admin.queue.names).toHaveProperty(name.replace(".", "_"));
});
