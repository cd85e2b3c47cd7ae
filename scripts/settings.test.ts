import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourceHash } from "./build.mjs";
import { countPlaywright, countProgram, countVitest } from "./count.mjs";
import { freePort, readAccess, socketPath, writeAccess } from "./database-place.mjs";
import { isTooOld, readVersion } from "./database-program.mjs";
import { takeLock } from "./lock.mjs";
import { missingPackage } from "./packages.mjs";
import { duration, inWords, Trouble, tellsFullDisk } from "./say.mjs";
import { addressTrouble, openDataFolder, parseEnvFile, readSettings, requireFreeAddress } from "./settings.mjs";
import { forgetSetupCode, keptSetupCode } from "./setup-code.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "atelier-scripts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("an .env file is read with comments, quotes and exports; the environment wins, even by an empty value", () => {
  const text = `# a comment\nPORT=4000 # why\nexport HOST='0.0.0.0'\r\nNOTE="two\\nlines # no comment"\nDATA_DIR=x#y\nnot a line\n`;
  expect(parseEnvFile(text)).toEqual({
    PORT: "4000",
    HOST: "0.0.0.0",
    NOTE: "two\nlines # no comment",
    DATA_DIR: "x#y",
  });

  writeFileSync(path.join(folder, ".env"), "PORT=4000\nHOST=::1\nDATABASE_URL=mysql://a/b\n");
  const settings = readSettings({ HOST: "127.0.0.2", DATABASE_URL: "" }, folder);
  expect(settings).toMatchObject({ port: 4000, host: "127.0.0.2", databaseUrl: null });
  expect(settings.dataDir).toBe(path.join(folder, ".data"));
  expect(settings.environment).not.toHaveProperty("DATABASE_URL");
  expect(() => readSettings({ PORT: "http" }, folder)).toThrow(/PORT must be a number/);
});

test("packages are missing after any change of the lock, a killed install, a lost folder or a foreign machine", () => {
  const lock = { packages: { "": {}, "node_modules/a": { version: "1.0.0", integrity: "x" } } };
  const there = () => true;
  const installed = (more: object) => ({
    packages: { "node_modules/a": { version: "1.0.0", integrity: "x", ...more } },
  });
  expect(missingPackage(lock, installed({}), there)).toBeNull();
  expect(missingPackage(lock, null, there)).toBe("everything");
  expect(missingPackage(lock, { packages: {} }, there)).toBe("node_modules/a");
  expect(missingPackage(lock, installed({ version: "1.0.1" }), there)).toBe("node_modules/a");
  expect(missingPackage(lock, installed({ integrity: "y" }), there)).toBe("node_modules/a");
  expect(missingPackage(lock, installed({ os: ["sunos"] }), there)).toBe("node_modules/a");
  expect(missingPackage(lock, installed({}), () => false)).toBe("node_modules/a");
  const optional = { packages: { "node_modules/b": { version: "1.0.0", optional: true } } };
  expect(missingPackage(optional, { packages: {} }, there)).toBeNull();
});

test("a build is named by every source that goes into it, and by no test", () => {
  mkdirSync(path.join(folder, "lib"));
  writeFileSync(path.join(folder, "lib/a.ts"), "1");
  const first = sourceHash(folder);
  writeFileSync(path.join(folder, "lib/a.test.ts"), "2");
  expect(sourceHash(folder)).toBe(first);
  writeFileSync(path.join(folder, "lib/a.ts"), "2");
  const second = sourceHash(folder);
  expect(second).not.toBe(first);
  writeFileSync(path.join(folder, "package-lock.json"), "{}");
  expect(sourceHash(folder)).not.toBe(second);
});

test("a socket has a path that sockets may have", () => {
  expect(socketPath("/srv/atelier/server.sock")).toBe("/srv/atelier/server.sock");
  const long = socketPath(`/srv/${"deep/".repeat(30)}server.sock`, "/tmp");
  expect(long).toMatch(/^\/tmp\/atelier-[0-9a-f]{16}\.sock$/);
  expect(socketPath(`/srv/${"deep/".repeat(30)}other.sock`, "/tmp")).not.toBe(long);
  expect(Buffer.byteLength(socketPath(`/${"ü".repeat(60)}`, `/${"t".repeat(120)}`))).toBeLessThanOrEqual(103);
});

