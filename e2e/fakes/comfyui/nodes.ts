import { createHash } from "node:crypto";
import sharp from "sharp";

/** A graph in API format. */
export type Graph = Record<string, { class_type: string; inputs: Record<string, unknown> }>;

/** What `/object_info` says of one input: its type or choices, and its options. */
export type InputSpec = [string | string[], Record<string, unknown>?];

export interface StoredFile {
  filename: string;
  subfolder: string;
  type: "output" | "temp" | "input";
}

/** What a node may use while it runs. */
export interface NodeWork {
  /** Tells a step; resolves when the next may begin, throws when it is interrupted. */
  step(value: number, max: number, preview?: Buffer): Promise<void>;
  load(name: string): Buffer;
  save(type: "output" | "temp", prefix: string, bytes: Buffer): StoredFile;
  /** The whole graph, which real servers write into every PNG. */
  graph: Graph;
}

export interface NodeClass {
  required: Record<string, InputSpec>;
  optional?: Record<string, InputSpec>;
  returns: string[];
  isOutput?: boolean;
  run(inputs: Record<string, unknown>, work: NodeWork): Promise<{ values: unknown[]; images?: StoredFile[] }>;
}

/** Pictures stand for latents too: what a model would make of them is decided by a hash of everything that went in. */
export interface Picture {
  width: number;
  height: number;
  png: Buffer[];
  key: string;
}

const size = (value: number): InputSpec => ["INT", { default: value, min: 16, max: 16_384, step: 8 }];
const samplers = ["euler", "euler_ancestral", "dpmpp_2m", "dpmpp_2m_sde", "ddim"];
const schedulers = ["normal", "karras", "exponential", "sgm_uniform", "simple"];
const methods = ["nearest-exact", "bilinear", "area", "bicubic", "lanczos"];

/** The nodes of a fresh installation that graphs here use, and some that only tests do. */
export function nodeClasses(checkpoints: string[], inputs: () => string[]): Record<string, NodeClass> {
  return {
    CheckpointLoaderSimple: {
      required: { ckpt_name: [checkpoints] },
      returns: ["MODEL", "CLIP", "VAE"],
      run: async ({ ckpt_name }) => ({ values: [ckpt_name, ckpt_name, ckpt_name] }),
    },
    CLIPTextEncode: {
      required: { text: ["STRING", { multiline: true }], clip: ["CLIP"] },
      returns: ["CONDITIONING"],
      run: async ({ text }) => ({ values: [String(text)] }),
    },
    EmptyLatentImage: {
      required: {
        width: size(512),
        height: size(512),
        batch_size: ["INT", { default: 1, min: 1, max: 4096 }],
      },
      returns: ["LATENT"],
      // A latent is an eighth of the picture: what does not divide is cut off.
      run: async ({ width, height, batch_size }) => ({
        values: [await plain(eighths(width), eighths(height), 0, Number(batch_size))],
      }),
    },
    EmptyImage: {
      required: {
        width: ["INT", { default: 512, min: 1, max: 16_384, step: 1 }],
        height: ["INT", { default: 512, min: 1, max: 16_384, step: 1 }],
        batch_size: ["INT", { default: 1, min: 1, max: 4096 }],
        color: ["INT", { default: 0, min: 0, max: 0xffffff, step: 1 }],
      },
      returns: ["IMAGE"],
      run: async ({ width, height, batch_size, color }) => ({
        values: [await plain(Number(width), Number(height), Number(color), Number(batch_size))],
      }),
    },
    LoadImage: {
      required: { image: [inputs(), { image_upload: true }] },
      returns: ["IMAGE", "MASK"],
      run: async ({ image }, { load }) => {
        const bytes = load(String(image));
        const opened = await sharp(bytes)
          .removeAlpha()
          .png()
          .toBuffer({ resolveWithObject: true })
          .catch(() => {
            throw new NodeFailure("PIL.UnidentifiedImageError", `cannot identify image file '/srv/comfyui/${image}'`);
          });
        const { width, height } = opened.info;
        return { values: [{ width, height, png: [opened.data], key: hash(bytes) } satisfies Picture, null] };
      },
    },
    ImageScale: {
      required: {
        image: ["IMAGE"],
        upscale_method: [methods],
        width: ["INT", { default: 512, min: 0, max: 16_384, step: 1 }],
        height: ["INT", { default: 512, min: 0, max: 16_384, step: 1 }],
        crop: [["disabled", "center"]],
      },
      returns: ["IMAGE"],
      run: async ({ image, width, height }) => ({
        values: [await scaled(asPicture(image), Number(width), Number(height))],
      }),
    },
    VAEEncode: {
      required: { pixels: ["IMAGE"], vae: ["VAE"] },
      returns: ["LATENT"],
      run: async ({ pixels }) => {
        const picture = asPicture(pixels);
        return { values: [await scaled(picture, eighths(picture.width), eighths(picture.height))] };
      },
    },
    VAEDecode: {
      required: { samples: ["LATENT"], vae: ["VAE"] },
      returns: ["IMAGE"],
      run: async ({ samples }) => ({ values: [samples] }),
    },
    KSampler: {
      required: {
        model: ["MODEL"],
        seed: ["INT", { default: 0, min: 0, max: Number.MAX_SAFE_INTEGER, control_after_generate: true }],
        steps: ["INT", { default: 20, min: 1, max: 10_000 }],
        cfg: ["FLOAT", { default: 8, min: 0, max: 100, step: 0.1, round: 0.01 }],
        sampler_name: [samplers],
        scheduler: [schedulers],
        positive: ["CONDITIONING"],
        negative: ["CONDITIONING"],
        latent_image: ["LATENT"],
        denoise: ["FLOAT", { default: 1, min: 0, max: 1, step: 0.01 }],
      },
      returns: ["LATENT"],
      run: async (inputs, work) => ({ values: [await sample(inputs, work)] }),
    },
    SaveImage: saver("output", { images: ["IMAGE"], filename_prefix: ["STRING", { default: "ComfyUI" }] }),
    PreviewImage: saver("temp", { images: ["IMAGE"] }),
    TestSyncError: {
      required: { value: ["*"] },
      returns: ["*"],
      run: async () => {
        throw new NodeFailure("RuntimeError", "Intentional sync execution error for testing\n");
      },
    },
    TestMemoryError: {
      required: { value: ["*"] },
      returns: ["*"],
      run: async () => {
        throw new NodeFailure("torch.OutOfMemoryError", "Allocation on device 0 would exceed allowed memory.");
      },
    },
  };
}

