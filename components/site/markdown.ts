/** A piece of a line: plain words, words with weight, or a link. */
export type Inline =
  | { kind: "words"; words: string }
  | { kind: "strong" | "em"; inside: Inline[] }
  | { kind: "link"; href: string; words: string };

export type Block =
  | { kind: "heading"; level: 2 | 3 | 4; inside: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  /** A line break is one here: addresses are written so. */
  | { kind: "paragraph"; lines: Inline[][] };

const listMark = /^\s{0,3}(?:([-*])|\d{1,4}[.)])\s+(.*)$/;
const headingMark = /^(#{1,3})\s+(.*?)\s*#*$/;

/**
 * Reads a small part of Markdown: headings with `#`, lists with `-` or `1.`, `**bold**`, `*italic*` and
 * `[links](https://…)`. Everything else, markup of any kind too, is words.
 */
export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let isOpen = false;
  for (const line of text.split(/\r\n?|\n/)) {
    const last = isOpen ? blocks.at(-1) : undefined;
    const [, marks, title] = headingMark.exec(line) ?? [];
    const listed = listMark.exec(line);
    isOpen = line.trim() !== "" && marks === undefined;
    if (marks !== undefined) blocks.push({ kind: "heading", level: levels[marks.length - 1], inside: readLine(title) });
    else if (listed) {
      const ordered = listed[1] === undefined;
      const item = readLine(listed[2]);
      if (last?.kind === "list" && last.ordered === ordered) last.items.push(item);
      else blocks.push({ kind: "list", ordered, items: [item] });
    } else if (isOpen) {
      if (last?.kind === "paragraph") last.lines.push(readLine(line));
      else blocks.push({ kind: "paragraph", lines: [readLine(line)] });
    }
  }
  return blocks;
}

const levels = [2, 3, 4] as const;

/** Each part is bounded, so that no text takes long to read. */
const marked = /\*\*([^*]{1,500})\*\*|\*([^*\s][^*]{0,499})\*|\[([^\]]{1,300})\]\(([^()\s]{1,1000})\)/g;

function readLine(line: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  for (const match of line.matchAll(marked)) {
    const [whole, strong, em, words, address] = match;
    const href = address === undefined ? null : safeAddress(address);
    if (address !== undefined && href === null) continue;
    if (match.index > at) found.push({ kind: "words", words: line.slice(at, match.index) });
    if (href !== null) found.push({ kind: "link", href, words });
    else found.push({ kind: strong === undefined ? "em" : "strong", inside: readLine(strong ?? em) });
    at = match.index + whole.length;
  }
  if (at < line.length) found.push({ kind: "words", words: line.slice(at) });
  return found;
}

/** Addresses of the web and of mail, and pages of this site; nothing that could run. */
function safeAddress(given: string): string | null {
  if (/^\/(?![/\\])/.test(given)) return given;
  if (!URL.canParse(given)) return null;
  const { protocol, href } = new URL(given);
  return ["http:", "https:", "mailto:"].includes(protocol) ? href : null;
}
