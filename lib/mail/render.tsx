import { render } from "@react-email/render";
import { LetterMail } from "./letter";
import { type Letter, wordsOf } from "./words";

/** A letter as a mail: HTML for those who see it, text for everyone. */
export async function renderLetter(
  letter: Letter,
  site: string,
): Promise<{ subject: string; html: string; text: string }> {
  const words = wordsOf(letter, site);
  const html = await render(<LetterMail words={words} url={letter.url} />);
  const said = [words.heading, ...words.body];
  if (words.button !== null && letter.url !== undefined) said.push(`${words.button}:\n${letter.url}`);
  if (words.note !== null) said.push(words.note);
  return { subject: words.subject, html, text: `${[...said, `-- \n${words.footer}`].join("\n\n")}\n` };
}
