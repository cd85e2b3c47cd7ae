import { database } from "@/db/client";
import { countOpenOf, findLastSeen, listPeople as listRows, type PersonRow } from "@/db/queries/people";
import { countPicturesToday, findRoleQuota, sumPictures } from "@/db/queries/quotas";
import { findSetting } from "@/db/queries/settings";
import { listSpendingsOf } from "@/db/queries/spendings";
import { findUser } from "@/db/queries/users";
import { requireAdministrator } from "@/lib/admin/policy";
import { clock, monthOf } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { megabyte, type Quota, quotaOf } from "@/lib/quota";
import type { Role, Viewer } from "@/lib/viewer";
import { requireSession } from "../policy";
import type { PeopleDto, PeopleQuery, PersonDetailDto, PersonDto, PersonQuotaInput } from "../schema";
import * as administer from "./administer";

const pageSize = 50;
const spendingsMax = 200;

/** Users, the newest first, in pages. @throws AppError `not_found` to everyone but administrators */
export async function listPeople(viewer: Viewer, { q, role, state, before }: PeopleQuery): Promise<PeopleDto> {
  requireAdministrator(viewer);
  // A handle is written with a sign before it.
  const prefix = q.replace(/^@/, "");
  const rows = await listRows({ prefix, role, state, beforeId: before, limit: pageSize + 1 });
  const people = rows.slice(0, pageSize).map(personDto);
  return { people, next: rows.length > pageSize ? (people.at(-1)?.id ?? null) : null };
}

/** One user, in numbers. @throws AppError `not_found` */
export async function getPerson(viewer: Viewer, id: number): Promise<PersonDetailDto> {
  const { id: own } = requireAdministrator(viewer);
  const user = await findUser(id);
  if (!user) throw new AppError("not_found", { words: "There is no such account." });
  const now = clock.now();
  const since = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11, 1));
  const [role, sum, picturesToday, open, lastSeenAt, spendings, currency, removal] = await Promise.all([
    findRoleQuota(user.role),
    sumPictures(database(), id),
    countPicturesToday(database(), id),
    countOpenOf(id),
    findLastSeen(id),
    listSpendingsOf(id, monthOf(since), spendingsMax),
    findSetting("currency"),
    administer.findRemoval(database(), user),
  ]);
  return {
    ...personDto(user),
    isSelf: user.id === own,
    canRestore: removal !== null,
    last_seen_at: lastSeenAt?.toISOString() ?? null,
    pictures: sum.pictures,
    bytes: sum.bytes,
    picturesToday,
    open,
    limits: limitsDto(quotaOf(role, user)),
    roleLimits: limitsDto(role),
    ownLimits: { pictures: user.quotaPictures, storageMb: user.quotaStorageMb, open: user.quotaOpen },
    currency,
    spendings: spendings.map(({ month, backendId, backend, pictures, micros }) => ({
      month,
      backendId,
      backend,
      pictures,
      micros,
    })),
  };
}

/** Gives a user a role. @throws AppError `not_found`, `forbidden` for a personal token, `conflict` */
export async function changeRole(viewer: Viewer, { id, role }: { id: number; role: Role }): Promise<void> {
  await administer.setRole(actorOf(viewer), { id }, role);
}

/** Switches an account on or off. @throws AppError as `changeRole` does */
export async function enablePerson(viewer: Viewer, { id, enabled }: { id: number; enabled: boolean }): Promise<void> {
  const change = enabled ? administer.enableUser : administer.disableUser;
  await change(actorOf(viewer), { id });
}

/** Confirms a user's address in their place. @throws AppError as `changeRole` does */
export async function confirmPerson(viewer: Viewer, { id }: { id: number }): Promise<void> {
  await administer.confirmUser(actorOf(viewer), { id });
}

/** Gives a user limits of their own. @throws AppError as `changeRole` does */
export async function changeQuota(viewer: Viewer, { id, ...wanted }: PersonQuotaInput): Promise<void> {
  await administer.setQuota(actorOf(viewer), { id }, wanted);
}

/** Has an account removed when its grace is over. @throws AppError as `changeRole` does */
export async function removePerson(
  viewer: Viewer,
  { id, keepPublicImages }: { id: number; keepPublicImages: boolean },
): Promise<void> {
  await administer.removeUser(actorOf(viewer), { id }, keepPublicImages);
}

/** Takes the removal of an account back. @throws AppError as `changeRole` does */
export async function restorePerson(viewer: Viewer, { id }: { id: number }): Promise<void> {
  await administer.restoreUser(actorOf(viewer), { id });
}

/** An administrator who signed in: what changes who may get in is nothing for a program. @throws AppError `not_found`, `forbidden` */
export function actorOf(viewer: Viewer): number {
  requireAdministrator(viewer);
  return requireSession(viewer).id;
}

function personDto(row: PersonRow): PersonDto {
  const { id, name, handle, email, role, emailVerifiedAt, createdAt, deleteAfter } = row;
  return {
    id,
    name,
    handle,
    email,
    role,
    state: stateOf(row),
    verified: emailVerifiedAt !== null,
    created_at: createdAt.toISOString(),
    leaves_at: deleteAfter?.toISOString() ?? null,
  };
}

function stateOf({ deleteAfter, disabledAt, emailVerifiedAt }: PersonRow): PersonDto["state"] {
  if (deleteAfter) return "leaving";
  if (disabledAt) return "disabled";
  return emailVerifiedAt ? "active" : "unconfirmed";
}

function limitsDto({ picturesPerDay, storageBytes, open }: Quota) {
  return { pictures: picturesPerDay, storageMb: storageBytes / megabyte, open };
}