test("a taken port is told and another one found", async () => {
  const holder = net.createServer();
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const bound = holder.address();
  const port = typeof bound === "object" && bound ? bound.port : 0;
  expect(await freePort(port)).not.toBe(port);
  await expect(requireFreeAddress("127.0.0.1", port)).rejects.toThrow(`Port ${port} is in use by another program.`);
  await new Promise((resolve) => holder.close(resolve));
  expect(await freePort(port)).toBe(port);
  expect(addressTrouble("EACCES", "127.0.0.1", 80).message).toContain("special rights");
});

test("password and set-up code are for the owner alone, and kept", () => {
  const access = readAccess(folder);
  writeAccess(folder, { ...access, port: 4242 });
  expect(readAccess(folder)).toEqual({ ...access, port: 4242 });
  expect(statSync(path.join(folder, "database.json")).mode & 0o777).toBe(0o600);
  writeFileSync(path.join(folder, "database.json"), '{"port": 42');
  expect(readAccess(folder).password).not.toBe(access.password);

  const code = keptSetupCode(folder);
  expect(code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
  expect(keptSetupCode(folder)).toBe(code);
  expect(statSync(path.join(folder, "setup-code")).mode & 0o777).toBe(0o600);
  forgetSetupCode(folder);
  expect(keptSetupCode(folder)).not.toBe(code);
});

test("a data folder that cannot be made is named with the reason", () => {
  writeFileSync(path.join(folder, "file"), "");
  expect(() => openDataFolder(path.join(folder, "file/data"))).toThrow(/cannot be written: a part of it is a file/);
  openDataFolder(path.join(folder, "new/data"));
  chmodSync(path.join(folder, "new/data"), 0o700);
});

test("a lock is held by one, tells who, and is free again after its holder", async () => {
  const file = path.join(folder, "start.sock");
  const first = await takeLock(file, { pid: 1, address: "here" });
  expect(await takeLock(file, { pid: 2 })).toEqual({ holder: { pid: 1, address: "here" } });
  if ("release" in first) first.release();
  const second = await takeLock(file, { pid: 3 });
  expect(second).toHaveProperty("release");
  if ("release" in second) second.release();
});

test("servers are told apart by what they say of themselves", () => {
  const maria = readVersion("mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)");
  const mysql = readVersion("/usr/sbin/mysqld  Ver 8.0.36 for Linux on x86_64 (MySQL Community Server - GPL)");
  expect(maria).toEqual({ kind: "mariadb", version: "10.11.19" });
  expect(mysql).toEqual({ kind: "mysql", version: "8.0.36" });
  expect(readVersion("not found")).toBeNull();
  expect(isTooOld({ kind: "mariadb", version: "10.5.23" })).toBe(true);
  expect(isTooOld({ kind: "mariadb", version: "11.4.1" })).toBe(false);
  expect(isTooOld({ kind: "mysql", version: "5.7.44" })).toBe(true);
});

test("failures are told in words", () => {
  expect(inWords(new Trouble("Mend this."))).toBe("Mend this.");
  expect(inWords(Object.assign(new Error("x"), { code: "ENOSPC", path: "/a" }))).toMatch(/^The disk is full.*\/a/);
  expect(inWords(new Error("a bug"))).toContain("at ");
  expect(tellsFullDisk("write: No space left on device")).toBe(true);
  expect(tellsFullDisk("all well")).toBe(false);
  expect(duration(850)).toBe("0.8 s");
  expect(duration(125_000)).toBe("2 min 5 s");
});

test("what did not run, and a runner that ended badly, count as failed", () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((t) => ({ status: t })),
  });
  expect(countVitest({ testResults: [file("passed", "passed", "passed")] }, 0)).toEqual({ passed: 2, failed: 0 });
  expect(countVitest({ testResults: [file("failed", "passed", "failed", "skipped")] }, 1)).toEqual({
    passed: 1,
    failed: 2,
  });
  expect(countVitest({ testResults: [file("failed"), file("passed", "passed")] }, 1)).toEqual({ passed: 1, failed: 1 });
  expect(countVitest({ testResults: [file("passed", "passed")] }, 1)).toEqual({ passed: 1, failed: 1 });
  expect(countVitest({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1 });
  expect(countVitest(null, 1)).toEqual({ passed: 0, failed: 1 });
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 1 };
  expect(countPlaywright({ stats, errors: [] }, 1)).toEqual({ passed: 3, failed: 3 });
  expect(countProgram(0)).toEqual({ passed: 1, failed: 0 });
  expect(countProgram(2)).toEqual({ passed: 0, failed: 1 });
});
