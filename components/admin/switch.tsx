import { AccountForm } from "@/components/account/account-form";
import type { FormAction } from "@/components/ui/use-sending";

/** Switches a thing of the administrator's on or off. */
export function Switch({
  action,
  id,
  enabled,
  words,
  label,
}: {
  action: FormAction<null>;
  id: number;
  enabled: boolean;
  /** What a press does, and the same with the name of the thing. */
  words: string;
  label: string;
}) {
  return (
    <AccountForm action={action} submit={words} look="act" label={label}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="enabled" value={String(!enabled)} />
    </AccountForm>
  );
}
