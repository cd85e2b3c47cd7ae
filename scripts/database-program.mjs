import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";
import { aptInstall, canUseApt } from "./apt.mjs";
import { run } from "./run.mjs";
import { Trouble } from "./say.mjs";

/**
 * @typedef {object} DatabaseProgram
 * @property {"mariadb" | "mysql"} kind
 * @property {string} server path of the server program
 * @property {string | null} installer path of mariadb-install-db; MySQL's server does that itself
 * @property {string} version such as `10.11.19`
 */

const oldest = { mariadb: [10, 6], mysql: [8, 0] };

const folders = [
  "/usr/sbin",
  "/usr/local/sbin",
  "/usr/bin",
  "/usr/local/bin",
  "/opt/homebrew/bin",
  "/opt/homebrew/opt/mariadb/bin",
  "/opt/homebrew/opt/mysql/bin",
  "/usr/local/opt/mariadb/bin",
  "/usr/local/opt/mysql/bin",
  "/usr/local/mariadb/bin",
  "/usr/local/mysql/bin",
  "/usr/libexec",
];

/** Where a program is: on the search path, or in one of the usual folders that are not on everyone's. */
export function findProgram(name, more = folders) {
  const search = [...(process.env.PATH ?? "").split(path.delimiter).filter(Boolean), ...more];
  for (const folder of search) {
    const file = path.join(folder, name);
    if (existsSync(file) && statSync(file).isFile() && isExecutable(file)) return file;
  }
  return null;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The database server of this machine that an instance of our own can be made with.
 *
 * @returns {Promise<DatabaseProgram | null>}
 */
export async function findDatabaseProgram() {
  for (const name of ["mariadbd", "mysqld"]) {
    const server = findProgram(name);
    if (!server) continue;
    const told = await run(server, ["--no-defaults", "--version"]);
    const found = readVersion(told.output);
    if (!found || isTooOld(found)) continue;
    if (found.kind === "mysql") return { ...found, server, installer: null };
    const beside = [path.dirname(server), ...folders, path.resolve(path.dirname(server), "../scripts")];
    const installer = findProgram("mariadb-install-db", beside) ?? findProgram("mysql_install_db", beside);
    // On Debian the installer comes with the server, the program it calls with the client's package.
    if (installer && findProgram("my_print_defaults", beside)) return { ...found, server, installer };
  }
  return null;
}

/** Reads `mariadbd  Ver 10.11.19-MariaDB…` and `mysqld  Ver 8.0.36 for Linux …`. */
export function readVersion(text) {
  const found = /Ver\s+(\d+)\.(\d+)\.(\d+)(\S*)/.exec(text);
  if (!found) return null;
  const kind = /mariadb/i.test(found[0]) ? "mariadb" : "mysql";
  return { kind, version: `${found[1]}.${found[2]}.${found[3]}` };
}

export function isTooOld({ kind, version }) {
  const [major, minor] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldest[kind];
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/**
 * Finds the server program and installs it where that needs no question: through apt, as root or with sudo that
 * asks no password. The packages hold programs only; no service of the system is started.
 *
 * @returns {Promise<DatabaseProgram & { installed: boolean }>}
 */
export async function ensureDatabaseProgram() {
  const found = await findDatabaseProgram();
  if (found) return { ...found, installed: false };
  if (await canUseApt()) {
    await aptInstall(["mariadb-server-core", "mariadb-client-core"]);
    const installed = await findDatabaseProgram();
    if (installed) return { ...installed, installed: true };
  }
  throw new Trouble(`No MariaDB (10.6 or newer) or MySQL (8.0 or newer) was found on this machine.
${advice()}
Then start again. Or point DATABASE_URL to a server: DATABASE_URL=mysql://user:password@host:3306/atelier`);
}

function advice() {
  if (process.platform === "darwin") return "Install it with:  brew install mariadb";
  if (process.platform === "win32") return "On Windows, use the Windows Subsystem for Linux, or DATABASE_URL.";
  const managers = [
    ["apt-get", "sudo apt-get install --no-install-recommends mariadb-server-core mariadb-client-core"],
    ["dnf", "sudo dnf install mariadb-server"],
    ["yum", "sudo yum install mariadb-server"],
    ["pacman", "sudo pacman -S mariadb"],
    ["apk", "sudo apk add mariadb mariadb-client"],
    ["zypper", "sudo zypper install mariadb"],
  ];
  const found = managers.find(([name]) => findProgram(name));
  return found ? `Install it with:  ${found[1]}` : "Install MariaDB with your system's package manager.";
}
