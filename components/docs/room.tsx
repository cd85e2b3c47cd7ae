"use client";

import { createContext, type ReactNode, useContext, useId, useMemo, useState } from "react";
import type { Labels } from "./labels";

/** The words of what moves on this page; given once, for there are many routes. */
export interface RoomWords {
  copy: Record<"copy" | "copied" | "failed", string>;
  copyLink: string;
  try: Record<
    | "open"
    | "as"
    | "asToken"
    | "token"
    | "change"
    | "body"
    | "leave"
    | "send"
    | "sure"
    | "confirm"
    | "sending"
    | "stop"
    | "unfit"
    | "failed"
    | "stopped"
    | "headers"
    | "nothing"
    | "cut"
    | "picture"
    | "save",
    string
  >;
}

interface Given {
  words: RoomWords;
  labels: Labels;
  /** What each code of a failure says to people. */
  errorWords: Record<string, string>;
}

interface Room extends Given {
  token: string;
  setToken: (token: string) => void;
}

const RoomContext = createContext<Room | null>(null);

/** Keeps the token that was pasted, in this page's memory alone: it is gone with the page. */
export function DocsRoom({ children, words, labels, errorWords }: Given & { children: ReactNode }) {
  const [token, setToken] = useState("");
  const room = useMemo(() => ({ words, labels, errorWords, token, setToken }), [words, labels, errorWords, token]);
  return <RoomContext value={room}>{children}</RoomContext>;
}

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error("Outside the page of the API.");
  return room;
}

export function TokenField({ words }: { words: Record<"label" | "hint", string> }) {
  const { token, setToken } = useRoom();
  const id = useId();
  return (
    <div className="entry needs-script">
      <label htmlFor={id}>{words.label}</label>
      <input
        id={id}
        type="password"
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        value={token}
        onChange={(event) => setToken(event.target.value.trim())}
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} className="entry-hint">
        {words.hint}
      </p>
    </div>
  );
}
