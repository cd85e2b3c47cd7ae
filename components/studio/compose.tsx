"use client";

import { LayoutGrid, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useFailureWords } from "@/components/ui/use-error-words";
import { useSending } from "@/components/ui/use-sending";
import { WritingLine } from "@/components/ui/writing-line";
import { type Asked, describeAction, restyleAction } from "@/lib/generations/actions";
import type { StyleDto } from "@/lib/styles/schema";
import { describeThenShow, restyleThenShow } from "./actions";
import { OwnPreview } from "./own-preview";
import { OwnStyle } from "./own-style";
import { PhotoButton } from "./photo-button";
import { Photographs } from "./photographs";
import { type PlainPrice, Price } from "./price";
import { Settings, type SettingsValue } from "./settings";
import { nearestShape } from "./shape";
import type { StudioStart, StudioViewer } from "./source";
import { Strength } from "./strength";
import { StyleParams } from "./style-params";
import { StylePicker } from "./style-picker";
import { useDrop } from "./use-drop";
import { useFavorites } from "./use-favorites";
import { usePhotographs } from "./use-photographs";
import { defaultsOf, useFollowing, usePhotographPixels, useThumbs } from "./use-previews";

/** Where one says what to make: a line to write on, or photographs and a style. */
export function Compose({
  styles,
  start,
  viewer,
  plainPrice,
  onBegun,
  children,
}: {
  styles: StyleDto[];
  start: StudioStart;
  viewer: StudioViewer;
  plainPrice: PlainPrice;
  onBegun(asked: Asked): void;
  /** What stands beside the button. */
  children: ReactNode;
}) {
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
  const [givenParams, setParams] = useState(start.params);
  const params = { ...defaultsOf(style?.params ?? {}), ...givenParams };
  const isLive = useLiveForm();
  const favorites = useFavorites(styles, viewer.isUser);
  const [peeked, setPeeked] = useState<number | null>(null);
  const peek = styles.find(({ id }) => id === peeked && id !== style?.id) ?? null;
  const shown = tray.photographs.find(({ state }) => state !== "failed") ?? null;
  const source = usePhotographPixels(shown?.file ?? null, shown?.url ?? null);
  const thumbs = useThumbs(source, styles);
  const looked = peek ?? style ?? null;
  const filter = looked?.filter ?? null;
  const following = useFollowing(
    source,
    filter === null ? null : { filter, params: peek ? defaultsOf(peek.params) : params },
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

  function choose(id: number | null) {
    setStyleId(id);
    setStrength(null);
    setParams({});
  }

  const pictures = isRestyle ? ready.length : settings.count;
  const micros = (style ? style.price_micros : plainPrice.priceMicros) * pictures;
  const wrong = failure && failureWords(failure);
  return (
    <>
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
              shown={following}
              strength={peek ? peek.strength_default : strength}
              styleTitle={looked?.title ?? null}
              isPeek={peek !== null}
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
          {isRestyle && isReady && (
            <a className="act" href={`/create/batches?images=${ready.map(({ imageId }) => imageId).join(",")}`}>
              <LayoutGrid size={18} strokeWidth={1.75} aria-hidden />
              <span>{t("batch.many")}</span>
            </a>
          )}
          {isRestyle && settings.seed !== "" && style?.id === start.styleId && (
            <input type="hidden" name="seed" value={settings.seed} />
          )}
          {!isRestyle && <Settings value={settings} change={(one) => setSettings((all) => ({ ...all, ...one }))} />}
        </div>
        <div className="compose-shelf">
          <StylePicker
            styles={styles}
            chosen={style?.id ?? null}
            choose={choose}
            peek={setPeeked}
            thumbs={thumbs}
            favorites={favorites}
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
          <Price currency={plainPrice.currency} micros={micros} />
          {children}
          <p id="compose-wrong" role="alert" className="text-15 text-crimson empty:hidden">
            {wrong}
          </p>
        </div>
        {style && Object.keys(style.params).length > 0 && (
          <div className="style-params needs-script">
            <StyleParams
              params={style.params}
              values={params}
              change={(name, value) => setParams((all) => ({ ...all, [name]: value }))}
            />
          </div>
        )}
        {isLive &&
          style &&
          Object.entries(givenParams).map(([name, value]) => (
            <input key={name} type="hidden" name={`params.${name}`} value={value} />
          ))}
        {drop.isOver && (
          <div className="drop-veil" aria-hidden>
            {t("photo.drop")}
          </div>
        )}
      </form>
      {style && (
        <OwnStyle
          key={style.id}
          style={style}
          recipe={{ strength, params }}
          isStarred={favorites.isStarred(style.id)}
          star={() => favorites.toggle(style.id)}
          isMember={viewer.isMember}
          onSaved={({ id }) => choose(id)}
          onRemoved={() => choose(null)}
        />
      )}
    </>
  );
}

/** Without script a style's own values stand, whichever style is chosen: what was set for another must not go along. */
function useLiveForm(): boolean {
  const [isLive, setIsLive] = useState(false);
  useEffect(() => setIsLive(true), []);
  return isLive;
}
