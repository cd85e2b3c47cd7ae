import { getFormatter, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { changeCostAction } from "@/lib/backends/actions";
import type { BackendDto } from "@/lib/backends/schema";

/** What a backend's pictures cost, and what it may cost in a month. */
export async function BackendCost({ backend, name }: { backend: BackendDto; name: string }) {
  const [t, format] = await Promise.all([getTranslations("admin.backends.cost"), getFormatter()]);
  const { id, models, cost } = backend;
  const amount = (micros: number) =>
    format.number(micros / 1_000_000, { maximumFractionDigits: 6, useGrouping: false, numberingSystem: "latn" });
  return (
    <details>
      <summary className="act act-word">{t("title")}</summary>
      <AccountForm
        action={changeCostAction}
        submit={t("save")}
        done={t("saved")}
        look="quiet"
        label={t("of", { name })}
      >
        <input type="hidden" name="id" value={id} />
        <Field
          name="ceiling"
          label={t("ceiling")}
          inputMode="decimal"
          maxLength={13}
          initial={cost.ceiling === null ? undefined : amount(cost.ceiling)}
          hint={t("ceilingHint")}
          dir="ltr"
          autoComplete="off"
        />
        {models.map((model) => (
          <Field
            key={model.id}
            name={`prices.${model.id}`}
            label={t("price", { name: model.title })}
            inputMode="decimal"
            maxLength={13}
            initial={amount(model.priceMicros)}
            hint={t("currency", { currency: cost.currency })}
            dir="ltr"
            autoComplete="off"
          />
        ))}
      </AccountForm>
    </details>
  );
}
