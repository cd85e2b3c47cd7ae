import type { ReactNode } from "react";

/** A page of one column: a large title, a sentence, and what there is to do. */
export function Sheet({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <div className="sheet">
      <h1>{title}</h1>
      {lead && <p className="sheet-lead">{lead}</p>}
      {children}
    </div>
  );
}
