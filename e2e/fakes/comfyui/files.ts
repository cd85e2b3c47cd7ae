import { createHash } from "node:crypto";
import type { StoredFile } from "./nodes";

/** The folders `input`, `output` and `temp`, held in memory. */
export class Files {
  private readonly kept = new Map<string, Buffer>();
  private counter = 0;

  get(file: { filename: string; subfolder?: string; type?: string }): Buffer | undefined {
    return this.kept.get(keyOf(file));
  }

  /** Under this name; under another one when there are other bytes of that name. */
  upload(
    filename: string,
    subfolder: string,
    type: "input" | "temp" | "output",
    bytes: Buffer,
    overwrite: boolean,
  ): string {
    const [, stem = filename, extension = ""] = /^(.*?)(\.[^.]*)?$/.exec(filename) ?? [];
    let name = filename;
    for (let n = 1; !overwrite; n++) {
      const there = this.get({ filename: name, subfolder, type });
      if (!there || digest(there) === digest(bytes)) break;
      name = `${stem} (${n})${extension}`;
    }
    this.kept.set(keyOf({ filename: name, subfolder, type }), bytes);
    return name;
  }

  save(type: "output" | "temp", prefix: string, bytes: Buffer): StoredFile {
    const parts = prefix.split("/");
    const stem = parts.pop() ?? "";
    const file = {
      filename: `${stem}_${String(++this.counter).padStart(5, "0")}_.png`,
      subfolder: parts.join("/"),
      type,
    };
    this.kept.set(keyOf(file), bytes);
    return file;
  }

  /** What LoadImage calls it: `in.png`, `gallery/in.png` or `in.png [temp]`. */
  load(name: string): Buffer | undefined {
    const [, path = "", type = "input"] = /^(.*?)(?: \[(input|output|temp)\])?$/.exec(name) ?? [];
    return this.kept.get(`${type}/${path}`);
  }

  loadable(): string[] {
    return [...this.kept.keys()].map((key) => {
      const [type, ...path] = key.split("/");
      return type === "input" ? path.join("/") : `${path.join("/")} [${type}]`;
    });
  }

  list(type: string): string[] {
    return [...this.kept.keys()].filter((key) => key.startsWith(`${type}/`));
  }

  /** What a restart takes away. */
  clearTemporary(): void {
    for (const key of this.kept.keys()) if (key.startsWith("temp/")) this.kept.delete(key);
  }
}

function keyOf({ filename, subfolder = "", type = "output" }: { filename: string; subfolder?: string; type?: string }) {
  return subfolder === "" ? `${type}/${filename}` : `${type}/${subfolder}/${filename}`;
}

function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
