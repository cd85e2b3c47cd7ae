import { AppError } from "@/lib/errors";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { countPoints } from "@/lib/http/rate";
import { mediaUrl, uploadedSchema } from "@/lib/images/schema";
import { uploadImage } from "@/lib/images/service/upload";

const upload = endpoint({
  path: "/api/images/upload",
  summary: "Upload a photograph or picture",
  access: "all",
  rate: "upload",
  idempotent: true,
  form: {
    image: { kind: "file", description: "JPEG, PNG or WebP, at most 10 MB, 50 megapixels and 16,000 px a side." },
    is_public: { kind: "text", description: "`false` keeps it to yourself; otherwise it is public." },
  },
  fails: ["guests_off", "image_type", "image_unreadable", "image_too_large", "quota"],
  answers: { 201: uploadedSchema },
  async run({ form, requester, viewer, address }) {
    const file = form.get("image");
    if (!(file instanceof File)) throw new AppError("invalid", { fields: { image: ["Please choose a picture."] } });
    if (viewer.kind !== "user") await countPoints("guestBytes", `a:${address}`, file.size);
    const bytes = Buffer.from(await file.arrayBuffer());
    const isPublic = form.get("is_public") !== "false" && form.get("is_public") !== "0";
    const image = await uploadImage(requester, { bytes, name: file.name, isPublic });
    const path = mediaUrl(image.uuid, "full", image.version);
    return plain({ message: "Image uploaded successfully", image_id: image.id, image_uuid: image.uuid, path }, 201);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: upload });
