/** The rival: a bare `node:http` server that sends one statement's rows as JSON, and does nothing else. */
import { createServer } from "node:http";
import mysql from "mysql2";

const [url = "", statement = ""] = process.argv.slice(2);
const pool = mysql.createPool({ uri: url, connectionLimit: 16, timezone: "Z" });

const server = createServer((_req, res) => {
  pool.query(statement, (error, rows) => {
    const body = Buffer.from(JSON.stringify(error ? { error: error.message } : rows));
    res.writeHead(error ? 500 : 200, { "Content-Type": "application/json", "Content-Length": body.length });
    res.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  const bound = server.address();
  if (bound && typeof bound === "object") process.send?.(bound.port);
});
process.once("disconnect", () => process.exit(0));
