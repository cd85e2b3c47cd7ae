import type { StyleDto } from "@/lib/styles/schema";

/** Where a group of styles comes from; `name` is the backend's or model's, where that tells it. */
export interface StyleGroup {
  kind: "first" | "builtin" | "backend" | "own" | "shared" | "found";
  name: string;
  styles: StyleDto[];
}

const recentMax = 6;

/** Ids of the styles that stand first: the starred ones, then those used last. */
export function firstStyles(styles: StyleDto[], starred: ReadonlySet<number>): number[] {
  const recent = styles
    .filter(({ id, recent: place }) => place !== null && !starred.has(id))
    .sort((a, b) => (a.recent ?? 0) - (b.recent ?? 0))
    .slice(0, recentMax);
  return [...styles.filter(({ id }) => starred.has(id)), ...recent].map(({ id }) => id);
}

/** Styles in groups: what stands first, then one's own, the house's by who makes them, and what others share. */
export function arrangeStyles(styles: StyleDto[], first: readonly number[]): StyleGroup[] {
  const byId = new Map(styles.map((style) => [style.id, style]));
  const isFirst = new Set(first);
  const rest = styles.filter(({ id }) => !isFirst.has(id));
  const house = rest.filter(({ maker }) => maker === null);
  const groups: StyleGroup[] = [
    { kind: "first", name: "", styles: first.flatMap((id) => byId.get(id) ?? []) },
    { kind: "own", name: "", styles: rest.filter(({ is_own }) => is_own) },
    { kind: "builtin", name: "", styles: house.filter(({ filter }) => filter !== null) },
    ...backendGroups(house.filter(({ filter }) => filter === null)),
    { kind: "shared", name: "", styles: rest.filter(({ maker, is_own }) => maker !== null && !is_own) },
  ];
  return groups.filter((group) => group.styles.length > 0);
}

/** One group per backend, and per model where a backend has several. */
function backendGroups(styles: StyleDto[]): StyleGroup[] {
  const backends = groupBy(styles, ({ backend }) => backend);
  return [...backends].flatMap(([backend, ofBackend]) => {
    const models = groupBy(ofBackend, ({ model }) => model);
    if (models.size === 1) return [{ kind: "backend" as const, name: backend, styles: ofBackend }];
    return [...models].map(([model, ofModel]) => {
      return { kind: "backend" as const, name: `${backend}, ${model}`, styles: ofModel };
    });
  });
}

function groupBy(styles: StyleDto[], keyOf: (style: StyleDto) => string): Map<string, StyleDto[]> {
  const groups = new Map<string, StyleDto[]>();
  for (const style of styles) groups.set(keyOf(style), [...(groups.get(keyOf(style)) ?? []), style]);
  return groups;
}

/** Styles that hold every word in their title, description, maker or backend; titles that begin so come first. */
export function findStyles(styles: StyleDto[], query: string): StyleDto[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const rank = ({ title }: StyleDto) => (words.some((word) => plain(title).startsWith(word)) ? 0 : 1);
  return styles
    .filter(({ title, description, maker, backend, model }) => {
      const text = plain([title, description, maker ?? "", backend, model].join(" "));
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => rank(a) - rank(b));
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
