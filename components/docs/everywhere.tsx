import { FailureList } from "./answers";
import { Code } from "./code";
import type { ShownFailure } from "./operation";
import { Words } from "./words";

/** What holds for all routes. */
export interface Everywhere {
  /** Paragraphs. */
  rules: string[];
  /** Of answers. */
  headers: { name: string; about: string }[];
  /** How failures are told. */
  about: string;
  failures: ShownFailure[];
  /** JSON, set in lines: the body of a failure, and the same as OpenAI's API has it. */
  shape: string;
  openAiShape: string;
}

interface Part {
  title: string;
  everywhere: Everywhere;
}

/** What a client has to know before it asks anything. */
export function Rules({ title, everywhere: { rules, headers }, headers: headersTitle }: Part & { headers: string }) {
  return (
    <section aria-labelledby="rules" data-place="rules">
      <h2 id="rules">{title}</h2>
      <div className="docs-rules" lang="en" dir="ltr">
        {rules.map((rule) => (
          <p key={rule}>
            <Words text={rule} />
          </p>
        ))}
      </div>
      <div className="docs-piece">
        <h3>{headersTitle}</h3>
        <dl className="docs-failures" lang="en" dir="ltr">
          {headers.map(({ name, about }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{about}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

/** The shape of failures, and what each code means. */
export function Errors({
  title,
  everywhere: { about, failures, shape, openAiShape },
  example,
}: Part & { example: string }) {
  return (
    <section aria-labelledby="errors" data-place="errors">
      <h2 id="errors">{title}</h2>
      <p className="docs-about" lang="en" dir="ltr">
        <Words text={about} />
      </p>
      <div className="docs-columns">
        <div className="docs-says">
          <FailureList failures={failures} />
        </div>
        <div className="docs-shows">
          <Code head={<h3 dir="ltr">/api</h3>} name={`${example}: /api`}>
            {shape}
          </Code>
          <Code head={<h3 dir="ltr">/v1</h3>} name={`${example}: /v1`}>
            {openAiShape}
          </Code>
        </div>
      </div>
    </section>
  );
}
