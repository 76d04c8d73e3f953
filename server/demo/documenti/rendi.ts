import { createCaso } from '../caso.js';
import type { Firme } from '../firma/firme.js';
import type { FileDemo } from '../tipi.js';
import { composeFogli, stampArrivo } from './impagina.js';
import type { Contenuto, Lettera } from './lettera.js';
import { type DatiPdf, renderPdf } from './pdf.js';
import { renderScansione } from './scansione.js';

export interface FileReso {
  nome: string;
  mime: string;
  bytes: Buffer;
}

const letteraOf = (contenuto: Contenuto): Lettera => (contenuto.genere === 'lettera' ? contenuto : contenuto.lettera);

const datiOf = (contenuto: Contenuto): DatiPdf => {
  const { oggetto, mittente, giorno } = letteraOf(contenuto);
  return {
    titolo: contenuto.genere === 'lettera' ? oggetto : `${contenuto.titolo} - ${oggetto}`,
    autore: mittente.nome,
    giorno,
  };
};

/** Draws a file of the demonstration. The same file, with the certificates of the same year, gives the same bytes. */
export async function renderFile({ nome, contenuto, pagine, supporto }: FileDemo, firme: Firme): Promise<FileReso> {
  const fogli = composeFogli(contenuto, pagine);
  const dati = datiOf(contenuto);
  if (supporto === 'scansione' || supporto === 'scansione-colori') {
    const [first] = fogli;
    if (first !== undefined) stampArrivo(first, dati.giorno);
    const caso = createCaso(`scansione/${letteraOf(contenuto).seme}`);
    return {
      nome,
      mime: 'application/pdf',
      bytes: await renderScansione(fogli, dati, caso, supporto === 'scansione-colori'),
    };
  }
  const pdf = await renderPdf(fogli, dati);
  const lettera = letteraOf(contenuto);
  if (supporto === 'p7m') return { nome, mime: 'application/pkcs7-mime', bytes: firme.wrapPdf(pdf, lettera) };
  return { nome, mime: 'application/pdf', bytes: supporto === 'pades' ? await firme.signPdf(pdf, lettera) : pdf };
}
