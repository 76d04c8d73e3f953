import { ImmagineRifiutata } from '../tipi.js';
import { apriFile, type FileAperto } from './apri-file.js';
import type { Domanda } from './messaggi.js';
import { rifiuto } from './rifiuti.js';

/**
 * The process that decodes what nobody has checked: it has no address of the database, no environment, no files; bytes come in and
 * pixels go out. It may die at any page (lettore.ts).
 */
let aperto: Promise<FileAperto> | undefined;

async function answer(domanda: Domanda): Promise<unknown> {
  if (domanda.tipo === 'file') {
    const { buffer, byteOffset, length } = domanda.bytes;
    void aperto?.then(({ close }) => close()).catch(() => undefined);
    aperto = apriFile(Buffer.from(buffer, byteOffset, length));
    aperto.catch(() => undefined); // told to who asks something of it
    return { preso: true };
  }
  if (aperto === undefined) throw rifiuto('illeggibile');
  const file = await aperto;
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
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined); // who asks decides when it ends
process.on('disconnect', () => process.exit(0));
