import { sourcesOf } from "@/components/gallery/sources";
import { photographOf, type StudioStart } from "@/components/studio/source";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import type { ImageDetailDto, ImageDto } from "@/lib/images/schema";
import { getImageDetail } from "@/lib/images/service/read";
import { limits } from "@/lib/limits";
import { listStyles } from "@/lib/styles/service";
import type { Viewer } from "@/lib/viewer";

const blank: StudioStart = {
  photograph: null,
  prompt: "",
  negativePrompt: "",
  styleId: null,
  strength: null,
  params: {},
  seed: null,
  width: 1024,
  height: 1024,
};

type Asked = Record<"remix" | "source" | "prompt", string | string[] | undefined>;

/** What the studio starts with. A picture that is gone or another's private one simply leaves it blank. */
export async function studioStart(viewer: Viewer, { remix, source, prompt }: Asked): Promise<StudioStart> {
  const restyled = await findPicture(viewer, source);
  if (restyled) return { ...blank, photograph: onTheTable(restyled) };
  const picture = await findPicture(viewer, remix);
  if (picture) return startFromRecipe(viewer, picture);
  return { ...blank, prompt: typeof prompt === "string" ? prompt.slice(0, limits.promptMaxChars) : "" };
}

async function startFromRecipe(viewer: Viewer, picture: ImageDetailDto): Promise<StudioStart> {
  const { recipe } = picture;
  if (!recipe) return { ...blank, photograph: onTheTable(picture) };
  const style = (await listStyles(viewer)).find(({ id, slug }) =>
    picture.style ? id === picture.style.id : slug === recipe.style,
  );
  const start = {
    ...blank,
    styleId: style?.id ?? null,
    strength: recipe.strength,
    params: recipe.params,
    prompt: recipe.prompt ?? "",
    negativePrompt: recipe.negativePrompt ?? "",
    seed: recipe.seed,
    width: recipe.width,
    height: recipe.height,
  };
  // A restyled photograph has no words: its recipe starts from the picture before it.
  const before = recipe.prompt ? null : picture.parent;
  return before ? { ...start, photograph: onTheTable(before) } : start;
}

function onTheTable(image: ImageDto) {
  return photographOf(image, sourcesOf(image).src);
}

async function findPicture(viewer: Viewer, uuid: string | string[] | undefined): Promise<ImageDetailDto | null> {
  if (typeof uuid !== "string" || !isUuid(uuid)) return null;
  try {
    return await getImageDetail(viewer, uuid);
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return null;
    throw error;
  }
}
