import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { StyleThumb } from "@/components/studio/style-thumb";
import { promoteStyleAction, unshareStyleAction } from "@/lib/styles/actions";
import type { StyleDto } from "@/lib/styles/schema";

/** A style that a member shares, and the way to make it one of the house. */
export async function SharedStyleRow({ style }: { style: StyleDto }) {
  const t = await getTranslations("admin.styles");
  const { id, title, maker } = style;
  return (
    <li className="admin-row">
      <div className="flex items-center gap-4">
        <StyleThumb src={style.preview_image} width={72} height={54} className="admin-preview" />
        <div>
          <p className="ledger-name">
            <bdi>{title}</bdi>
          </p>
          <p className="ledger-facts">{maker && <bdi>{maker}</bdi>}</p>
        </div>
      </div>
      <AccountForm action={promoteStyleAction} submit={t("promote")} look="act" label={t("promoteLabel", { title })}>
        <input type="hidden" name="id" value={id} />
      </AccountForm>
      <div className="admin-more">
        <details>
          <summary className="act act-word text-crimson">{t("unshare")}</summary>
          <p>{t("unshareHint")}</p>
          <AccountForm
            action={unshareStyleAction}
            submit={t("unshare")}
            look="danger"
            label={t("unshareLabel", { title })}
          >
            <input type="hidden" name="id" value={id} />
          </AccountForm>
        </details>
      </div>
    </li>
  );
}
