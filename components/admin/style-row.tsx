import { getMessages, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { styleTitle } from "@/components/gallery/style-words";
import { StyleThumb } from "@/components/studio/style-thumb";
import { enableStyleAction, moveStyleAction, removeStyleAction } from "@/lib/backends/actions";
import type { AdminStyleDto } from "@/lib/backends/schema";
import { dayMs } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { DragHandle } from "./drag-handle";
import { MoveButtons } from "./move-buttons";
import { StyleForm } from "./style-form";
import { Switch } from "./switch";

/** One style: its picture, what makes it, its place in the order, and what can be changed. */
export async function StyleRow({
  style,
  isFirst,
  isLast,
  models,
  takesWorkflows,
}: {
  style: AdminStyleDto;
  isFirst: boolean;
  isLast: boolean;
  models: { value: string; label: string }[];
  takesWorkflows: boolean;
}) {
  const [t, kinds, back, { styles }] = await Promise.all([
    getTranslations("admin.styles"),
    getTranslations("admin.backends.kinds"),
    getTranslations("admin.removed"),
    getMessages(),
  ]);
  const { id, enabled } = style;
  const title = styleTitle(style, styles);
  return (
    <li className="admin-row" data-place={id}>
      <div className="flex items-center gap-4">
        <DragHandle id={id} label={t("dragLabel", { title })} />
        <StyleThumb src={style.previewUrl} width={72} height={54} className="admin-preview" />
        <div>
          <p className="ledger-name">
            <bdi>{title}</bdi>
          </p>
          <p className="ledger-facts">
            {style.backend.kind === "builtin" ? (
              <span>{kinds("builtin")}</span>
            ) : (
              <>
                <bdi>{style.backend.name}</bdi>
                <bdi>{style.model.name}</bdi>
              </>
            )}
            <span className={enabled ? "text-sage" : "text-ochre"}>{enabled ? t("on") : t("off")}</span>
            {enabled && !style.isOffered && <span className="text-ochre">{t("notOffered")}</span>}
          </p>
        </div>
      </div>
      <div className="admin-acts">
        <MoveButtons
          action={moveStyleAction}
          id={id}
          isFirst={isFirst}
          isLast={isLast}
          words={{
            up: t("up"),
            down: t("down"),
            upLabel: t("upLabel", { title }),
            downLabel: t("downLabel", { title }),
          }}
        />
        <Switch
          action={enableStyleAction}
          id={id}
          enabled={enabled}
          words={enabled ? t("switchOff") : t("switchOn")}
          label={t(enabled ? "switchOffLabel" : "switchOnLabel", { title })}
        />
      </div>
      <div className="admin-more">
        <details>
          <summary className="act act-word">{t("change")}</summary>
          <StyleForm style={style} spoken={title} models={models} takesWorkflows={takesWorkflows} />
        </details>
        {!style.isShipped && (
          <details>
            <summary className="act act-word text-crimson">{t("remove")}</summary>
            <p>
              {t("removeHint")} {style.stars > 0 && t("removeStars", { count: style.stars })}{" "}
              {back("hint", { days: limits.removedKeptMs / dayMs })}
            </p>
            <AccountForm
              action={removeStyleAction}
              submit={t("really")}
              look="danger"
              label={t("removeLabel", { title })}
            >
              <input type="hidden" name="id" value={id} />
            </AccountForm>
          </details>
        )}
      </div>
    </li>
  );
}
