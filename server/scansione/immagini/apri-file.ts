import type { InfoFile, PaginaLetta } from '../tipi.js';
import { apriFigura, decodificaFigura, type Figura, infoFigura } from './figura.js';
import { leggiDecodificata } from './leggi-pagina.js';
import type { OpzioniPagina } from './messaggi.js';
import { apriPdf } from './pdf.js';
import { rifiuto } from './rifiuti.js';

/** A file that is open, whatever it is. */
export interface FileAperto {
  info: () => InfoFile;
  pagina: (indice: number, opzioni: OpzioniPagina) => Promise<PaginaLetta>;
  close: () => void;
}

/** By what the content is, never by a name. */
function tipoDi(bytes: Buffer): InfoFile['tipo'] {
  if (bytes.length === 0) throw rifiuto('vuoto');
  const testa = bytes.subarray(0, 8).toString('latin1');
  if (/^(II[*+]\0|MM\0[*+])/.test(testa)) return 'tiff';
  if (testa.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (testa === '\x89PNG\r\n\x1a\n') return 'png';
  if (bytes.subarray(0, 1_024).includes('%PDF-')) return 'pdf';
  throw rifiuto('formato');
}

function figuraAperta(figura: Figura): FileAperto {
  return {
    info: () => infoFigura(figura),
    pagina: async (indice, opzioni) =>
      leggiDecodificata(await decodificaFigura(figura, indice, opzioni.rotazione), opzioni),
    close: () => undefined,
  };
}

/** @throws ImmagineRifiutata */
export async function apriFile(bytes: Buffer): Promise<FileAperto> {
  const tipo = tipoDi(bytes);
  if (tipo !== 'pdf') return figuraAperta(await apriFigura(tipo, bytes));
  const pdf = await apriPdf(bytes);
  return {
    info: pdf.info,
    pagina: async (indice, opzioni) => {
      if (!(indice >= 0 && indice < pdf.quante)) throw rifiuto('illeggibile');
      return leggiDecodificata(await pdf.leggi(indice, opzioni.rotazione), opzioni);
    },
    close: pdf.close,
  };
}
