import { getTranslations } from "next-intl/server";
import { Answers } from "./answers";
import { Fields } from "./fields";
import type { ShownOperation } from "./operation";
import { TryIt } from "./try-it";
import { Words } from "./words";

/** One route: a line that opens to all that is known of it. What is told of routes is English in every language. */
export async function Operation({ operation }: { operation: ShownOperation }) {
  const t = await getTranslations("docs");
  const { id, method, path, summary, description, access, scope, parameters, body } = operation;
  const places = (["path", "query", "header"] as const).filter((place) =>
    parameters.some((one) => one.place === place),
  );
  return (
    <details className="docs-route">
      <summary>
        <span dir="ltr" className="docs-address">
          <span className="docs-method" data-method={method}>
            {method}
          </span>{" "}
          <code>{path}</code>
        </span>
        <span lang="en" dir="ltr" className="docs-summary">
          {summary}
          {operation.isDeprecated && <em> · {t("deprecated")}</em>}
        </span>
      </summary>
      <div id={id} className="docs-inside">
        {description && (
          <p lang="en" dir="ltr">
            <Words text={description} />
          </p>
        )}
        <p className="docs-access">
          {t(`access.${access}`)}{" "}
          {scope && t.rich("scope", { scope, code: (inside) => <code dir="ltr">{inside}</code> })}
        </p>
        {places.map((place) => (
          <Fields key={place} title={t(`places.${place}`)} fields={parameters.filter((one) => one.place === place)} />
        ))}
        {body && body.fields.length > 0 && <Fields title={t(`places.${body.type}`)} fields={body.fields} />}
        <h3>{t("example")}</h3>
        <pre dir="ltr" className="docs-code">
          {operation.curl}
        </pre>
        <Answers operation={operation} />
        <TryIt operation={operation} words={tryWords(t)} />
      </div>
    </details>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<"docs">>>;

function tryWords(t: Translate) {
  return {
    open: t("try.open"),
    body: t("try.body"),
    send: t("try.send"),
    sending: t("try.sending"),
    stop: t("try.stop"),
    failed: t("try.failed"),
    stopped: t("try.stopped"),
    cut: t("try.cut"),
    picture: t("try.picture"),
    bytes: t("try.bytes"),
  };
}
