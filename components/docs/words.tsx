/** A text in which what stands between backticks is code. */
export function Words({ text }: { text: string }) {
  const parts = text.split("`").map((part, at) => ({ part, at }));
  return parts.map(({ part, at }) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));
}
