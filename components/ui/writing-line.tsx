"use client";

import type { KeyboardEvent, TextareaHTMLAttributes } from "react";

/**
 * The wide line to write on: it grows with what is written. Enter sends the form, Shift and Enter starts a new line.
 */
export function WritingLine(props: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  function send(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }
  return <textarea rows={1} dir="auto" autoComplete="off" {...props} className="writing-line" onKeyDown={send} />;
}
