import { bigint, char, datetime } from "drizzle-orm/mysql-core";

/** An integer key that the database counts up. */
export const id = () => bigint({ mode: "number", unsigned: true }).autoincrement().primaryKey();

/** A reference to such a key. */
export const ref = () => bigint({ mode: "number", unsigned: true });

/** An unguessable name, RFC 9562 text form. */
export const uuid = () => char({ length: 36 });

/** A SHA-256 in hex. */
export const sha256 = () => char({ length: 64 });

/** A moment in UTC, to the millisecond. */
export const moment = () => datetime({ mode: "date", fsp: 3 });
