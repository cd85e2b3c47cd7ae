import { builtin } from "./builtin";
import { comfyui } from "./comfyui";
import type { Provider } from "./define";

export const providers: readonly Provider[] = [builtin, comfyui];

/** The code that speaks a kind of backend. */
export function findProvider(kind: string): Provider | undefined {
  return providers.find((provider) => provider.kind === kind);
}
