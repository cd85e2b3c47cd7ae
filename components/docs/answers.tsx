"use client";

import { Code } from "./code";
import type { ShownFailure, ShownOperation } from "./operation";
import { useRoom } from "./room";
import { Words } from "./words";

/** What a route answers, with an example of each success. */
export function Answers({ answers, isLive }: Pick<ShownOperation, "answers"> & { isLive: boolean }) {
  const { labels } = useRoom();
  return answers.map(({ status, words, types, headers, example }) => {
    const head = (
      <h4 lang="en" dir="ltr">
        <span className="docs-status">{status}</span> {words}
      </h4>
    );
    const others = types.filter((type) => !example || type !== "application/json").join(", ");
    const more = others === "" ? headers : [others, ...headers];
    return (
      <div key={status} className="docs-answer">
        {example ? (
          <Code head={head} name={`${labels.answers}: ${status}`} isLive={isLive}>
            {example}
          </Code>
        ) : (
          head
        )}
        {more.map((one) => (
          <p key={one} lang="en" dir="ltr" className="docs-about">
            <Words text={one} />
          </p>
        ))}
      </div>
    );
  });
}

/** Failures with what they mean. */
export function FailureList({ failures }: { failures: ShownFailure[] }) {
  const { errorWords } = useRoom();
  return (
    <dl className="docs-failures" lang="en" dir="ltr">
      {failures.map(({ status, code }) => (
        <div key={code}>
          <dt>
            {status} <code>{code}</code>
          </dt>
          <dd>{errorWords[code]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** In what ways it fails. What goes wrong everywhere is only named: the page tells of it once. */
export function Failures({ failures, usualFailures }: Pick<ShownOperation, "failures" | "usualFailures">) {
  const { labels } = useRoom();
  return (
    <div className="docs-piece">
      <h4>{labels.failures}</h4>
      {failures.length > 0 && <FailureList failures={failures} />}
      <p className="docs-usual">
        <a className="link" href="#errors">
          {labels.usual}
        </a>{" "}
        <span lang="en" dir="ltr">
          {usualFailures.map(({ status, code }, at) => (
            <span key={code}>
              {at > 0 && ", "}
              {status} <code>{code}</code>
            </span>
          ))}
        </span>
      </p>
    </div>
  );
}
