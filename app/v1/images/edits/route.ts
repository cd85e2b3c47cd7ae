import { z } from "zod";
import { AppError } from "@/lib/errors";
import { requestEdit, requireEditor } from "@/lib/generations/service/named";
import { eventsUntilNow } from "@/lib/generations/service/wait";
import { endpoint, route } from "@/lib/http/endpoint";
import { fieldErrors } from "@/lib/http/read-body";
import { uploadImage } from "@/lib/images/service/upload";
import { aboutPictures, answerWhole, imagesSchema, wishOf } from "../answer";
import { editsInput, readFields } from "../request";
import { answerStream } from "../stream";

const edits = endpoint({
  path: "/v1/images/edits",
  summary:
    "A picture changed by words or in another style, as OpenAI's API edits one; both are private, and kept in your library",
  access: "verified",
  scope: "generate",
  rate: "generate",
  idempotent: "work",
  form: {
    image: { kind: "file", description: "The picture: JPEG, PNG or WebP, at most 10 MB. Also as `image[]`." },
  },
  formFields: editsInput,
  answers: { 200: imagesSchema },
  produces: "text/event-stream",
  fails: ["not_found", "refused", "image_type", "image_unreadable", "image_too_large", "quota", "generation_failed"],
  description: aboutPictures,
  async run({ user, form, once, request: { signal } }) {
    const fields = editsInput.safeParse(readFields(form));
    if (!fields.success) throw new AppError("invalid", { fields: fieldErrors(fields.error) });
    const { prompt, model, stream, partial_images } = fields.data;
    const recipe = { seed: fields.data.seed ?? undefined, strength: fields.data.strength ?? undefined };
    const count = fields.data.n ?? 1;
    const file = requireImage(form);
    const after = await eventsUntilNow();
    const requested = await once(async () => {
      const editor = await requireEditor(user(), { name: model ?? undefined, prompt, count });
      const bytes = Buffer.from(await file.arrayBuffer());
      const image = await uploadImage(user(), { bytes, name: file.name, isPublic: false });
      return requestEdit(user(), editor, { ...recipe, imageId: image.id, prompt: prompt || null, count });
    });
    const { uuid } = z.object({ uuid: z.uuid() }).parse(requested);
    const wish = wishOf(fields.data);
    if (!stream) return answerWhole(user(), uuid, wish, signal);
    const partials = partial_images ?? 0;
    return answerStream(user(), { name: "image_edit", uuid, after, partials, format: wish.format }, signal);
  },
});

/** The one picture of a form. @throws AppError `invalid`, with words for what is not done here */
function requireImage(form: FormData): File {
  const refuse = (field: string, words: string) => new AppError("invalid", { fields: { [field]: [words] } });
  if (form.has("mask")) throw refuse("mask", "Masks are not understood here: the whole picture is edited.");
  const [first, ...rest] = [...form].flatMap(([name, part]) => (/^image(?:\[\d*\])?$/.test(name) ? [part] : []));
  if (first === undefined) throw refuse("image", "A picture is needed, as a file in the field image.");
  if (rest.length > 0) {
    throw refuse("image", `One picture is edited at a time, and ${rest.length + 1} were sent. Send them one by one.`);
  }
  if (!(first instanceof File)) throw refuse("image", "The field image must be a file.");
  return first;
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: edits });
