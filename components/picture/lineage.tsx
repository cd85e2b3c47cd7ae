import { ListRestart, SlidersHorizontal } from "lucide-react";
import { getFormatter, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { sourcesOf } from "@/components/gallery/sources";
import { styleTitle } from "@/components/gallery/style-words";
import { titleOf } from "@/components/gallery/wall-words";
import type { HistoryDto } from "@/lib/images/schema";

const siblingsShown = 5;
const childrenShown = 12;

type Step = HistoryDto["steps"][number];

interface View {
  /** Of styles: slug → title. */
  titles: Record<string, string>;
  /** Whether sensitive pictures are veiled here. */
  veils: boolean;
}

/**
 * Where the picture came from and what was made from it, as a small tree: each picture hangs from the one it was made
 * from. One that is hidden or gone is an empty place that tells nothing. Nothing for a picture without relatives.
 */
export async function Lineage({ history, view }: { history: HistoryDto; view: View }) {
  const t = await getTranslations("picture.lineage");
  const { steps, siblings, children } = history;
  if (steps.length === 1 && children.length === 0) return null;
  const more = Math.max(0, siblings.length - siblingsShown) + Math.max(0, children.length - childrenShown);
  const canApply = isRestyled(steps.at(-1));
  return (
    <section className="picture-lineage" aria-label={t("title")}>
      <h2 className="text-15 font-semibold">{t("title")}</h2>
      <div className="lineage-scroll">{await branch(steps, history, view)}</div>
      {more > 0 && <p className="text-13 text-quiet">{t("more", { count: more })}</p>}
      {canApply && (
        <a className="act" href={`/create/batches?steps=${history.image_id}`}>
          <ListRestart size={18} strokeWidth={1.75} aria-hidden />
          <span>{t("apply")}</span>
        </a>
      )}
    </section>
  );
}

/** The first of these steps and, hanging from it, the rest; beside the last one its siblings, below it its children. */
async function branch(steps: Step[], history: HistoryDto, view: View): Promise<ReactNode> {
  const [first, ...rest] = steps;
  if (!first) return null;
  const isCurrent = rest.length === 0;
  const below = isCurrent ? history.children.slice(0, childrenShown) : [];
  const beside = rest.length === 1 ? history.siblings.slice(0, siblingsShown) : [];
  return (
    <ul className="lineage">
      <li>
        <Place step={first} isCurrent={isCurrent} view={view} />
        {!isCurrent && beside.length === 0 && (await branch(rest, history, view))}
        {beside.length > 0 && rest[0] && (
          <ul className="lineage">
            <li>
              <Place step={rest[0]} isCurrent view={view} />
              <Leaves steps={history.children.slice(0, childrenShown)} view={view} />
            </li>
            {beside.map((step) => (
              <li key={step.image.uuid}>
                <Place step={step} isCurrent={false} view={view} />
              </li>
            ))}
          </ul>
        )}
        <Leaves steps={below} view={view} />
      </li>
    </ul>
  );
}

function Leaves({ steps, view }: { steps: HistoryDto["children"]; view: View }) {
  if (steps.length === 0) return null;
  return (
    <ul className="lineage">
      {steps.map((step) => (
        <li key={step.image.uuid}>
          <Place step={step} isCurrent={false} view={view} />
        </li>
      ))}
    </ul>
  );
}

async function Place({ step: { image, recipe }, isCurrent, view }: { step: Step; isCurrent: boolean; view: View }) {
  const [t, veil, label, format, { styles }] = await Promise.all([
    getTranslations("picture.lineage"),
    getTranslations("picture.veil"),
    getTranslations("label"),
    getFormatter(),
    getMessages(),
  ]);
  if (!image) {
    return (
      <div className="lineage-place">
        <span className="lineage-gone">
          <span className="sr-only">{t("gone")}</span>
        </span>
      </div>
    );
  }
  const title = titleOf({ title: null, prompt: image.prompt, name: image.name }, label);
  const style = recipe?.style
    ? styleTitle({ slug: recipe.style, title: view.titles[recipe.style] ?? recipe.style }, styles)
    : null;
  const strength = recipe?.strength == null ? null : format.number(recipe.strength, { maximumFractionDigits: 2 });
  const words = style ? (strength === null ? style : label("styled", { style, strength })) : title;
  const picture =
    view.veils && image.is_sensitive ? (
      <span className="lineage-gone">
        <span className="sr-only">{veil("words")}</span>
      </span>
    ) : (
      <img
        src={sourcesOf({ ...image, version: versionOf(image.path) }).src}
        width={image.width}
        height={image.height}
        alt={isCurrent ? t("current") : words}
        loading="lazy"
      />
    );
  return (
    <div className="lineage-place">
      {isCurrent ? (
        <span aria-current="true" className="lineage-current">
          {picture}
        </span>
      ) : (
        <a href={`/images/${image.uuid}`}>{picture}</a>
      )}
      <div className="lineage-words">
        <span className="block truncate">{words}</span>
        {style && recipe?.prompt === null && (
          <a className="act" href={`/create?remix=${image.uuid}`} aria-label={t("branchOf", { title: words })}>
            <SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden />
            <span>{t("branch")}</span>
          </a>
        )}
      </div>
    </div>
  );
}

function isRestyled(step: Step | undefined): boolean {
  return Boolean(step?.recipe?.style) && step?.recipe?.prompt === null;
}

/** The list names one address of a picture; its sizes have the same version. */
function versionOf(path: string): number {
  return Number(new URLSearchParams(path.split("?")[1]).get("v"));
}
