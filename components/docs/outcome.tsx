import { Code, scrolling } from "./code";
import { useRoom } from "./room";
import type { Answer, Outcome } from "./send";

/** What came when a route was asked: its status, how long it took, and what it says. */
export function ShownOutcome({ outcome }: { outcome: Outcome | null }) {
  const words = useRoom().words.try;
  return (
    <>
      <div role="status">
        {outcome?.kind === "answer" && <Status answer={outcome} />}
        {outcome && outcome.kind !== "answer" && <p className="entry-wrong">{words[outcome.kind]}</p>}
      </div>
      {outcome?.kind === "answer" && <ShownBody answer={outcome} />}
    </>
  );
}

function Status({ answer }: { answer: Answer }) {
  const { status, type, bytes, ms } = answer;
  const failure = status >= 400 ? sentenceOf(answer) : null;
  return (
    <>
      <p dir="ltr" className="docs-came">
        <span className="docs-status" data-kind={status >= 400 ? "failure" : "success"}>
          {status}
        </span>{" "}
        {[type, sizeOf(bytes), `${ms} ms`].filter(Boolean).join(" · ")}
      </p>
      {failure && (
        <p lang="en" dir="ltr" className="entry-wrong">
          {failure}
        </p>
      )}
    </>
  );
}

function ShownBody({ answer: { text, file, headers, isCut, isStopped } }: { answer: Answer }) {
  const {
    words: { try: words },
    labels,
  } = useRoom();
  return (
    <>
      {file?.isPicture && <img src={file.address} alt={words.picture} className="docs-picture" />}
      {text === "" && !isStopped && <p>{words.nothing}</p>}
      {text && (
        <Code head={null} name={labels.answers}>
          {text}
        </Code>
      )}
      {isStopped && <p>{words.stopped}</p>}
      {isCut && <p>{words.cut}</p>}
      {file && (
        <a className="link docs-save" href={file.address} download={file.name}>
          {words.save} <bdi dir="ltr">{file.name}</bdi>
        </a>
      )}
      <details className="docs-headers">
        <summary>{words.headers}</summary>
        <pre dir="ltr" className="docs-code" {...scrolling(words.headers)}>
          {headers.map(([name, value]) => `${name}: ${value}`).join("\n")}
        </pre>
      </details>
    </>
  );
}

/** The sentence of an error's body: ours, or OpenAI's. */
function sentenceOf({ text }: Answer): string | null {
  try {
    const { error } = JSON.parse(text ?? "");
    const sentence = typeof error === "string" ? error : error?.message;
    return typeof sentence === "string" ? sentence : null;
  } catch {
    // No JSON: the text itself stands below.
    return null;
  }
}

function sizeOf(bytes: number): string {
  if (bytes === 0) return "";
  return bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} kB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
