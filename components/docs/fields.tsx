import type { ShownField } from "./operation";
import { useRoom } from "./room";
import { Words } from "./words";

/** What a route reads in one place, as a list of names and what they hold. */
export function Fields({ title, fields }: { title: string; fields: ShownField[] }) {
  const { labels } = useRoom();
  return (
    <div className="docs-piece">
      <h4>{title}</h4>
      <dl className="docs-fields">
        {fields.map(({ name, type, choices, isRequired, limits, about }) => (
          <div key={name}>
            <dt>
              <code dir="ltr">{name}</code> <span dir="ltr">{type}</span>
              {isRequired && <strong> {labels.required}</strong>}
            </dt>
            <dd lang="en" dir="ltr">
              {about && (
                <p>
                  <Words text={about} />
                </p>
              )}
              {choices.length > 0 && (
                <p className="docs-choices">
                  <Words text={choices.map((choice) => `\`${choice}\``).join(", ")} />
                </p>
              )}
              {limits && (
                <p className="docs-limits">
                  <Words text={limits} />
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
