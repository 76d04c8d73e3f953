import { createCaso } from '../caso.js';
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

/** Draws a file of the demonstration. The same file gives the same bytes. */
export async function renderFile({ nome, contenuto, pagine, supporto }: FileDemo): Promise<FileReso> {
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
  return { nome, mime: 'application/pdf', bytes: await renderPdf(fogli, dati) };
}
