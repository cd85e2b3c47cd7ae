// Only what every Node understands may stand here, so that an old one is told and does not stumble.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Atelier needs Node.js 20.19 or newer; this is ${process.versions.node}. See nodejs.org.\n`);
  process.exit(1);
}
import("./atelier.mjs").then(({ startAtelier }) => startAtelier());
