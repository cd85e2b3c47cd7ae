import { Body } from "@react-email/body";
import { Button } from "@react-email/button";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Heading } from "@react-email/heading";
import { Hr } from "@react-email/hr";
import { Html } from "@react-email/html";
import { Link } from "@react-email/link";
import { Preview } from "@react-email/preview";
import { Section } from "@react-email/section";
import { Text } from "@react-email/text";
import type { LetterWords } from "./words";

const paper = "#fbf9f5";
const ink = "#211d19";
const quiet = "#5a524b";
const line = "#ddd7cf";
const plate = "#f0603d";

const face = 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
const paragraph = { fontSize: "16px", lineHeight: "26px", margin: "0 0 16px", color: ink };
const small = { fontSize: "13px", lineHeight: "20px", margin: "0 0 12px", color: quiet };

/** Every mail looks like this: what it is about, what to do, and how not to. */
export function LetterMail({ words, url }: { words: LetterWords; url: string | undefined }) {
  const align = words.direction === "rtl" ? "right" : "left";
  return (
    <Html lang={words.locale} dir={words.direction}>
      <Head>
        <meta name="color-scheme" content="light" />
      </Head>
      <Preview>{words.body[0]}</Preview>
      <Body style={{ backgroundColor: paper, fontFamily: face, margin: 0, padding: "32px 16px" }}>
        <Container style={{ maxWidth: "520px", margin: "0 auto", textAlign: align }}>
          <Text style={{ fontSize: "18px", fontWeight: 700, margin: "0 0 32px", color: ink }}>{words.site}</Text>
          <Heading as="h1" style={{ fontSize: "26px", lineHeight: "34px", margin: "0 0 16px", color: ink }}>
            {words.heading}
          </Heading>
          {words.body.map((text) => (
            <Text key={text} style={paragraph}>
              {text}
            </Text>
          ))}
          {words.button !== null && url !== undefined && <Action words={words} url={url} label={words.button} />}
          {words.note !== null && <Text style={small}>{words.note}</Text>}
          <Hr style={{ borderColor: line, margin: "24px 0 16px" }} />
          <Text style={small}>{words.footer}</Text>
        </Container>
      </Body>
    </Html>
  );
}

function Action({ words, url, label }: { words: LetterWords; url: string; label: string }) {
  const style = {
    backgroundColor: plate,
    color: "#140a06",
    fontSize: "16px",
    fontWeight: 600,
    padding: "12px 20px",
    borderRadius: "2px",
  };
  return (
    <Section style={{ margin: "24px 0" }}>
      <Button href={url} style={style}>
        {label}
      </Button>
      <Text style={{ ...small, margin: "20px 0 0" }}>
        {words.address}
        <br />
        <Link href={url} dir="ltr" style={{ color: quiet, wordBreak: "break-all" }}>
          {url}
        </Link>
      </Text>
    </Section>
  );
}
