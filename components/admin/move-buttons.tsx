import { AccountForm } from "@/components/account/account-form";
import type { FormAction } from "@/components/ui/use-sending";

/** Moves a thing of the administrator's one place up or down in its list. */
export function MoveButtons({
  action,
  id,
  isFirst,
  isLast,
  words,
}: {
  action: FormAction<null>;
  id: number;
  isFirst: boolean;
  isLast: boolean;
  /** What a press does, and the same with the name of the thing. */
  words: Record<"up" | "down" | "upLabel" | "downLabel", string>;
}) {
  return (["up", "down"] as const).map((direction) => (
    <AccountForm
      key={direction}
      action={action}
      submit={words[direction]}
      look="act"
      label={words[`${direction}Label`]}
      isOff={direction === "up" ? isFirst : isLast}
    >
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="direction" value={direction} />
    </AccountForm>
  ));
}
