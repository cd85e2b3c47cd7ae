/**
 * Lets those who ask the same at the same moment share one answer: while one question is under way, the next ones wait
 * and are then asked once, for all of them. It keeps nothing: each question reaches the database after it was asked, so
 * that what was made private before is private in the answer.
 *
 * @returns a function that answers `ask()` for all who share `key`
 */
export function askTogether<Answer>(): (key: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const waiting = new Map<string, Promise<Answer>>();
  const running = new Map<string, Promise<void>>();
  return (key, ask) => {
    const open = waiting.get(key);
    if (open) return open;
    const ready = running.get(key) ?? new Promise<void>((resolve) => setImmediate(resolve));
    const answer = ready.then(() => {
      waiting.delete(key);
      const asked = ask();
      const settled = asked.then(
        () => undefined,
        () => undefined,
      );
      running.set(key, settled);
      void settled.then(() => running.get(key) === settled && running.delete(key));
      return asked;
    });
    waiting.set(key, answer);
    return answer;
  };
}
