import type { SourceType } from "@/lib/imaging/mark";
import type { Source } from "./define";

/** What a model makes: a photograph through it is partly made by it; what was made before is wholly made. */
export function markThroughModel(source: Source | null): SourceType {
  const isPhotograph =
    source !== null && source.mark !== "algorithmicMedia" && source.mark !== "trainedAlgorithmicMedia";
  return isPhotograph ? "compositeWithTrainedAlgorithmicMedia" : "trainedAlgorithmicMedia";
}
