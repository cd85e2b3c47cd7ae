import type { Pixels } from "@/lib/filters/define";
import { PreviewRenderer } from "./preview-renderer";
import { largeSidePx, type PreviewSource } from "./preview-source";

/** What a preview is made with; how strongly it shows is blended in by whoever draws it. */
export interface PreviewRecipe {
  filter: string;
  params: Record<string, number | string>;
}

export interface Shown {
  recipe: PreviewRecipe;
  /** At full strength. */
  styled: Pixels;
  /** The photograph at the same size. */
  source: Pixels;
}

const draftSides = [256, 192, 128, 96];
/** What a draft may take, so that some twenty follow a slider each second. */
const draftMs = 48;
/** How long nothing must have changed before the large one is begun. */
const settledMs = 140;
const keptMax = 40;

/**
 * Renders what is wanted, small at once and large when it rests. The newest wish wins: wishes in between are skipped,
 * and a large rendering that nobody waits for any more is dropped.
 */
export class PreviewFollower {
  private readonly draft = new PreviewRenderer();
  private readonly large = new PreviewRenderer();
  private readonly kept = new Map<string, Pixels>();
  private readonly msPerPixel = new Map<string, number>();
  private wanted: PreviewRecipe | null = null;
  private isDrafting = false;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly source: PreviewSource,
    private readonly show: (shown: Shown) => void,
  ) {}

  want(recipe: PreviewRecipe): void {
    if (this.wanted && keyOf(this.wanted, 0) === keyOf(recipe, 0)) return;
    this.wanted = recipe;
    clearTimeout(this.settling);
    this.large.stop();
    if (this.tell(recipe, largeSidePx)) return;
    void this.follow();
  }

  end(): void {
    clearTimeout(this.settling);
    this.wanted = null;
    this.draft.stop();
    this.large.stop();
  }

  private async follow(): Promise<void> {
    if (this.isDrafting) return;
    this.isDrafting = true;
    for (let done: PreviewRecipe | null = null; this.wanted && this.wanted !== done; ) {
      done = this.wanted;
      await this.renderDraft(done);
    }
    this.isDrafting = false;
    const rested = this.wanted;
    if (rested) this.settling = setTimeout(() => void this.renderLarge(rested), settledMs);
  }

  private async renderDraft(recipe: PreviewRecipe): Promise<void> {
    const side = this.draftSide(recipe.filter);
    if (this.tell(recipe, side)) return;
    const source = this.source(side);
    const from = performance.now();
    const styled = await this.draft.render({ ...recipe, strength: 1, source });
    if (!styled) return;
    this.msPerPixel.set(recipe.filter, (performance.now() - from) / (source.width * source.height));
    this.keep(recipe, side, styled);
    if (recipe.filter === this.wanted?.filter) this.show({ recipe, styled, source });
  }

  private async renderLarge(recipe: PreviewRecipe): Promise<void> {
    const source = this.source(largeSidePx);
    if (source.width === this.source(this.draftSide(recipe.filter)).width) return;
    const styled = await this.large.render({ ...recipe, strength: 1, source });
    if (!styled) return;
    this.keep(recipe, largeSidePx, styled);
    if (recipe === this.wanted) this.show({ recipe, styled, source });
  }

  /** The largest side that the filter is quick enough for, going by its last draft. */
  private draftSide(filter: string): number {
    const ms = this.msPerPixel.get(filter);
    if (ms === undefined) return draftSides[1];
    const isQuick = (side: number) => {
      const { width, height } = this.source(side);
      return ms * width * height <= draftMs;
    };
    return draftSides.find(isQuick) ?? draftSides[draftSides.length - 1];
  }

  private tell(recipe: PreviewRecipe, side: number): boolean {
    const styled = this.kept.get(keyOf(recipe, side));
    if (styled) this.show({ recipe, styled, source: this.source(side) });
    return styled !== undefined;
  }

  private keep(recipe: PreviewRecipe, side: number, styled: Pixels): void {
    this.kept.set(keyOf(recipe, side), styled);
    const [oldest] = this.kept.keys();
    if (this.kept.size > keptMax && oldest !== undefined) this.kept.delete(oldest);
  }
}

function keyOf({ filter, params }: PreviewRecipe, side: number): string {
  return JSON.stringify([filter, side, Object.entries(params).sort()]);
}
