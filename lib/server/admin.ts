import { disableUser, enableUser, makeResetLink, setRole } from "@/lib/accounts/service/administer";
import { removeSamples } from "@/lib/samples/service";
import type { Role } from "@/lib/viewer";
import { runCommand, tell } from "./command";

/** What whoever sits at the machine may do without signing in, for the day that the only administrator is locked out. */
const usage = `npm run admin -- grant admin you@example.org     give a role: user, member or admin
npm run admin -- disable someone@example.org    switch an account off; its sessions end at once
npm run admin -- enable someone@example.org     switch it on again
npm run admin -- reset-link you@example.org     a link to choose a new password, good for half an hour
npm run admin -- remove-samples                 take the sample pictures of the first start away
`;

const roles: readonly Role[] = ["user", "member", "admin"];

/** Does what the command says and answers it in words. @throws AppError */
async function obey([command, ...rest]: string[]): Promise<string | null> {
  if (command === "remove-samples" && rest.length === 0) return `${await removeSamples()} samples were removed.`;
  const email = rest.at(-1)?.trim().toLowerCase();
  if (!email?.includes("@")) return null;
  const role = roles.find((one) => one === rest[0]);
  if (command === "grant" && rest.length === 2 && role) {
    await setRole(null, { email }, role);
    return `${email} is ${role} now.`;
  }
  if (rest.length !== 1) return null;
  if (command === "disable") {
    await disableUser(null, { email });
    return `${email} is switched off.`;
  }
  if (command === "enable") {
    await enableUser(null, { email });
    return `${email} is switched on.`;
  }
  return command === "reset-link" ? makeResetLink(null, { email }) : null;
}

await runCommand(usage, async (words) => {
  const answer = await obey(words);
  if (answer !== null) tell(answer);
  return answer === null ? null : 0;
});
