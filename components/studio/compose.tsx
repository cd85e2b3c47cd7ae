"use client";

import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type FormEvent, useState } from "react";
import { useFailureWords } from "@/components/ui/use-error-words";
import { useSending } from "@/components/ui/use-sending";
import { WritingLine } from "@/components/ui/writing-line";
import { describeAction, restyleAction } from "@/lib/generations/actions";
import type { StyleDto } from "@/lib/styles/schema";
import { describeThenShow, restyleThenShow } from "./actions";
import { OwnPreview } from "./own-preview";
import { PhotoButton } from "./photo-button";
import { Photographs } from "./photographs";
import { Settings, type SettingsValue } from "./settings";
import { nearestShape } from "./shape";
import type { StudioStart } from "./source";
import { Strength } from "./strength";
import { StyleStrip } from "./style-strip";
import { useDrop } from "./use-drop";
import { usePhotographs } from "./use-photographs";
import { largeSidePx, useStylePreviews } from "./use-style-previews";

/** Where one says what to make: a line to write on, or photographs and a style. */
export function Compose({ styles, start, onBegun }: { styles: StyleDto[]; start: StudioStart; onBegun(): void }) {
  const t = useTranslations("studio");
  const failureWords = useFailureWords();
  const tray = usePhotographs(start.photograph);
  const describing = useSending(describeAction, onBegun, describeThenShow);
  const restyling = useSending(restyleAction, onBegun, restyleThenShow);
  const isRestyle = tray.photographs.length > 0;
  const sending = isRestyle ? restyling : describing;
  const failure = sending.outcome?.ok === false ? sending.outcome : null;

  const [prompt, setPrompt] = useState(failure?.typed.prompt ?? start.prompt);
  const [settings, setSettings] = useState<SettingsValue>({
    ...nearestShape(start.width, start.height),
    count: 1,
    seed: start.seed === null ? "" : String(start.seed),
    negativePrompt: start.negativePrompt,
  });
  const [styleId, setStyleId] = useState(start.styleId);
  const [givenStrength, setStrength] = useState(start.strength);
  const style = styles.find(({ id }) => id === styleId) ?? (isRestyle ? styles[0] : undefined);
  const strength = givenStrength ?? style?.strength_default ?? 1;
  const shown = tray.photographs.find(({ state }) => state !== "failed") ?? null;
  const previews = useStylePreviews(
    shown?.file ?? null,
    shown?.url ?? null,
    styles.map(({ slug }) => slug),
    style?.slug ?? null,
  );
  const drop = useDrop(tray.add);
  const ready = tray.photographs.filter(({ imageId }) => imageId !== null);
  const isReady = isRestyle ? ready.length > 0 && ready.length === tray.photographs.length : true;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isReady) void sending.send(new FormData(event.currentTarget));
  }

  function paste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files].filter(({ type }) => type.startsWith("image/"));
    if (files.length === 0) return;
    event.preventDefault();
    tray.add(files);
  }

  const wrong = failure && failureWords(failure);
  return (
    <form
      action={sending.formAction}
      onSubmit={submit}
      onPaste={paste}
      className="compose"
      aria-label={t("form")}
      data-restyle={isRestyle || undefined}
    >
      {ready.map(({ imageId }) => (
        <input key={imageId} type="hidden" name="imageId" value={imageId ?? ""} />
      ))}
      <div className="compose-subject">
        {isRestyle && shown && (
          <OwnPreview
            photograph={shown.url}
            styled={style && (previews[`${style.slug}/${largeSidePx}`] ?? previews[`${style.slug}/192`])}
            strength={strength}
            styleTitle={style?.title ?? null}
          />
        )}
        <div className="min-w-0">
          {isRestyle ? (
            <>
              <p className="compose-sentence">
                {shown && !shown.isOwn
                  ? t("photo.sentencePicture")
                  : t("photo.sentence", { count: tray.photographs.length })}{" "}
                <strong>{style?.title ?? t("photo.plain")}</strong>
              </p>
              <Photographs photographs={tray.photographs} remove={tray.remove} retry={tray.retry} />
              {shown?.isOwn !== false && <p className="mt-1 text-13 text-quiet">{t("photo.private")}</p>}
            </>
          ) : (
            <WritingLine
              name="prompt"
              aria-label={t("line.label")}
              placeholder={t("line.placeholder")}
              value={prompt}
              onChange={(event) => setPrompt(event.target.value)}
              required
              aria-invalid={wrong ? true : undefined}
              aria-describedby={wrong ? "compose-wrong" : undefined}
            />
          )}
        </div>
      </div>
      <div className="compose-tools">
        <PhotoButton words={isRestyle ? t("photo.addMore") : t("photo.add")} add={tray.add} />
        {isRestyle && (
          <button type="button" className="act" onClick={tray.clear}>
            <Undo2 size={18} strokeWidth={1.75} aria-hidden />
            <span>{t("photo.back")}</span>
          </button>
        )}
        {!isRestyle && <Settings value={settings} change={(one) => setSettings((all) => ({ ...all, ...one }))} />}
      </div>
      <div className="compose-shelf">
        <StyleStrip
          styles={styles}
          chosen={style?.id ?? null}
          choose={(id) => {
            setStyleId(id);
            setStrength(null);
          }}
          previews={previews}
          photograph={shown?.url ?? null}
          withNone={!isRestyle}
        />
        {style && <Strength value={strength} change={setStrength} />}
        <button type="submit" className="press compose-press" disabled={sending.pending || !isReady}>
          {sending.pending
            ? t("submit.sending")
            : ready.length > 1
              ? t("submit.restyleMany", { count: ready.length })
              : t("submit.describe")}
        </button>
        <p id="compose-wrong" role="alert" className="text-15 text-crimson empty:hidden">
          {wrong}
        </p>
      </div>
      {drop.isOver && (
        <div className="drop-veil" aria-hidden>
          {t("photo.drop")}
        </div>
      )}
    </form>
  );
}
