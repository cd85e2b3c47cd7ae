import { readMetadata } from "./engine";

/** IPTC digital source types the product writes and understands: how a picture came to be. */
export const sourceTypes = [
  "trainedAlgorithmicMedia",
  "algorithmicMedia",
  "compositeWithTrainedAlgorithmicMedia",
  "algorithmicallyEnhanced",
] as const;

export type SourceType = (typeof sourceTypes)[number];

const vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/** The XMP packet that says, machine-readably, how a picture was made (IPTC Photo Metadata Standard 2023.1). */
export function markPacket(type: SourceType): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <Iptc4xmpExt:DigitalSourceType>${vocabulary}${type}</Iptc4xmpExt:DigitalSourceType>
   <xmp:CreatorTool>Atelier</xmp:CreatorTool>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;
}

/**
 * The mark a JPEG, PNG or WebP carries, whoever wrote it (as element, attribute or resource); null without one,
 * with a source type of another kind, or when the file cannot be read.
 */
export async function readMark(input: Buffer): Promise<SourceType | null> {
  const packet = await readMetadata(input).then(
    ({ xmp }) => xmp?.toString("utf8") ?? "",
    // What cannot be read carries no mark; whoever decodes the file says what is wrong with it.
    () => "",
  );
  const found = /DigitalSourceType\b[^<]{0,200}?https?:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\/(\w+)/.exec(
    packet.slice(0, packetMaxChars),
  );
  return sourceTypes.find((type) => type === found?.[1]) ?? null;
}

const packetMaxChars = 1_000_000;
