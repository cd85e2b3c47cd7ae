/** The tokens of JSON that hold nothing by themselves: names with their colon, and signs. Other strings match, too. */
const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\],]/g;

/** Sets the names and signs of a piece of JSON in a quieter ink than what they hold; nothing where a browser cannot. */
export function quietenKeys(piece: Element, text: string): void {
  const node = piece.firstChild;
  if (!("highlights" in CSS) || !node || !/^[[{]/.test(text)) return;
  const ink = CSS.highlights.get("docs-quiet") ?? new Highlight();
  CSS.highlights.set("docs-quiet", ink);
  for (const { 0: token, 1: colon, index } of text.matchAll(tokens)) {
    if (token.startsWith('"') && colon === undefined) continue;
    const endOffset = index + token.length;
    ink.add(new StaticRange({ startContainer: node, startOffset: index, endContainer: node, endOffset }));
  }
}
