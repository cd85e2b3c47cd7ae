import type { ReactNode } from "react";

/** A wall with nothing on it: an empty hanging place, one sentence, one action. */
export function EmptyWall({
  title,
  body,
  children,
  level = "h1",
}: {
  title: string;
  body: string;
  children?: ReactNode;
  level?: "h1" | "h2";
}) {
  const Title = level;
  return (
    <section className="grid gap-x-12 gap-y-8 py-10 sm:grid-cols-[minmax(10rem,22rem)_1fr] sm:items-end sm:py-20">
      <div aria-hidden className="bare-place" />
      <div className="max-w-[32rem]">
        <Title className="text-36 font-semibold tracking-[-0.02em]">{title}</Title>
        <p className="mt-3 text-18 text-soft">{body}</p>
        {children && <div className="mt-6">{children}</div>}
      </div>
    </section>
  );
}
