import { builtin } from "./builtin";
import type { Provider } from "./define";

const providers: readonly Provider[] = [builtin];

/** The code that speaks a kind of backend. */
export function findProvider(kind: string): Provider | undefined {
  return providers.find((provider) => provider.kind === kind);
}
