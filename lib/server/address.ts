import { BlockList, isIP, SocketAddress } from "node:net";

/** Knows which addresses are proxies of ours, whose word about the client counts. */
export interface Trust {
  includes(address: string): boolean;
}

/**
 * Reads `TRUSTED_PROXIES`: addresses and networks (CIDR) separated by commas; `loopback` means the machine itself.
 *
 * @throws Error naming the entry that is neither
 */
export function readTrust(list: string): Trust {
  const proxies = new BlockList();
  for (const entry of list.split(",").map((part) => part.trim())) {
    if (entry === "") continue;
    if (entry === "loopback") addLoopback(proxies);
    else addNetwork(proxies, entry);
  }
  return { includes: (address) => isIn(proxies, address) };
}

/** Whether an address is the machine's own. */
export function isLoopback(address: string): boolean {
  return isIn(loopback, address);
}

/**
 * The client's true address: from the socket outwards (right to left through `X-Forwarded-For`) as long as
 * the address at hand is a trusted proxy. What stands further left was written by strangers and counts for nothing.
 *
 * @param socketAddress who is really connected
 * @param forwardedFor the `X-Forwarded-For` header as received
 */
export function clientAddress(socketAddress: string, forwardedFor: string | undefined, trust: Trust): string {
  let address = plainAddress(socketAddress) ?? "unknown";
  const hops = forwardedFor?.split(",") ?? [];
  while (trust.includes(address)) {
    const hop = plainAddress(hops.pop() ?? "");
    if (hop === null) break;
    address = hop;
  }
  return address;
}

/**
 * One spelling per address: without port, brackets and zone; IPv4 in IPv6 as IPv4; IPv6 shortened.
 * Null when it is no address.
 */
export function plainAddress(text: string): string | null {
  const bare = withoutPort(text.trim()).replace(/%.*$/, "");
  const family = isIP(bare);
  if (family === 0) return null;
  if (family === 4) return bare;
  const { address } = new SocketAddress({ address: bare, family: "ipv6" });
  return address.startsWith("::ffff:") && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}

const loopback = new BlockList();
addLoopback(loopback);

function addLoopback(list: BlockList): void {
  list.addSubnet("127.0.0.0", 8, "ipv4");
  list.addAddress("::1", "ipv6");
}

function addNetwork(list: BlockList, entry: string): void {
  const [address, prefix] = entry.split("/");
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (family === 0 || !(length >= 0 && length <= bits) || entry.split("/").length > 2) {
    throw new Error(`TRUSTED_PROXIES: "${entry}" is neither an address, a network such as 10.0.0.0/8, nor "loopback".`);
  }
  list.addSubnet(address, length, family === 4 ? "ipv4" : "ipv6");
}

function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** `192.0.2.1:80` and `[2001:db8::1]:80` without what is not the address. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text);
  if (bracketed) return bracketed[1];
  return /^[\d.]+:\d+$/.test(text) ? text.slice(0, text.indexOf(":")) : text;
}
