import { describe, expect, test } from "vitest";
import { readCookie } from "./cookies";
import { deviceOf, prefixOf } from "./origin";

describe("the place of an address", () => {
  test.each([
    ["192.0.2.77", "192.0.2.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
    ["2001:db8:1:2::3", "2001:db8:1::/48"],
    ["2001:db8::3", "2001:db8:0::/48"],
    ["2001:db8::", "2001:db8:0::/48"],
    ["::1", "0:0:0::/48"],
    ["unknown", ""],
    ["192.0.2.77, 10.0.0.1", ""],
  ])("%s is %s", (address, prefix) => {
    expect(prefixOf(address)).toBe(prefix);
  });
});

describe("the name of a program", () => {
  test.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
    ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"],
    ["Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1.15", "Safari on macOS"],
    ["python-requests/2.32.3 (evil <script>)", "python-requests/2.32.3"],
    ["<script>alert(1)</script>", ""],
    ["", ""],
    [null, ""],
  ])("%s is %s", (header, device) => {
    expect(deviceOf(header)).toBe(device);
  });
});

test("a cookie is found by its whole name", () => {
  const header = "not_a=1; a=x=y; xa=2";
  expect([readCookie(header, "a"), readCookie(header, "b"), readCookie(null, "a")]).toEqual(["x=y", null, null]);
});
