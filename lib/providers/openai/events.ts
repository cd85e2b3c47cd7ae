import { StringDecoder } from "node:string_decoder";

/** More characters than this in one event are no picture of ours. */
const eventMaxChars = 64 * 1024 * 1024;

/** Reads an event stream (WHATWG HTML, section 9.2, lines ended by LF or CRLF) as it comes, and tells each event's JSON. */
export class EventReader {
  private readonly decoder = new StringDecoder("utf8");
  /** Pieces of the line that has not ended, joined once it does: a picture comes in hundreds. */
  private pieces: string[] = [];
  private chars = 0;
  private lines: string[] = [];

  /** @param hear given the JSON of an event's data; `[DONE]` and what is no JSON are passed over */
  constructor(private readonly hear: (event: unknown) => void) {}

  /** @throws RangeError for an event that is too long; whatever `hear` throws */
  read(part: Buffer): void {
    const [first = "", ...rest] = this.decoder.write(part).split("\n");
    this.hold(first);
    for (const next of rest) {
      this.endLine(this.pieces.join("").replace(/\r$/, ""));
      this.pieces = [];
      this.hold(next);
    }
  }

  private hold(piece: string): void {
    this.chars += piece.length;
    if (this.chars > eventMaxChars) throw new RangeError(`An event has over ${eventMaxChars} characters.`);
    this.pieces.push(piece);
  }

  private endLine(line: string): void {
    if (line.startsWith("data:")) this.lines.push(line.slice(5).replace(/^ /, ""));
    if (line !== "") return;
    const data = this.lines.join("\n");
    this.lines = [];
    this.chars = 0;
    const event = data === "" || data === "[DONE]" ? null : parse(data);
    if (event !== null) this.hear(event);
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
