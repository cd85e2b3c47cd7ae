import autocannon from "autocannon";
import { env } from "@/lib/env";
import { listGallery } from "@/lib/images/service/read";
import { nobody } from "@/lib/viewer";
import { countQueries, table } from "./measure";
import { type Served, serveBare } from "./product";

const connections = 8;
const turns = 3;
const turnSeconds = 3;

/** Prints how many public lists a second the product serves, beside a bare server with the same statement. */
export async function measureHttp(product: Served): Promise<void> {
  const rows: string[][] = [];
  for (const sort of ["created", "like"] as const) {
    const { last } = await countQueries(() => listGallery(nobody, { sort, order: "desc", limit: 40 }));
    const bare = await serveBare(env().DATABASE_URL ?? "", last);
    const address = `${product.url}/api/image/public?limit=40&sort=${sort}`;
    const [ours, theirs] = [new Sum(), new Sum()];
    await load(address, 1);
    await load(bare.url, 1);
    // By turns, so that a busy neighbour slows both.
    for (let turn = 0; turn < turns; turn++) {
      theirs.add(await load(bare.url, turnSeconds));
      ours.add(await load(address, turnSeconds));
    }
    await bare.stop();
    const share = (ours.rate() / theirs.rate()).toFixed(2);
    rows.push([`public list by ${sort}, 40 pictures`, ours.text(), theirs.text(), share]);
  }
  table(["over HTTP", "Atelier: requests/s, p50, p99 ms", "bare server: requests/s, p50, p99 ms", "share"], rows);
}

async function load(url: string, duration: number): Promise<autocannon.Result> {
  const result = await autocannon({ url, connections, duration });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url} answered ${result.non2xx} failures.`);
  return result;
}

class Sum {
  private readonly results: autocannon.Result[] = [];

  add(result: autocannon.Result): void {
    this.results.push(result);
  }

  rate(): number {
    return mean(this.results.map((result) => result.requests.average));
  }

  text(): string {
    const p50 = mean(this.results.map((result) => result.latency.p50));
    const p99 = mean(this.results.map((result) => result.latency.p99));
    return [this.rate(), p50, p99].map((value) => value.toFixed(0)).join(", ");
  }
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
