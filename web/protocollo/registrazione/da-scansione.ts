import type { Scansione } from '../../../schemas/scansione.api.js';
import type { Io } from '../../api/tipi.js';
import { type CampoLetto, letteDi } from '../../scansioni/proposte.js';
import { cartaceiOf } from './preferenze.js';
import type { FileScelto, Valori } from './valori.js';

/** The copy of a scan as a file of the form. */
export function copiaDi({ id, pdf }: Pick<Scansione, 'id' | 'pdf'>, file: string): FileScelto | null {
  return pdf === undefined
    ? null
    : { id: file, nome: `scansione-${id.slice(-6)}.pdf`, dimensione: pdf.dimensione, sha256: pdf.sha256 };
}

/**
 * A form for a scanned paper: its copy is the document, the means is one that brings paper, and of what was read in the text only what the
 * operator took. Who wrote stands in the search line: he is chosen in the register of correspondents.
 * @param file - id that the copy has among the files of the form
 */
export function daScansione(
  valori: Valori,
  scansione: Scansione,
  presi: readonly CampoLetto[],
  file: string,
  io: Io,
): Valori {
  const lette = new Map(letteDi(scansione.proposte).map(({ campo, valore }) => [campo, valore]));
  const preso = (campo: CampoLetto): string => (presi.includes(campo) ? (lette.get(campo) ?? '') : '');
  const cartacei = cartaceiOf(io);
  return {
    ...valori,
    documento: copiaDi(scansione, file),
    oggetto: preso('oggetto'),
    protocolloMittente: { numero: preso('protocolloMittente'), data: preso('data') },
    mezzo: cartacei.includes(valori.mezzo) ? valori.mezzo : (cartacei[0] ?? valori.mezzo),
    scrittura: { ...valori.scrittura, mittenti: preso('mittente') },
    scansione: { id: scansione.id, file },
  };
}
