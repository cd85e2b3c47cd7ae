import { expect, it } from "vitest";
import { promptFault } from "./prompt-fault";

it("tells words nobody sees from too many", () => {
  expect(promptFault(undefined)).toBe("promptEmpty");
  expect(promptFault(" \u200b\n\t")).toBe("promptEmpty");
  expect(promptFault("a".repeat(5000))).toBe("promptLong");
});
