import { readdirSync } from "node:fs";
import type { Fields } from "./server-actions";

/** Things of a house, by their ids, for those who try to act on them. */
export interface Known {
  member: number;
  picture: number;
  pictureUuid: string;
  houseStyle: number;
  sharedStyle: number;
  removedBackend: number;
  removedStyle: number;
  invitation: number;
  job: number;
  /** The file of styles, as the administrator exports it. */
  styles: string;
}

/** Every address of the administration, found in its folder: a new page is among them by itself. */
export function administrationPaths({ member }: Pick<Known, "member">): { path: string; isPage: boolean }[] {
  const samples: Record<string, string> = { "[id]": String(member) };
  const files = readdirSync("app/admin", { recursive: true, encoding: "utf8" });
  return files
    .map((file) => file.split(/[/\\]/))
    .filter((parts) => /^(page\.tsx|route\.ts)$/.test(parts.at(-1) ?? ""))
    .map((parts) => {
      const folders = parts.slice(0, -1).filter((part) => !/^\(.+\)$/.test(part));
      const path = ["/admin", ...folders.map((part) => (part.startsWith("[") ? (samples[part] ?? "") : part))];
      if (path.includes("")) throw new Error(`${parts.join("/")} needs a sample of what stands in its address.`);
      return { path: path.join("/"), isPage: parts.at(-1) === "page.tsx" };
    });
}

/** Actions that are there for everyone, or for whoever is signed in: by file, all that it exports. */
const open: Record<string, string> = {
  "app/(account)/actions.ts":
    "enter enterGo enterWithLink enterWithLinkGo open openGo verify verifyGo reset resetGo confirmEmail confirmEmailGo saveLook endOthers makeToken remove removeGo",
  "components/batch/actions.ts": "batchThenShow stepsThenShow",
  "components/picture/actions.ts": "discardThenLeave trashThenLeave",
  "components/site/actions.ts": "signOutThenGo",
  "components/studio/actions.ts": "describeThenShow restyleThenShow",
  "lib/accounts/actions.ts":
    "signUpAction signInAction enterByLinkAction signOutAction verifyAction sendVerificationAction resendVerificationAction forgotPasswordAction resetPasswordAction saveProfileAction savePreferencesAction changePasswordAction changeEmailAction confirmEmailAction endSessionAction endOtherSessionsAction createTokenAction revokeTokenAction requestExportAction deleteAccountAction",
  "lib/generations/actions.ts":
    "describeAction restyleAction batchAction applyStepsAction cancelBatchAction cancelAction retryAction dismissAction",
  "lib/images/actions.ts":
    "keepAction discardAction favoriteAction privateAction trashAction removeManyAction keepManyAction emptyTrashAction editAction restoreAction",
  "lib/moderation/actions.ts": "reportAction answerHiddenAction",
  "lib/notifications/actions.ts": "readAction",
  "lib/styles/actions.ts": "createOwnStyleAction changeOwnStyleAction removeOwnStyleAction favoriteStyleAction",
};

export const openActions = new Set(
  Object.entries(open).flatMap(([file, names]) => names.split(" ").map((name) => `${file} ${name}`)),
);

