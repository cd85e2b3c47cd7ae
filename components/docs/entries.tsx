import { useId } from "react";
import type { Askable, ShownField } from "./operation";

interface EntriesProps {
  asked: Askable;
  words: Record<"body" | "leave", string>;
}

/** What the reader fills in before a route is asked: the parts of its address, its body, its headers. */
export function Entries({ asked: { parameters, body }, words }: EntriesProps) {
  const among = (isHeader: boolean) =>
    parameters
      .filter(({ place, name }) => (place === "header") === isHeader && name !== byBrowser)
      .map((one) => {
        const name = `${one.place} ${one.name}`;
        return <Field key={name} entry={one} name={name} initial={one.initial} leave={words.leave} />;
      });
  return (
    <>
      {among(false)}
      {body?.type === "json" && <JsonField example={body.example} label={words.body} />}
      {body?.type === "multipart" &&
        body.fields.map((one) => <Field key={one.name} entry={one} name={`part ${one.name}`} leave={words.leave} />)}
      {among(true)}
    </>
  );
}

/** No page may say this itself. */
const byBrowser = "Origin";

/** In an address these would lead elsewhere, however they are written. */
const noDots = "(?!\\.{1,2}$).*";

interface FieldProps {
  entry: ShownField;
  /** Under which the form has it. */
  name: string;
  initial?: string;
  /** What a choice says that is not made. */
  leave: string;
}

function Field({ entry, name, initial = "", leave }: FieldProps) {
  const { name: label, type, isRequired } = entry;
  const id = useId();
  const choices = type.startsWith("boolean") ? ["true", "false"] : entry.choices.map((one) => String(JSON.parse(one)));
  const isFile = type === "file";
  const common = { id, name, required: isRequired };
  return (
    <div className={`entry ${type === "uuid" || isFile ? "docs-whole" : ""}`} dir="ltr">
      <label htmlFor={id}>
        <code>{label}</code> {type}
      </label>
      {choices.length > 0 ? (
        <select {...common} defaultValue={initial}>
          {(!isRequired || initial === "") && <option value="">{leave}</option>}
          {choices
            .filter((choice) => choice !== "null")
            .map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
        </select>
      ) : (
        <input
          {...common}
          type={isFile ? "file" : "text"}
          accept={isFile ? "image/*" : undefined}
          inputMode={/^(?:integer|number)/.test(type) ? "decimal" : undefined}
          pattern={name.startsWith("path ") ? noDots : undefined}
          defaultValue={isFile ? undefined : initial}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </div>
  );
}

function JsonField({ example, label }: { example: string; label: string }) {
  const id = useId();
  return (
    <div className="entry docs-whole" dir="ltr">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} name="body" defaultValue={example} rows={example.split("\n").length + 1} spellCheck={false} />
    </div>
  );
}
