import { Fragment, type ReactNode } from "react";
import { type Block, type Inline, readMarkdown } from "./markdown";

/** A text that whoever runs the house wrote, in a small part of Markdown. */
export function Prose({ text }: { text: string }) {
  return <div className="prose">{readMarkdown(text).map(blockOf)}</div>;
}

function blockOf(block: Block, index: number): ReactNode {
  const key = `${block.kind} ${index}`;
  if (block.kind === "heading") {
    const Title = `h${block.level}` as const;
    return (
      <Title key={key} dir="auto">
        {inlines(block.inside)}
      </Title>
    );
  }
  if (block.kind === "paragraph") {
    return (
      <p key={key} dir="auto">
        {block.lines.map((line, row) => (
          <Fragment key={`${key} ${row.toString()}`}>
            {row > 0 && <br />}
            {inlines(line)}
          </Fragment>
        ))}
      </p>
    );
  }
  const List = block.ordered ? "ol" : "ul";
  return (
    <List key={key} dir="auto">
      {block.items.map((item, row) => (
        <li key={`${key} ${row.toString()}`}>{inlines(item)}</li>
      ))}
    </List>
  );
}

function inlines(parts: Inline[]): ReactNode {
  return parts.map((part, index) => {
    const key = `${part.kind} ${index.toString()}`;
    if (part.kind === "words") return <Fragment key={key}>{part.words}</Fragment>;
    if (part.kind === "link") {
      return (
        <a key={key} className="link" href={part.href} rel="noreferrer">
          {part.words}
        </a>
      );
    }
    const Weight = part.kind;
    return <Weight key={key}>{inlines(part.inside)}</Weight>;
  });
}