/** What Python would raise. */
export class NodeFailure extends Error {
  constructor(
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

function saver(type: "output" | "temp", required: NodeClass["required"]): NodeClass {
  return {
    required,
    returns: [],
    isOutput: true,
    run: async ({ images, filename_prefix }, { save, graph }) => {
      const prefix = type === "temp" ? "ComfyUI_temp_skenf" : String(filename_prefix);
      const files = [];
      for (const png of asPicture(images).png) files.push(save(type, prefix, await withText(png, graph)));
      return { values: [], images: files };
    },
  };
}

async function sample(inputs: Record<string, unknown>, { step }: NodeWork): Promise<Picture> {
  const latent = asPicture(inputs.latent_image);
  const { latent_image: _latent, ...rest } = inputs;
  const key = hash(JSON.stringify(rest) + latent.key);
  const steps = Number(inputs.steps);
  const preview = await sharp(await blend(latent, 0, key, 0.5))
    .resize(64, 64, { fit: "inside" })
    .jpeg()
    .toBuffer();
  for (let index = 1; index <= steps; index++) await step(index, steps, preview);
  const png: Buffer[] = [];
  for (let index = 0; index < latent.png.length; index++) {
    png.push(await blend(latent, index, hash(`${key}${index}`), Number(inputs.denoise)));
  }
  return { ...latent, png, key };
}

/** The picture with a field of two colours laid over it. */
async function blend({ png, width, height }: Picture, index: number, key: string, opacity: number): Promise<Buffer> {
  const input = await sharp(colourField(key, opacity), { raw: { width: fieldSide, height: fieldSide, channels: 4 } })
    .resize(width, height, { fit: "fill" })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(png[index]).composite([{ input }]).removeAlpha().png({ compressionLevel: 1 }).toBuffer();
}

const fieldSide = 16;

function colourField(key: string, opacity: number): Buffer {
  const [from, to] = [Buffer.from(key.slice(0, 6), "hex"), Buffer.from(key.slice(6, 12), "hex")];
  const data = Buffer.alloc(fieldSide * fieldSide * 4);
  for (let index = 0; index < fieldSide * fieldSide; index++) {
    const t = index / (fieldSide * fieldSide - 1);
    for (const c of [0, 1, 2]) data[index * 4 + c] = from[c] * (1 - t) + to[c] * t;
    data[index * 4 + 3] = opacity * 255;
  }
  return data;
}

async function plain(width: number, height: number, color: number, count: number): Promise<Picture> {
  const background = { r: (color >> 16) & 255, g: (color >> 8) & 255, b: color & 255 };
  const png = await sharp({ create: { width, height, channels: 3, background } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { width, height, png: Array.from({ length: count }, () => png), key: `${width}x${height}x${color}` };
}

async function scaled(picture: Picture, width: number, height: number): Promise<Picture> {
  const resize = (png: Buffer) =>
    sharp(png).resize(width, height, { fit: "fill" }).png({ compressionLevel: 1 }).toBuffer();
  const png = await Promise.all(picture.png.map(resize));
  return { width, height, png, key: hash(`${picture.key}${width}x${height}`) };
}

/** A PNG with the graph in a text chunk, as real servers save them. */
async function withText(png: Buffer, graph: Graph): Promise<Buffer> {
  return sharp(png)
    .withExif({ IFD0: { ImageDescription: JSON.stringify(graph).slice(0, 2000) } })
    .png()
    .toBuffer();
}

function asPicture(value: unknown): Picture {
  if (typeof value === "object" && value !== null && "png" in value) return value as Picture;
  throw new NodeFailure("TypeError", "not a tensor");
}

function eighths(side: unknown): number {
  return Math.max(8, Math.floor(Number(side) / 8) * 8);
}

export function hash(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
