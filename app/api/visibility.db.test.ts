import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { everyone, insertEvent } from "@/db/queries/events";
import { saveSetting } from "@/db/queries/settings";
import { makeImage } from "@/db/testing";
import { methods, specOf } from "@/lib/http/endpoint";
import { countNewPictures } from "@/lib/images/service/read";
import { openStream } from "@/lib/server/testing/stream";
import { endpoints } from "./endpoints";
import {
  anchors,
  browses,
  doorHeaders,
  pictures,
  type State,
  server,
  startScene,
  states,
  valuesOf,
  viewerNames,
  viewers,
} from "./testing/visibility";
import { acts } from "./testing/visibility-acts";
import { reads } from "./testing/visibility-reads";

beforeAll(startScene);
afterAll(() => server.close());

describe.each(["everyone", "members"] as const)("in a gallery for %s", (gallery) => {
  beforeAll(() => saveSetting(database(), "gallery_visible_to", gallery));
  afterAll(() => saveSetting(database(), "gallery_visible_to", "everyone"));

  test.each(reads.map((read) => [read.what, read] as const))("%s", async (_what, read) => {
    for (const viewer of viewerNames) {
      const shown = await Promise.all(states.map((state) => read.shows(viewer, state)));
      const expected = states.map((state) => read.expected(viewer, state, gallery));
      expect([viewer, ...states.filter((_, at) => shown[at])]).toEqual([
        viewer,
        ...states.filter((_, at) => expected[at]),
      ]);
    }
  });

  test("what is new is counted as it is seen", async () => {
    const newest = { createdAt: anchors.public.createdAt.toISOString(), id: anchors.public.id };
    const anchorsAfter = states.length - 1;
    for (const viewer of viewerNames) {
      const expected = browses(viewer, gallery) ? anchorsAfter + 1 : 0;
      expect([viewer, await countNewPictures(viewers[viewer], newest)]).toEqual([viewer, expected]);
    }
  });
});

test("events of the gallery tell nobody which picture they are about", async () => {
  for (const viewer of viewerNames) {
    const stream = await openStream(server.port, doorHeaders(viewer), "?topics=gallery");
    await stream.until(1);
    await insertEvent(database(), "gallery.changed", everyone, { uuid: pictures.private.uuid });
    expect((await stream.until(2))[1]).toMatchObject({ event: "gallery", body: {} });
    stream.res.destroy();
  }
});

describe("acts", () => {
  test.each(acts.map((one) => [one.what, one] as const))("%s", async (_what, { run, expected }) => {
    for (const viewer of viewerNames) {
      const outcomes: [State, number][] = [];
      for (const state of states) {
        const { id } = await makeImage(valuesOf(state));
        outcomes.push([state, await run(viewer, id)]);
      }
      expect([viewer, ...outcomes]).toEqual([viewer, ...states.map((state) => [state, expected(viewer, state)])]);
    }
  });
});

test("every route that touches pictures stands in one of the tables", () => {
  /** They make new pictures, tell their own maker of their making (held by the tests of generations), or know of none. */
  const apart =
    /^\/api\/(auth|admin|user$|user\/(new-|password|reset|sessions|tokens|ticket|verify|exports)|users\/|styles|generations|notifications|health|image\/generate$|images\/(upload|fetch-styled))|^\/v1\//;
  const paths = new Set(
    endpoints.flatMap((routes) => methods.flatMap((method) => specOf.get(routes[method])?.path ?? [])),
  );
  const held = new Set([...reads, ...acts].flatMap(({ path }) => path ?? []));
  expect([...paths].filter((path) => !apart.test(path)).sort()).toEqual([...held].sort());
});
