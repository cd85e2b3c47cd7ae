import { useEffect, useEffectEvent, useRef, useState } from "react";
import { reopen } from "@/components/site/live";
import type { Photograph } from "./source";

const maxBytes = 10 * 1024 * 1024;
const types = ["image/jpeg", "image/png", "image/webp"];

/** The photographs in the studio, and how they are sent to the server, one after the other. */
export function usePhotographs(first: Photograph | null) {
  const [photographs, setPhotographs] = useState<Photograph[]>(first ? [first] : []);
  const requests = useRef(new Map<string, XMLHttpRequest>());

  function change(key: string, changes: Partial<Photograph>) {
    setPhotographs((list) => list.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  }

  function add(files: Iterable<File>) {
    const added = [...files].map(photographFrom);
    setPhotographs((list) => [...list, ...added]);
  }

  function remove(key: string) {
    requests.current.get(key)?.abort();
    requests.current.delete(key);
    setPhotographs((list) => list.filter((one) => one.key !== key));
  }

  function retry(key: string) {
    change(key, { state: "sending", percent: 0, reason: null });
  }

  function clear() {
    for (const { key } of photographs) remove(key);
  }

  const sendNext = useEffectEvent((next: Photograph) => {
    if (requests.current.size > 0 || !next.file) return;
    const { key, file } = next;
    requests.current.set(
      key,
      sendPhotograph(file, (changes) => {
        if (changes.state === "ready" || changes.state === "failed") requests.current.delete(key);
        change(key, changes);
      }),
    );
  });

  const waiting = photographs.find(({ state, file }) => state === "sending" && file !== null);
  useEffect(() => {
    if (waiting) sendNext(waiting);
  }, [waiting]);

  return { photographs, add, remove, retry, clear };
}

function photographFrom(file: File): Photograph {
  const reason = !types.includes(file.type) ? "wrongType" : file.size > maxBytes ? "tooLarge" : null;
  return {
    key: crypto.randomUUID(),
    name: file.name || "photograph",
    url: URL.createObjectURL(file),
    state: reason ? "failed" : "sending",
    percent: 0,
    imageId: null,
    isOwn: true,
    file,
    reason,
  };
}

/** An upload by XMLHttpRequest, since only that tells how much has been sent. */
function sendPhotograph(file: File, tell: (changes: Partial<Photograph>) => void): XMLHttpRequest {
  const form = new FormData();
  form.set("is_public", "false");
  form.set("image", file);
  const request = new XMLHttpRequest();
  request.open("POST", "/api/images/upload");
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
    if (lengthComputable) tell({ percent: Math.round((loaded / total) * 100) });
  };
  request.upload.onload = () => tell({ state: "reading", percent: 100 });
  request.onload = () => {
    const answer: unknown = request.response;
    if (request.status === 201 && hasImageId(answer)) {
      tell({ state: "ready", imageId: answer.image_id });
      reopen();
    } else {
      tell({ state: "failed", reason: codeOf(answer) });
    }
  };
  request.onerror = () => tell({ state: "failed", reason: "network" });
  request.send(form);
  return request;
}

function hasImageId(answer: unknown): answer is { image_id: number } {
  return typeof answer === "object" && answer !== null && "image_id" in answer && typeof answer.image_id === "number";
}

function codeOf(answer: unknown): string {
  const hasCode = typeof answer === "object" && answer !== null && "code" in answer;
  return hasCode && typeof answer.code === "string" ? answer.code : "internal";
}
