import { expect, test } from "vitest";
import { database } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { findMail, insertMail } from "@/db/queries/mails";
import { enqueue } from "@/lib/queue";
import { mailSend } from "@/lib/queue/jobs";
import { MailError, type OutgoingMail } from "./define";
import { deliverMail, giveUpMail, openKeptMail, sealLetter } from "./deliver";
import { outbox } from "./outbox";

const to = "ada@example.test";
const url = "http://127.0.0.1:3000/verify?user=1&token=very-secret";

async function postedMail() {
  const mailId = await insertMail(database(), to, "Hello", sealLetter(to, { name: "verify", locale: "de", url }));
  await enqueue(database(), mailSend, [{ mailId }], { lane: "system" });
  const job = await claimJob("errands");
  if (!job) throw new Error("No job was there.");
  return { mailId, job };
}

test("a mail that was sent is erased, and sent once", async () => {
  const { mailId, job } = await postedMail();
  const sent: OutgoingMail[] = [];
  const transport = { kind: "smtp", send: async (mail: OutgoingMail) => void sent.push(mail) } as const;
  await deliverMail(job, mailId, transport);
  expect(sent).toMatchObject([{ to, subject: "Hello", text: expect.stringContaining(url) }]);
  expect(await findMail(mailId)).toMatchObject({ status: "sent", body: null, sentAt: expect.any(Date) });
});

test("the outbox keeps it, encrypted, for administrators to read", async () => {
  const { mailId, job } = await postedMail();
  expect((await findMail(mailId))?.body).not.toContain("very-secret");
  await deliverMail(job, mailId, outbox);
  const kept = await findMail(mailId);
  expect(kept?.status).toBe("kept");
  expect(kept?.body).not.toContain("very-secret");
  expect(kept && openKeptMail(kept)?.text).toContain("Adresse bestätigen");
  expect(() => kept && openKeptMail({ ...kept, recipient: "eve@example.test" })).toThrow();
});

test("a mail server that is away leaves the mail waiting; given up, its body is erased", async () => {
  const { mailId, job } = await postedMail();
  const failure = new MailError("The mail server said nothing (ECONNREFUSED).", { retryable: true });
  const away = { kind: "smtp", send: () => Promise.reject(failure) } as const;
  await expect(deliverMail(job, mailId, away)).rejects.toBe(failure);
  expect(await findMail(mailId)).toMatchObject({ status: "queued", body: expect.any(String) });
  await giveUpMail(job, mailId, failure);
  expect(await findMail(mailId)).toMatchObject({ status: "failed", body: null, lastError: failure.message });
});
