import { getLocale, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import {
  enableBackendAction,
  enableModelAction,
  makeDefaultBackendAction,
  moveBackendAction,
  removeBackendAction,
  renameModelAction,
} from "@/lib/backends/actions";
import { type BackendDto, backendKinds } from "@/lib/backends/schema";
import { dayMs } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { BackendCost } from "./backend-cost";
import { BackendForm } from "./backend-form";
import { ConnectionTest } from "./connection-test";
import { CostFacts } from "./cost-facts";
import { MoveButtons } from "./move-buttons";
import { Switch } from "./switch";

/** One backend: what it is, whether it is on, its models, and what can be done with it. */
export async function BackendRow({
  backend,
  isFirst = true,
  isLast = true,
}: {
  backend: BackendDto;
  /** Its place in the list; a list of one has no order. */
  isFirst?: boolean;
  isLast?: boolean;
}) {
  const [t, back, locale] = await Promise.all([
    getTranslations("admin.backends"),
    getTranslations("admin.removed"),
    getLocale(),
  ]);
  const { id, enabled, isDefault, open, models } = backend;
  const kind = backendKinds.find((one) => one === backend.kind);
  const house = models.reduce((sum, { styles }) => sum + styles.house, 0);
  const members = models.reduce((sum, { styles }) => sum + styles.members, 0);
  const name = kind ? backend.name : t("kinds.builtin");
  return (
    <li className="admin-row">
      <div>
        <p className="ledger-name">
          <bdi>{name}</bdi>
        </p>
        <p className="ledger-facts">
          {kind && <span>{t(`kinds.${kind}`)}</span>}
          {typeof backend.config.address === "string" && <bdi dir="ltr">{backend.config.address}</bdi>}
          <span className={enabled ? "text-sage" : "text-ochre"}>{enabled ? t("on") : t("off")}</span>
          {isDefault && <span>{t("default")}</span>}
          <span>{t("models", { count: models.length })}</span>
          {open > 0 && <span>{t("open", { count: open })}</span>}
          <CostFacts cost={backend.cost} />
        </p>
        {backend.cost.isFull && <p className="text-15 text-ochre">{t("cost.full")}</p>}
      </div>
      <div className="admin-acts">
        {!(isFirst && isLast) && (
          <MoveButtons
            action={moveBackendAction}
            id={id}
            isFirst={isFirst}
            isLast={isLast}
            words={{
              up: t("up"),
              down: t("down"),
              upLabel: t("upLabel", { name }),
              downLabel: t("downLabel", { name }),
            }}
          />
        )}
        <Switch
          action={enableBackendAction}
          id={id}
          enabled={enabled}
          words={enabled ? t("switchOff") : t("switchOn")}
          label={t(enabled ? "switchOffLabel" : "switchOnLabel", { name })}
        />
        {!isDefault && enabled && (
          <AccountForm
            action={makeDefaultBackendAction}
            submit={t("makeDefault")}
            look="act"
            label={t("makeDefaultLabel", { name })}
          >
            <input type="hidden" name="id" value={id} />
          </AccountForm>
        )}
      </div>
      {kind && (
        <div className="admin-more">
          <ConnectionTest id={id} name={name} />
          {models.length > 0 && (
            <details>
              <summary className="act act-word">{t("modelsOf", { name })}</summary>
              <ul>
                {models.map((model) => (
                  <li key={model.id} className="flex flex-wrap items-center justify-between gap-x-6">
                    <span>
                      <bdi>{model.title}</bdi>
                      {!model.isOffered && <span className="text-13 text-ochre"> {t("gone")}</span>}
                      {model.endsOn && (
                        <span className="text-13 text-ochre"> {t("ends", { date: dateOf(model.endsOn, locale) })}</span>
                      )}
                    </span>
                    <details>
                      <summary className="act act-word">{t("rename")}</summary>
                      <AccountForm
                        action={renameModelAction}
                        submit={t("save")}
                        look="quiet"
                        label={t("renameLabel", { name: model.title })}
                      >
                        <input type="hidden" name="id" value={model.id} />
                        <Field name="title" label={t("name")} initial={model.title} maxLength={100} required />
                      </AccountForm>
                    </details>
                    <Switch
                      action={enableModelAction}
                      id={model.id}
                      enabled={model.enabled}
                      words={model.enabled ? t("switchOff") : t("switchOn")}
                      label={t(model.enabled ? "switchOffLabel" : "switchOnLabel", { name: model.title })}
                    />
                  </li>
                ))}
              </ul>
            </details>
          )}
          <BackendCost backend={backend} name={name} />
          <details>
            <summary className="act act-word">{t("change")}</summary>
            <BackendForm kind={kind} backend={backend} />
          </details>
          <details>
            <summary className="act act-word text-crimson">{t("remove")}</summary>
            <p>
              {t("removeHint")} {house > 0 && t("removeStyles", { count: house })}{" "}
              {members > 0 && t("removeMembers", { count: members })}{" "}
              {back("hint", { days: limits.removedKeptMs / dayMs })}
            </p>
            <AccountForm
              action={removeBackendAction}
              submit={t("really")}
              look="danger"
              label={t("removeLabel", { name })}
            >
              <input type="hidden" name="id" value={id} />
            </AccountForm>
          </details>
        </div>
      )}
    </li>
  );
}

/** A day such as `2026-12-01`, which is the same day wherever one reads it. */
function dateOf(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}
