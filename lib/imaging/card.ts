import type { OverlayOptions } from "sharp";
import { blank, drawText, openFile, type Raw, scaleWithin } from "./engine";
import { faces, loadFaces } from "./faces";
import { decodeWeight, withDecodeSlot } from "./slots";

/** What stands on a share card beside its picture, as on a wall label. */
export interface CardWords {
  title: string;
  /** Maker, technique, date …, each a line. */
  lines: string[];
  /** Whose wall it is. */
  site: string;
}

export const cardSize = { width: 1200, height: 630 } as const;

// The room's light colours (app/tokens.css): a card is seen on other sites, which know no theme of ours.
const colours = { paper: "#fcfaf6", ink: "#1f1a16", quiet: "#574f48" } as const;
const marginPx = 48;
const gutterPx = 40;
const pictureMaxWidthPx = 744;
const titleMaxChars = 140;

/**
 * A share card (Open Graph): the picture on paper, unframed, with its label beside it. A JPEG of 1200×630 pixels.
 *
 * @param picture a stored picture of ours
 * @param veiled shows its colours but no shapes, for what one is asked about before it is shown
 */
export async function drawCard(picture: Buffer, words: CardWords, veiled: boolean): Promise<Buffer> {
  await loadFaces();
  return withDecodeSlot(decodeWeight(cardSize.width * cardSize.height), async () => {
    const hung = await hang(picture, veiled);
    const left = marginPx + hung.width + gutterPx;
    const label = await labelOf(words, left, cardSize.width - left - marginPx);
    const top = Math.round((cardSize.height - hung.height) / 2);
    return blank(cardSize.width, cardSize.height, colours.paper)
      .composite([{ ...overlay(hung), left: marginPx, top }, ...label])
      .jpeg({ quality: 88, chromaSubsampling: "4:4:4", mozjpeg: false })
      .toBuffer();
  });
}

async function hang(picture: Buffer, veiled: boolean): Promise<Raw> {
  const box = { width: pictureMaxWidthPx, height: cardSize.height - 2 * marginPx };
  const opened = veiled ? openFile(await veil(picture)) : openFile(picture);
  const { data, info } = await opened
    .resize({ ...box, fit: "inside", withoutEnlargement: !veiled })
    .flatten({ background: colours.paper })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** A picture of so few pixels that nothing can be made out; enlarged softly it keeps its light. */
function veil(picture: Buffer): Promise<Buffer> {
  return scaleWithin(openFile(picture), 10).png().toBuffer();
}

/** Title and lines from the top margin down, and the site's name at the foot; what does not fit is left out. */
async function labelOf(words: CardWords, left: number, width: number): Promise<OverlayOptions[]> {
  const title = shortened(words.title);
  const display = { face: "display", weight: "SemiBold", colour: colours.ink, width } as const;
  const [heading, told, footer] = await Promise.all([
    block([title], { ...display, sizePx: titleSizePx(title) }),
    block(words.lines, { face: "text", weight: "", sizePx: 22, colour: colours.quiet, width }),
    block([words.site], { ...display, sizePx: 22 }),
  ]);
  const footTop = cardSize.height - marginPx - (footer?.height ?? 0);
  const label: OverlayOptions[] = footer ? [{ ...overlay(footer), left, top: footTop }] : [];
  let top = marginPx;
  for (const part of [heading, told]) {
    if (!part || top + part.height > footTop - gutterPx) continue;
    label.push({ ...overlay(part), left, top });
    top += part.height + 22;
  }
  return label;
}

interface BlockStyle {
  face: keyof typeof faces;
  weight: string;
  sizePx: number;
  colour: string;
  width: number;
}

/** Lines, broken where they are too long, without those whose letters no face on this machine has; null when none is left. */
async function block(lines: string[], { face, weight, sizePx, colour, width }: BlockStyle): Promise<Raw | null> {
  const font = `${faces[face]}, ${weight} ${sizePx}`;
  const kept: string[] = [];
  for (const line of lines) {
    // Marks that turn the direction of writing would reach beyond the words they came with.
    const clean = line.replace(/[\p{Cc}\p{Cs}\s\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, " ").trim();
    if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(clean) && (await canDraw(clean, font))) kept.push(escaped(clean));
  }
  if (kept.length === 0) return null;
  return drawText(`<span foreground="${colour}">${kept.join("\n")}</span>`, { font, width });
}

/**
 * Our own faces have the Latin letters. Where every face lacks a letter, a box with its number is drawn, the same size for all of them: a letter that comes
 * out as large as one that Unicode does not have is such a box.
 */
async function canDraw(text: string, font: string): Promise<boolean> {
  const letters = [...new Set(text.match(/[\p{L}\p{N}]/gu) ?? [])].filter((letter) => letter > "\u024f").slice(0, 12);
  if (letters.length === 0) return true;
  const box = await drawText("\u0378", { font });
  for (const letter of letters) {
    const { width, height } = await drawText(letter, { font });
    if (width === box.width && height === box.height) return false;
  }
  return true;
}

function shortened(title: string): string {
  const chars = [...title];
  if (chars.length <= titleMaxChars) return title;
  return `${chars
    .slice(0, titleMaxChars)
    .join("")
    .replace(/\s+\S*$/, "")}…`;
}

function titleSizePx(title: string): number {
  const { length } = [...title];
  return length <= 40 ? 44 : length <= 80 ? 36 : 30;
}

function overlay({ data, width, height, channels }: Raw): OverlayOptions {
  return { input: Buffer.from(data.buffer, data.byteOffset, data.byteLength), raw: { width, height, channels } };
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
