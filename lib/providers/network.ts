import dns from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Addresses that hand out a machine's credentials or lead to many at once: no backend is there. */
const never = new BlockList();
// Link-local: the metadata services of AWS, Azure, Google, DigitalOcean and others answer there.
never.addSubnet("169.254.0.0", 16, "ipv4");
never.addSubnet("fe80::", 10, "ipv6");
// Metadata services outside of it: Alibaba, Azure's wire server, Oracle, AWS and Google over IPv6.
never.addAddress("100.100.100.200", "ipv4");
never.addAddress("168.63.129.16", "ipv4");
never.addAddress("192.0.0.192", "ipv4");
never.addSubnet("fd00:ec2::", 32, "ipv6");
never.addSubnet("fd20:ce::", 32, "ipv6");
never.addSubnet("224.0.0.0", 4, "ipv4");
never.addAddress("255.255.255.255", "ipv4");
never.addSubnet("ff00::", 8, "ipv6");
// Teredo and 6to4 hold another address in themselves.
never.addSubnet("2001::", 32, "ipv6");
never.addSubnet("2002::", 16, "ipv6");

/** What the registries of special addresses (RFC 6890) say is not in the public internet. */
const nonPublic = new BlockList();
for (const [address, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["240.0.0.0", 4],
] as const) {
  nonPublic.addSubnet(address, bits, "ipv4");
}
for (const [address, bits] of [
  ["64:ff9b:1::", 48],
  ["2001:db8::", 32],
  ["fc00::", 7],
  ["fec0::", 10],
] as const) {
  nonPublic.addSubnet(address, bits, "ipv6");
}

/** A backend's address is one that must not be asked. */
export class ForbiddenAddress extends Error {
  constructor(words: string) {
    super(words);
    this.name = "ForbiddenAddress";
  }
}

/**
 * Where requests to backends may go. Names are looked at when the connection is made, by the address that it is made
 * to, so that a name which leads elsewhere the second time gains nothing.
 */
export class Network {
  /**
   * @param reach whether this machine and private networks may be reached; metadata services never
   * @param resolve what finds the addresses of a name
   */
  constructor(
    readonly reach: "everywhere" | "public",
    private readonly resolve: LookupFunction = dns.lookup,
  ) {}

  /** The public part of it, for addresses that a backend answers with. */
  get publicPart(): Network {
    return new Network("public", this.resolve);
  }

  /** Why an address must not be asked, for administrators; null when it may. Names are judged by `lookup`. */
  objection(url: URL): string | null {
    const host = url.hostname.replace(/^\[|\]$/g, "");
    return isIP(host) === 0 ? null : this.objectionTo(host, url.hostname);
  }

  /** As `dns.lookup`, for sockets: addresses that may be reached; `ForbiddenAddress` when there is none. */
  readonly lookup: LookupFunction = (hostname, options, done) => {
    this.resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error || typeof found === "string") return done(error ?? new Error("The resolver answered oddly."), "", 0);
      const allowed = found.filter(({ address }) => this.objectionTo(address, hostname) === null);
      const [first] = allowed;
      if (first && options.all) return done(null, allowed);
      if (first) return done(null, first.address, first.family);
      const words = found[0] ? this.objectionTo(found[0].address, hostname) : `${hostname} has no address.`;
      done(new ForbiddenAddress(words ?? ""), "", 0);
    });
  };

  private objectionTo(address: string, host: string): string | null {
    const plain = address.replace(/%.*$/, "");
    const told = host.includes(plain) ? plain : `${host} (${plain})`;
    if (isIn(never, plain)) return `${told} is no address of a backend: it is kept for machines' own services.`;
    if (this.reach === "everywhere" || !isIn(nonPublic, plain)) return null;
    return `${told} is in a private network, which backends may not reach here (setting private_networks).`;
  }
}

/** Everywhere that a backend may be. */
export const everywhere = new Network("everywhere");

function isIn(list: BlockList, address: string): boolean {
  const held = embeddedIpv4(address);
  if (held !== null) return list.check(held, "ipv4");
  return list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** The IPv4 address in an IPv6 one that stands for it: mapped, compatible (`::1` and `::` too) or NAT64 (RFC 6052). */
function embeddedIpv4(address: string): string | null {
  if (isIP(address) !== 6) return null;
  const [head = "", tail = ""] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::");
  const [left, right] = [head, tail].map((part) => part.split(":").filter(Boolean));
  const gap = Array<string>(8 - left.length - right.length).fill("0");
  const groups = [...left, ...gap, ...right].map((group) => Number.parseInt(group, 16));
  const prefix = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(":");
  if (!["0:0:0:0:0:0", "0:0:0:0:0:ffff", "64:ff9b:0:0:0:0"].includes(prefix)) return null;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join(".");
}
