import { findEventPosition, listUnseenEvents } from "@/db/queries/live";
import { createStreams, type Streams } from "./events";
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

export function createLive(): Live {
  const tail = new Tail({ listUnseen: listUnseenEvents, findPosition: findEventPosition });
  const watchers = new Watchers();
  const streams = createStreams(tail, watchers);
  const sockets = createSockets(tail, watchers);
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
