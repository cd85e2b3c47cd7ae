import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { chooseTransport } from ".";
import type { OutgoingMail } from "./define";
import { resendTransport } from "./resend";
import { smtpTransport } from "./smtp";

const mail: OutgoingMail = {
  id: 7,
  from: "Atelier <pictures@example.test>",
  to: "ada@example.test",
  subject: "Confirm your e-mail address — 確認",
  html: "<p>Hello</p>",
  text: "Hello",
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("It listens on no port.");
  return address.port;
}

/** A mail server that keeps what it gets, and answers recipients as told. */
async function smtpServer(refuse: { responseCode: number } | null = null) {
  const got: { to: string[]; content: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo: (_address, _session, done) =>
      refuse ? done(Object.assign(new Error("No"), { responseCode: refuse.responseCode })) : done(),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        got.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          content: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const port = portOf(server.server.address());
  return { got, url: `smtp://127.0.0.1:${port}` };
}

/** Resend's API as far as it is used. */
async function resendServer(status: number, answer: object) {
  const got: { headers: Record<string, unknown>; body: unknown }[] = [];
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on("data", (part: Buffer) => parts.push(part));
    req.on("end", () => {
      got.push({ headers: req.headers, body: JSON.parse(Buffer.concat(parts).toString()) });
      res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const port = portOf(server.address());
  return { got, url: `http://127.0.0.1:${port}` };
}

test("by itself Resend goes before SMTP, and without either mails stay in the outbox", () => {
  const [resendKey, smtpUrl] = ["re_12345678", "smtp://127.0.0.1:2525"];
  const kindOf = (way: Parameters<typeof chooseTransport>[0]["way"], key = "", url = "") =>
    chooseTransport({ way, resendKey: key, smtpUrl: url }).kind;
  expect(kindOf("automatic", resendKey, smtpUrl)).toBe("resend");
  expect(kindOf("automatic", "", smtpUrl)).toBe("smtp");
  expect(kindOf("automatic")).toBe("outbox");
  expect(kindOf("smtp", resendKey, smtpUrl)).toBe("smtp");
  expect(kindOf("smtp", resendKey)).toBe("outbox");
  expect(kindOf("outbox", resendKey, smtpUrl)).toBe("outbox");
});

describe("SMTP", () => {
  test("delivers text and HTML to the one recipient", async () => {
    const { got, url } = await smtpServer();
    await smtpTransport(url).send(mail);
    expect(got).toHaveLength(1);
    expect(got[0]?.to).toEqual(["ada@example.test"]);
    expect(got[0]?.content).toMatch(/^From: Atelier <pictures@example\.test>\r$/m);
    expect(got[0]?.content).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(got[0]?.content).toMatch(/text\/plain[\s\S]*text\/html/);
  });

  test("no line break in an address or subject becomes a header or another recipient", async () => {
    const { got, url } = await smtpServer();
    const sly = { ...mail, to: "ada@example.test\r\nBcc: all@example.test", subject: "Hi\r\nBcc: all@example.test" };
    await smtpTransport(url)
      .send(sly)
      .catch(() => undefined);
    const recipients = got.flatMap(({ to }) => to);
    expect(recipients).not.toContain("all@example.test");
    for (const { content } of got) expect(content).not.toMatch(/^Bcc:/m);
  });

  test("a recipient that does not exist is final, a full mailbox or a dead server is not", async () => {
    const unknown = await smtpServer({ responseCode: 550 });
    await expect(smtpTransport(unknown.url).send(mail)).rejects.toMatchObject({ name: "MailError", retryable: false });
    const full = await smtpServer({ responseCode: 452 });
    await expect(smtpTransport(full.url).send(mail)).rejects.toMatchObject({ name: "MailError", retryable: true });
    await expect(smtpTransport("smtp://127.0.0.1:1").send(mail)).rejects.toMatchObject({ retryable: true });
  });

  test("a failure names neither recipient nor content", async () => {
    const { url } = await smtpServer({ responseCode: 550 });
    const failure = await smtpTransport(url)
      .send(mail)
      .catch((error: unknown) => String(error));
    expect(failure).not.toMatch(/ada@|Hello/);
  });
});

describe("Resend", () => {
  test("gets the mail once, under a name of its own", async () => {
    const { got, url } = await resendServer(200, { id: "abc" });
    await resendTransport("re_12345678", url).send(mail);
    expect(got).toHaveLength(1);
    expect(got[0]?.headers).toMatchObject({ authorization: "Bearer re_12345678", "idempotency-key": "atelier-mail-7" });
    expect(got[0]?.body).toMatchObject({
      to: "ada@example.test",
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
    });
  });

  test("what it refuses for good is not tried again, what may pass is", async () => {
    const bad = await resendServer(422, { statusCode: 422, name: "validation_error", message: "No" });
    await expect(resendTransport("re_12345678", bad.url).send(mail)).rejects.toMatchObject({ retryable: false });
    const busy = await resendServer(429, { statusCode: 429, name: "rate_limit_exceeded", message: "Wait" });
    await expect(resendTransport("re_12345678", busy.url).send(mail)).rejects.toMatchObject({ retryable: true });
    await expect(resendTransport("re_12345678", "http://127.0.0.1:1").send(mail)).rejects.toMatchObject({
      retryable: true,
    });
  });
});
