import { findEventPosition, listUnseenEvents } from "@/db/queries/live";
import type { Doors } from "./doors";
import { createStreams, type Streams } from "./events";
import { type Pace, usualPace } from "./pace";
import { createSockets, type Sockets } from "./sockets";
import { Tail } from "./tail";
import { Watchers } from "./watchers";

/** Everything that stays open: event streams and WebSockets, told by one reader of the event table. */
export interface Live {
  events: Streams["serve"];
  sockets: Sockets["serve"];
  /** Ends all of them, so that the server can end. */
  close(): void;
}

export function createLive(doors: Doors, pace: Pace = usualPace): Live {
  const tail = new Tail({ listUnseen: listUnseenEvents, findPosition: findEventPosition });
  const watchers = new Watchers();
  const streams = createStreams(doors, tail, watchers, pace);
  const sockets = createSockets(doors, tail, watchers, pace);
  return {
    events: streams.serve,
    sockets: sockets.serve,
    close() {
      tail.end();
      streams.close();
      sockets.close();
    },
  };
}
