import { kindOf } from "./lexicon/vocabulary";
import type { Reading } from "./reading";

/** Whether the prompt is about one creature and nothing else: it then stands before a great low disk. */
export function isPortrait({ mentions }: Reading): boolean {
  const subjects = mentions.filter(({ concept }) => ["animal", "figure"].includes(kindOf(concept)));
  const others = mentions.filter(({ concept }) =>
    ["land", "water", "building", "vehicle", "plant", "space"].includes(kindOf(concept)),
  );
  const flying = subjects.some(({ concept }) =>
    ["whale", "dolphin", "swan", "bird", "butterfly", "fish"].includes(concept),
  );
  return subjects.length === 1 && others.length === 0 && !flying && subjects[0].count <= 2;
}
