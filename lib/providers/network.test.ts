import { createServer } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comfyConfig } from "./comfyui/config";
import { ComfyServer } from "./comfyui/server";
import { ComfySocket } from "./comfyui/socket";
import { ask } from "./http";
import { everywhere, Network } from "./network";

let port = 0;
let asked = 0;
const server = createServer((_req, res) => {
  asked++;
  res.end("here");
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound: AddressInfo | string | null = server.address();
  port = bound !== null && typeof bound !== "string" ? bound.port : 0;
});
afterAll(() => server.close());

/** A resolver that says whatever it is told to, in turn. */
function lying(...answers: string[][]): LookupFunction {
  let turn = 0;
  return (_name, _options, done) => {
    const addresses = answers[Math.min(turn++, answers.length - 1)] ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
}

const objection = (network: Network, host: string) => network.objection(new URL(`http://${host}/`));

describe("addresses that are written out", () => {
  test.each([
    "169.254.169.254",
    "169.254.170.2",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "224.0.0.1",
    "255.255.255.255",
    "[fe80::1]",
    "[fd00:ec2::254]",
    "[fd20:ce::254]",
    "[::ffff:169.254.169.254]",
    "[::a9fe:a9fe]",
    "[64:ff9b::169.254.169.254]",
    "[2002:a9fe:a9fe::1]",
    "[ff02::1]",
  ])("%s is never asked", (host) => {
    for (const network of [everywhere, new Network("public")]) {
      expect(objection(network, host)).toMatch(/kept for machines' own services/);
    }
  });

  test.each([
    "127.0.0.1",
    "127.1",
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "172.31.255.255",
    "192.168.1.5",
    "198.18.0.1",
    "[::1]",
    "[::]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::c0a8:105]",
    "[fd12:3456::1]",
  ])("%s is asked where private networks are open, and not where they are closed", (host) => {
    expect(objection(everywhere, host)).toBeNull();
    expect(objection(new Network("public"), host)).toMatch(/private network/);
  });

  test.each([
    "1.1.1.1",
    "172.32.0.1",
    "[2606:4700::1111]",
    "[64:ff9b::101:101]",
    "[::ffff:1.1.1.1]",
    "api.example.org",
  ])("%s is asked", (host) => {
    for (const network of [everywhere, new Network("public")]) expect(objection(network, host)).toBeNull();
  });
});

describe("names", () => {
  const get = (network: Network) => ask(new URL(`http://pictures.example.test:${port}/`), { network });

  test("lead where their address may be reached", async () => {
    const answered = await get(new Network("everywhere", lying(["127.0.0.1"])));
    expect(answered.body.toString()).toBe("here");
  });

  test.each([
    ["a metadata service", new Network("everywhere", lying(["169.254.169.254"])), /machines' own services/],
    ["a metadata service, mapped", new Network("everywhere", lying(["::ffff:169.254.169.254"])), /machines' own/],
    ["this machine, where that is closed", new Network("public", lying(["127.0.0.1"])), /private network/],
    ["this machine over IPv6, where that is closed", new Network("public", lying(["::1"])), /private network/],
    ["nowhere", new Network("public", lying([])), /has no address/],
  ])("that lead to %s are not asked", async (_what, network, words) => {
    const before = asked;
    await expect(get(network)).rejects.toMatchObject({ kind: "forbidden", message: expect.stringMatching(words) });
    expect(asked).toBe(before);
  });

  test("that lead elsewhere the second time gain nothing: what is judged is what is connected to", async () => {
    const network = new Network("public", lying(["127.0.0.1"], ["1.1.1.1"]));
    await expect(get(network)).rejects.toMatchObject({ kind: "forbidden" });
    const mixed = new Network("everywhere", lying(["169.254.169.254", "127.0.0.1"]));
    expect((await get(mixed)).body.toString()).toBe("here");
  });
});

test("a ComfyUI's socket is bound to the same", async () => {
  const address = `http://gpu.example.test:${port}`;
  const network = new Network("public", lying(["127.0.0.1"]));
  const before = asked;
  for (const where of [address, `http://127.0.0.1:${port}`]) {
    const socket = new ComfySocket(
      new ComfyServer(comfyConfig.parse({ address: where }), network),
      "x",
      () => undefined,
    );
    expect(await socket.open()).toBe(false);
    socket.close();
  }
  expect(asked).toBe(before);
  await expect(new ComfyServer(comfyConfig.parse({ address }), network).version()).rejects.toMatchObject({
    reason: "unreachable",
    options: { retryable: false, publicMessage: expect.not.stringMatching(/example|127/) },
  });
});
