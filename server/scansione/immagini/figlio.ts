import { ImmagineRifiutata } from '../tipi.js';
import { apriFile, type FileAperto } from './apri-file.js';
import type { Domanda } from './messaggi.js';
import { rifiuto } from './rifiuti.js';

/**
 * The process that decodes what nobody has checked: it has no address of the database, no environment, no files; bytes come in and
 * pixels go out. It may die at any page (lettore.ts).
 */
let bytes: Buffer = Buffer.alloc(0);
let aperto: FileAperto | undefined;

async function answer(domanda: Domanda): Promise<unknown> {
  if (domanda.tipo === 'file') {
    aperto?.close();
    aperto = undefined;
    bytes = Buffer.from(domanda.bytes.buffer, domanda.bytes.byteOffset, domanda.bytes.length);
    return { preso: true };
  }
  const file = (aperto ??= await apriFile(bytes));
  return domanda.tipo === 'apri' ? { info: file.info() } : { pagina: await file.pagina(domanda.indice, domanda) };
}

process.on('message', (domanda: Domanda) => {
  answer(domanda).then(
    (said) => process.send?.(said),
    (error: unknown) => {
      const { codice, message: messaggio } = error instanceof ImmagineRifiutata ? error : rifiuto('illeggibile');
      process.send?.({ rifiuto: { codice, messaggio } });
    },
  );
});
process.on('disconnect', () => process.exit(0));
