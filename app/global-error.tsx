"use client";

import "./globals.css";

/** The last resort, when not even the frame of the page could be made: no translations, no parts of ours. */
export default function GlobalError({ reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Atelier</title>
        <main className="mx-auto grid w-full max-w-[40rem] gap-4 px-6 py-24">
          <h1 className="text-36 font-semibold">Something went wrong on our side</h1>
          <p className="text-18 text-soft">Nothing of yours is lost. Please try again in a moment.</p>
          <div>
            <button type="button" className="press" onClick={reset}>
              Try again
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
