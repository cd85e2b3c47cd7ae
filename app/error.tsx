"use client";

import { EmptyWall } from "@/components/site/empty-wall";
import { useErrorWords } from "@/components/site/site-words";

/** A page that failed, inside the house: what happened, and one way on. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const words = useErrorWords();
  if (!words) throw error;
  return (
    <EmptyWall title={words.title} body={words.body}>
      <button type="button" className="press" onClick={reset}>
        {words.action}
      </button>
      {error.digest && (
        <p className="mt-6 text-13 text-quiet">{words.reference.replace("{reference}", error.digest)}</p>
      )}
    </EmptyWall>
  );
}
