import type { ImageDto } from "@/lib/images/schema";

/** A photograph the studio works from: being sent, or already stored. */
export interface Photograph {
  key: string;
  name: string;
  /** Where its pixels can be read from right away: a blob of this tab, or a media address. */
  url: string;
  state: "sending" | "reading" | "ready" | "failed";
  /** 0–100 while it is being sent. */
  percent: number;
  /** Its stored picture, once it is. */
  imageId: number | null;
  /** Whether the visitor made it, or it is somebody's public picture. */
  isOwn: boolean;
  file: File | null;
  /** Why it could not be added, as an error code or our own words for what the browser already sees. */
  reason: string | null;
}

/** A picture that is stored already, chosen by its address. */
export function photographOf(image: ImageDto, url: string): Photograph {
  return {
    key: image.uuid,
    name: image.title ?? image.prompt ?? image.name,
    url,
    state: "ready",
    percent: 100,
    imageId: image.id,
    isOwn: image.isMine,
    file: null,
    reason: null,
  };
}

/** Who is in the studio. */
export interface StudioViewer {
  isUser: boolean;
  /** May keep styles of their own. */
  isMember: boolean;
  /** Whether the server knows the visitor already, as user or guest. */
  isSomebody: boolean;
}

/** What the studio starts with, from an address such as `/create?remix=…`. */
export interface StudioStart {
  photograph: Photograph | null;
  prompt: string;
  negativePrompt: string;
  styleId: number | null;
  strength: number | null;
  params: Record<string, number | string>;
  seed: number | null;
  width: number;
  height: number;
}
