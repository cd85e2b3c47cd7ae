import { describe, expect, it } from "vitest";
import { clientAddress, isLoopback, plainAddress, readTrust } from "./address";

describe("clientAddress", () => {
  it.each([
    ["no proxy is trusted", "", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["a stranger connects", "10.0.0.1", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["a proxy of ours connects", "10.0.0.0/8", "10.1.2.3", "198.51.100.1", "198.51.100.1"],
    ["the client wrote something itself", "10.0.0.0/8", "10.1.2.3", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
    ["two proxies of ours", "10.0.0.0/8", "10.1.2.3", "198.51.100.1, 10.9.9.9", "198.51.100.1"],
    ["all hops are ours", "10.0.0.0/8", "10.1.2.3", "10.0.0.7, 10.9.9.9", "10.0.0.7"],
    ["a hop is no address", "10.0.0.0/8", "10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"],
    ["nothing is said", "10.0.0.0/8", "10.1.2.3", undefined, "10.1.2.3"],
    ["IPv4 comes in IPv6", "10.0.0.0/8", "::ffff:10.1.2.3", "::ffff:198.51.100.1", "198.51.100.1"],
    ["the proxy is the machine itself", "loopback", "::1", "2001:DB8:0::1", "2001:db8::1"],
    ["hops carry ports", "127.0.0.1", "127.0.0.1", "198.51.100.1:4711", "198.51.100.1"],
    ["an IPv6 network", "2001:db8:5::/48", "2001:db8:5::2", "[2001:db8::7]:443", "2001:db8::7"],
  ])("%s", (_case, trusted, socket, forwarded, expected) => {
    expect(clientAddress(socket, forwarded, readTrust(trusted))).toBe(expected);
  });
});

describe("readTrust", () => {
  it.each(["10.0.0.0/33", "10.0.0", "proxy.example", "10.0.0.1/", "::1/129", "10.0.0.0/8/8", "10.0.0.1/-1"])(
    "refuses %s",
    (entry) => {
      expect(() => readTrust(`127.0.0.1, ${entry}`)).toThrow(`"${entry}"`);
    },
  );

  it("takes a list with spaces and empty entries", () => {
    const trust = readTrust(" 192.0.2.1 , ,loopback, 0.0.0.0/0 ");
    expect(trust.includes("8.8.8.8")).toBe(true);
    expect(readTrust("").includes("127.0.0.1")).toBe(false);
  });
});

describe("plainAddress", () => {
  it.each([
    ["fe80::1%eth0", "fe80::1"],
    ["0:0:0:0:0:0:0:1", "::1"],
    [" 192.0.2.1 ", "192.0.2.1"],
    ["::ffff:c000:0201", "192.0.2.1"],
    ["", null],
    ["localhost", null],
    ["999.1.1.1", null],
  ])("%s", (text, expected) => {
    expect(plainAddress(text)).toBe(expected);
  });

  it("knows the machine itself", () => {
    expect(["127.0.0.1", "127.8.8.8", "::1"].every(isLoopback)).toBe(true);
    expect(["128.0.0.1", "::2", "unknown"].some(isLoopback)).toBe(false);
  });
});
