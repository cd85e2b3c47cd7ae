import { findFilter } from "@/lib/filters";
import type { ParamSpecs } from "@/lib/filters/define";
import { builtin } from "./builtin";
import { comfyui } from "./comfyui";
import type { Provider } from "./define";
import { openai } from "./openai";
import { sdapi } from "./sdapi";

export const providers: readonly Provider[] = [builtin, openai, comfyui, sdapi];

/** The code that speaks a kind of backend. */
export function findProvider(kind: string): Provider | undefined {
  return providers.find((provider) => provider.kind === kind);
}

/** What a style may set: its filter's own parameters, or its backend's; undefined when either is gone. */
export function findParamSpecs(
  style: { kind: "filter" | "prompt"; filter: string | null },
  backendKind: string,
): ParamSpecs | undefined {
  return (style.kind === "filter" ? findFilter(style.filter ?? "") : findProvider(backendKind))?.params;
}
