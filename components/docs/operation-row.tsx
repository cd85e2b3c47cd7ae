"use client";

import { Fragment, useEffect, useRef, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Answers, Failures } from "./answers";
import { Code } from "./code";
import { Fields } from "./fields";
import type { ShownOperation, ShownParameter } from "./operation";
import { useRoom } from "./room";
import { TryIt } from "./try-it";
import { Words } from "./words";

/** One route: a line that opens to all that is known of it. What is told of routes is English in every language. */
export function Operation({ operation }: { operation: ShownOperation }) {
  const { labels } = useRoom();
  const { id, method, path, summary, isDeprecated } = operation;
  // What takes script is not there before it is needed: there are many routes.
  const [wasOpen, setOpened] = useState(false);
  const route = useRef<HTMLDetailsElement>(null);
  // Where the address names it, the browser opened it before there was script to hear of it.
  useEffect(() => {
    if (route.current?.open) setOpened(true);
  }, []);
  return (
    <details ref={route} className="docs-route" data-place={id} onToggle={() => setOpened(true)}>
      <summary>
        <h3 dir="ltr" className="docs-address">
          <span className="docs-method" data-method={method}>
            {method}
          </span>{" "}
          <Path path={path} />
        </h3>
        <span className="docs-summary">
          <span lang="en" dir="ltr">
            {summary}
          </span>
          {isDeprecated && <em> · {labels.deprecated}</em>}
        </span>
      </summary>
      <Inside operation={operation} isLive={wasOpen} />
    </details>
  );
}

function Inside({ operation, isLive }: { operation: ShownOperation; isLive: boolean }) {
  const { labels, words } = useRoom();
  const [isTrying, setTrying] = useState(false);
  const { id, description, access, scope, curl, answers, failures, usualFailures } = operation;
  return (
    <div id={id} className="docs-inside">
      <div className="docs-first">
        <p className="docs-access">
          {labels.access[access]} {labels.scopes[scope]}
        </p>
        <div className="docs-actions needs-script">
          {isLive && (
            <button
              type="button"
              className="act docs-open"
              aria-expanded={isTrying}
              onClick={() => setTrying(!isTrying)}
            >
              <span>{words.try.open}</span>
            </button>
          )}
          {isLive && <CopyLink id={id} />}
        </div>
      </div>
      {description && (
        <p lang="en" dir="ltr" className="docs-description">
          <Words text={description} />
        </p>
      )}
      {isTrying && <TryIt asked={operation} />}
      <div className="docs-columns">
        <div className="docs-says">
          <Read operation={operation} />
          <Failures failures={failures} usualFailures={usualFailures} />
        </div>
        <div className="docs-shows">
          <Code head={<h4>{labels.example}</h4>} name={labels.example} isLive={isLive}>
            {curl}
          </Code>
          <Answers answers={answers} isLive={isLive} />
        </div>
      </div>
    </div>
  );
}

/** An address with its parts told apart, which may break where a part begins. */
function Path({ path }: { path: string }) {
  const parts = path.split(/(?=\/)/).map((part, at) => ({ part, at }));
  return (
    <code className="docs-path">
      {parts.map(({ part, at }) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part.includes("{") ? <i>{part}</i> : part}
        </Fragment>
      ))}
    </code>
  );
}

/** The address that opens this route. */
function CopyLink({ id }: { id: string }) {
  const { words } = useRoom();
  return (
    <CopyButton text={() => new URL(`#${id}`, location.href).href} words={{ ...words.copy, copy: words.copyLink }} />
  );
}

function Read({ operation: { parameters, body } }: { operation: ShownOperation }) {
  const { labels } = useRoom();
  const at = (place: ShownParameter["place"]) => {
    const fields = parameters.filter((one) => one.place === place);
    return fields.length > 0 && <Fields title={labels.places[place]} fields={fields} />;
  };
  return (
    <>
      {at("path")}
      {at("query")}
      {body && <Fields title={labels.places[body.type]} fields={body.fields} />}
      {at("header")}
    </>
  );
}
