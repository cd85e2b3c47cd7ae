import { expect, test } from "vitest";
import { readMarkdown } from "./markdown";

const words = (text: string) => ({ kind: "words", words: text });

test("headings, paragraphs with their lines, and lists", () => {
  expect(readMarkdown("# One\nMira Lund\nHarbour 1\n\nNext\n- a\n- b\n1. c\n\n### Three ##")).toEqual([
    { kind: "heading", level: 2, inside: [words("One")] },
    { kind: "paragraph", lines: [[words("Mira Lund")], [words("Harbour 1")]] },
    { kind: "paragraph", lines: [[words("Next")]] },
    { kind: "list", ordered: false, items: [[words("a")], [words("b")]] },
    { kind: "list", ordered: true, items: [[words("c")]] },
    { kind: "heading", level: 4, inside: [words("Three")] },
  ]);
});

test("bold, italic and links, one within the other", () => {
  const [block] = readMarkdown("a **b [c](https://d.example)** *e* [f](/privacy) [g](mailto:h@i.example)");
  expect(block).toEqual({
    kind: "paragraph",
    lines: [
      [
        words("a "),
        { kind: "strong", inside: [words("b "), { kind: "link", href: "https://d.example/", words: "c" }] },
        words(" "),
        { kind: "em", inside: [words("e")] },
        words(" "),
        { kind: "link", href: "/privacy", words: "f" },
        words(" "),
        { kind: "link", href: "mailto:h@i.example", words: "g" },
      ],
    ],
  });
});

test.each([
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert`1`)",
  "[x](data:text/html;base64,PHN2Zz4=)",
  "[x](vbscript:x)",
  "[x](//evil.example)",
  "[x](/\\evil.example)",
  "[x](blob:https://a.example/1)",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "&lt;b&gt;",
  "[x]( https://a.example )",
  "2 * 3 * 4",
])("%s stays words", (text) => {
  expect(readMarkdown(text)).toEqual([{ kind: "paragraph", lines: [[words(text)]] }]);
});

test("the most wicked text is read at once", () => {
  for (const piece of ["*", "**", "[", "[a](", "**a", "*a", "- ", "#", "[[]](", "1. "]) {
    const started = performance.now();
    readMarkdown(piece.repeat(20_000 / piece.length));
    expect(performance.now() - started, piece).toBeLessThan(1000);
  }
});
