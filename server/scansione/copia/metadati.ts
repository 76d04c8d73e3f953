/** What the copy tells of itself. */
export interface DatiCopia {
  titolo: string;
  /** instant of the copy; whole seconds */
  quando: Date;
  /** as `it-IT` */
  lingua: string;
}

const PROGRAMMA = 'Protocollo';

const escapeXml = (testo: string): string =>
  testo.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What neither a title nor XML can hold becomes a blank. */
const pulito = (testo: string): string =>
  testo
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]+/gu, ' ')
    .trim();

/** Whole seconds, UTC: the dictionary and the XMP must tell the same instant. */
const istanteOf = (quando: Date): string => `${quando.toISOString().slice(0, 19)}Z`;

/** A text of the file, in UTF-16 with its mark. */
export const stringa = (testo: string): string => `<feff${Buffer.from(testo, 'utf16le').swap16().toString('hex')}>`;

/** The dictionary of the document. */
export function informazioni({ titolo, quando }: DatiCopia): string {
  const data = `(D:${istanteOf(quando).replaceAll(/[-:TZ]/g, '')}Z)`;
  const programma = `/Creator ${stringa(PROGRAMMA)} /Producer ${stringa(PROGRAMMA)}`;
  return `<< /Title ${stringa(pulito(titolo))} ${programma} /CreationDate ${data} /ModDate ${data} >>`;
}

/** The same as XMP, with the claim of PDF/A-2b (ISO 19005-2 6.6.2, 6.6.4). */
export function xmp({ titolo, quando, lingua }: DatiCopia): Buffer {
  const istante = istanteOf(quando);
  return Buffer.from(
    `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="B"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(pulito(titolo))}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>${escapeXml(lingua)}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmp:CreatorTool="${PROGRAMMA}" xmp:CreateDate="${istante}" xmp:ModifyDate="${istante}" xmp:MetadataDate="${istante}" pdf:Producer="${PROGRAMMA}"/>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`,
    'utf8',
  );
}
