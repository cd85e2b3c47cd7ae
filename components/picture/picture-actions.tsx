import { Download, EyeClosed, Heart, LayoutGrid, Repeat2, WandSparkles } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { CopyButton } from "@/components/ui/copy-button";
import { type ImageDetailDto, mediaUrl } from "@/lib/images/schema";
import { Edit } from "./edit";
import { Keys } from "./keys";
import { Like } from "./like";
import { OwnActions } from "./own-actions";
import { Report } from "./report";

const formats = ["png", "jpeg", "webp"] as const;

/** What one can do with a picture, as plain words and icons. */
export async function PictureActions({
  picture,
  address,
  isUser,
  canTrash,
}: {
  picture: ImageDetailDto;
  /** The page's full address, to be copied. */
  address: string;
  /** Whether the viewer is signed in. */
  isUser: boolean;
  canTrash: boolean;
}) {
  const t = await getTranslations("picture");
  const copied = { copied: t("acts.copied"), failed: t("acts.copyFailed") };
  const isOwn = picture.isMine && isUser && !picture.isTemp;
  return (
    <nav aria-label={t("actions")} className="picture-actions">
      {isUser ? (
        <Like id={picture.id} isLiked={picture.likedByViewer} likes={picture.likes} />
      ) : (
        <a className="act" href={`/sign-in?next=/images/${picture.uuid}`} aria-keyshortcuts="l">
          <Heart size={18} strokeWidth={1.75} aria-hidden />
          <span>{t("acts.like")}</span>
        </a>
      )}
      <a className="act" href={`/create?source=${picture.uuid}`}>
        <WandSparkles size={18} strokeWidth={1.75} aria-hidden />
        <span>{t("restyle")}</span>
      </a>
      <a className="act" href={`/create/batches?images=${picture.id}`}>
        <LayoutGrid size={18} strokeWidth={1.75} aria-hidden />
        <span>{t("many")}</span>
      </a>
      {picture.recipe && (
        <a className="act" href={`/create?remix=${picture.uuid}`}>
          <Repeat2 size={18} strokeWidth={1.75} aria-hidden />
          <span>{t("remix")}</span>
        </a>
      )}
      <CopyButton text={address} words={{ copy: t("acts.copyLink"), ...copied }} keys="c" />
      {picture.prompt && <CopyButton text={picture.prompt} words={{ copy: t("acts.copyPrompt"), ...copied }} />}
      <Downloads picture={picture} />
      {picture.isMine && (
        <OwnActions
          id={picture.id}
          isTemp={picture.isTemp}
          isPublic={picture.isPublic}
          isUser={isUser}
          canTrash={canTrash}
        />
      )}
      {isOwn && (
        <>
          <a className="act" href={`/images/${picture.uuid}?as=stranger`}>
            <EyeClosed size={18} strokeWidth={1.75} aria-hidden />
            <span>{t("acts.asStranger")}</span>
          </a>
          <Edit
            key={`${picture.version}`}
            picture={{
              id: picture.id,
              title: picture.title,
              alt: picture.alt,
              isSensitive: picture.isSensitive,
            }}
          />
        </>
      )}
      {!picture.isMine && <Report id={picture.id} />}
      <Keys />
    </nav>
  );
}

async function Downloads({ picture }: { picture: ImageDetailDto }) {
  const t = await getTranslations("picture.download");
  const full = mediaUrl(picture.uuid, "full", picture.version);
  const original = formats.find((format) => picture.mime === `image/${format}`) ?? "png";
  return (
    <details className="picture-download">
      <summary className="act">
        <Download size={18} strokeWidth={1.75} aria-hidden />
        <span>{t("label")}</span>
      </summary>
      <ul className="flex flex-wrap gap-x-5">
        <li>
          <a className="act" href={`${full}&download=${original}`} download>
            <span>{t("original")}</span>
          </a>
        </li>
        {formats.map((format) => (
          <li key={format}>
            <a className="act" href={`${full}&download=${format}`} download>
              <span>{t(format)}</span>
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