/** The others, each with a form that would do something if an administrator sent it. */
export function closedActions(known: Known): Record<string, Fields> {
  const { member: id, houseStyle, sharedStyle, picture } = known;
  const [backend, model] = [1, 1];
  const invitation = { note: "For a friend", uses: 1, days: 7 };
  const step = { "setting.gallery_name": "Taken over" };
  return {
    "app/admin/invitations/actions.ts invite": invitation,
    "app/admin/welcome/actions.ts finish": {},
    "app/admin/welcome/actions.ts finishGo": {},
    "app/admin/welcome/actions.ts saveStep": step,
    "app/admin/welcome/actions.ts saveStepGo": step,
    "lib/accounts/actions.ts createInvitationAction": invitation,
    "lib/accounts/actions.ts revokeInvitationAction": { id: known.invitation },
    "lib/accounts/actions/people.ts changeQuotaAction": { id, pictures: 5, storageMb: 10, open: 2 },
    "lib/accounts/actions/people.ts changeRoleAction": { id, role: "admin" },
    "lib/accounts/actions/people.ts confirmPersonAction": { id },
    "lib/accounts/actions/people.ts enablePersonAction": { id, enabled: "false" },
    "lib/accounts/actions/people.ts mailSignInLinkAction": { id },
    "lib/accounts/actions/people.ts removePersonAction": { id },
    "lib/accounts/actions/people.ts restorePersonAction": { id },
    "lib/accounts/actions/people.ts showSignInLinkAction": { id },
    "lib/backends/actions.ts changeBackendAction": { id: backend, name: "Renamed", concurrency: 2 },
    "lib/backends/actions.ts changeCostAction": { id: backend, ceiling: "5", "prices.1": "0.5" },
    "lib/backends/actions.ts changeStyleAction": { id: houseStyle, strength: 0.3 },
    "lib/backends/actions.ts createBackendAction": {
      kind: "comfyui",
      name: "Garage",
      enabled: "on",
      concurrency: 1,
      "config.address": "http://127.0.0.1:9",
    },
    "lib/backends/actions.ts createStyleAction": { title: "Mine", modelId: model, promptTemplate: "{{prompt}}, mine" },
    "lib/backends/actions.ts enableBackendAction": { id: backend, enabled: "false" },
    "lib/backends/actions.ts enableModelAction": { id: model, enabled: "false" },
    "lib/backends/actions.ts enableStyleAction": { id: houseStyle, enabled: "false" },
    "lib/backends/actions.ts importStylesAction": { text: known.styles, modelId: model, digest: "0" },
    "lib/backends/actions.ts lookAtDraftAction": { draft: known.job },
    "lib/backends/actions.ts makeDefaultBackendAction": { id: backend },
    "lib/backends/actions.ts moveBackendAction": { id: backend, direction: "down" },
    "lib/backends/actions.ts moveStyleAction": { id: houseStyle, direction: "down" },
    "lib/backends/actions.ts placeStyleAction": { id: houseStyle, before: "" },
    "lib/backends/actions.ts planImportAction": { text: known.styles, modelId: model },
    "lib/backends/actions.ts readWorkflowAction": { modelId: model, workflow: "{}" },
    "lib/backends/actions.ts removeBackendAction": { id: backend },
    "lib/backends/actions.ts removeStyleAction": { id: houseStyle },
    "lib/backends/actions.ts renameModelAction": { id: model, title: "Renamed" },
    "lib/backends/actions.ts restoreBackendAction": { id: known.removedBackend },
    "lib/backends/actions.ts restoreStyleAction": { id: known.removedStyle },
    "lib/backends/actions.ts testBackendAction": { id: backend },
    "lib/backends/actions.ts tryStyleAction": { id: houseStyle, strength: 0.3 },
    "lib/backups/actions.ts backUpAction": {},
    "lib/generations/actions.ts cancelJobsAction": { id: known.job },
    "lib/generations/actions.ts dismissJobsAction": { id: known.job },
    "lib/generations/actions.ts pausePoolAction": { pool: "pixels", paused: "true" },
    "lib/generations/actions.ts retryJobsAction": { id: known.job },
    "lib/health/actions.ts checkLeaksAction": {},
    "lib/moderation/actions.ts decideAction": { id: picture, decision: "hide", reason: "To see whether it works" },
    "lib/moderation/actions.ts lookAction": { picture: known.pictureUuid, reason: "To see whether it works" },
    "lib/site/actions.ts changeSettingsAction": { "setting.gallery_name": "Taken over" },
    "lib/site/actions.ts finishWelcomeAction": {},
    "lib/site/actions.ts resetSettingAction": { key: "trash_days" },
    "lib/site/actions.ts saveMailAction": { way: "smtp", from: "me@example.org", host: "mail.example.org", port: 25 },
    "lib/site/actions.ts sendTestMailAction": {},
    "lib/styles/actions.ts promoteStyleAction": { id: sharedStyle },
    "lib/styles/actions.ts unshareStyleAction": { id: sharedStyle },
  };
}
