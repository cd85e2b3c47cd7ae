import { getTranslations } from "next-intl/server";
import type { ShownOperation } from "./operation";
import { Words } from "./words";

/** What a route answers, with an example of each success, and in what ways it fails. */
export async function Answers({ operation: { answers, failures } }: { operation: ShownOperation }) {
  const t = await getTranslations("docs");
  return (
    <>
      <h3>{t("answers")}</h3>
      {answers.map(({ status, words, types, headers, example }) => (
        <div key={status} className="docs-answer">
          <p lang="en" dir="ltr">
            <strong>{status}</strong> {words} <span className="docs-types">{types.join(", ")}</span>
          </p>
          {headers.map((header) => (
            <p key={header} lang="en" dir="ltr">
              <Words text={header} />
            </p>
          ))}
          {example && (
            <pre dir="ltr" className="docs-code">
              {example}
            </pre>
          )}
        </div>
      ))}
      <h3>{t("failures")}</h3>
      <dl className="docs-fields" lang="en" dir="ltr">
        {failures.flatMap(({ status, codes }) =>
          codes.map(({ code, words }) => (
            <div key={`${status} ${code}`}>
              <dt>
                {status} <code>{code}</code>
              </dt>
              <dd>{words}</dd>
            </div>
          )),
        )}
      </dl>
    </>
  );
}
