import { type LeakKind, type LeakReport, type LeakViewer, leakKinds, leakMarks, leakViewers } from "../schema";
import type { Answered } from "./ask";
import type { Probe } from "./probes";
import type { Sample } from "./scene";

const namedMax = 100;

/** Collects what every question came to. */
export class Verdict {
  readonly leaks: LeakReport["leaks"] = [];
  leakCount = 0;
  unanswered = 0;
  private readonly rows = new Map<string, Record<LeakViewer, string[]>>();

  /** A question is asked: until more is known it is fine. */
  note(probe: Probe, viewer: LeakViewer, kind: LeakKind, mark: string = leakMarks.fine): void {
    let row = this.rows.get(probe.what);
    if (!row) {
      row = emptyRow();
      this.rows.set(probe.what, row);
    }
    const at = leakKinds.indexOf(kind);
    if (rank(mark) > rank(row[viewer][at])) row[viewer][at] = mark;
  }

  leak(
    probe: Probe,
    viewer: LeakViewer,
    sample: Sample,
    why: LeakReport["leaks"][number]["why"],
    status: number,
  ): void {
    this.note(probe, viewer, sample.kind, leakMarks.leak);
    this.leakCount += 1;
    if (this.leaks.length >= namedMax) return;
    const uuid = sample.isBait ? null : sample.uuid;
    this.leaks.push({ what: probe.what, viewer, kind: sample.kind, uuid, why, status });
  }

  missed(probe: Probe, viewer: LeakViewer, kind: LeakKind): void {
    this.note(probe, viewer, kind, leakMarks.unanswered);
    this.unanswered += 1;
  }

  report(address: string, samples: Sample[]): LeakReport {
    const count = (kind: LeakKind) => samples.filter((sample) => sample.kind === kind).length;
    const pictures = Object.fromEntries(leakKinds.map((kind) => [kind, count(kind)])) as Record<LeakKind, number>;
    const rows = [...this.rows].map(([what, { nobody, guest, user }]) => ({
      what,
      nobody: nobody.join(""),
      guest: guest.join(""),
      user: user.join(""),
    }));
    return { address, pictures, rows, leaks: this.leaks };
  }
}

function emptyRow(): Record<LeakViewer, string[]> {
  const cells = () => leakKinds.map(() => leakMarks.unasked as string);
  return Object.fromEntries(leakViewers.map((viewer) => [viewer, cells()])) as Record<LeakViewer, string[]>;
}

/** Of two marks in one place the worse one stays. */
function rank(mark: string): number {
  return `${leakMarks.unasked}${leakMarks.fine}${leakMarks.unanswered}${leakMarks.leak}`.indexOf(mark);
}

/** Whether someone was answered about a picture otherwise than about one that does not exist. */
export function compare(
  asked: Answered,
  missing: Answered,
  sample: Sample,
  none: LeakName,
): "shown" | "differs" | null {
  if (asked.status !== missing.status) return asked.status < 400 ? "shown" : "differs";
  const [text, other] = [plain(asked.text, sample), plain(missing.text, none)];
  // A page differs by what it is sealed with each time; what counts is that it has the same status and names nothing.
  if (text === null || other === null) return null;
  return text === other ? null : "shown";
}

export type LeakName = Pick<Sample, "id" | "uuid" | "generation">;

/** JSON without the names that were asked by and the number of the request; null for what is no JSON. */
function plain(text: string, { id, uuid, generation }: LeakName): string | null {
  if (!/^\s*[{[]/.test(text)) return null;
  let bare = text.replaceAll(uuid, "·").replace(/"request_id":"[^"]*"/, "");
  if (generation) bare = bare.replaceAll(generation, "·");
  return bare.replace(new RegExp(`(?<![\\w.])${id}(?![\\w.])`, "g"), "·");
}
