import type { MessaggioTimbro } from './isolato.js';
import { type EsitoTimbro, stampPdf } from './timbra.js';

/** A process that stamps one PDF at a time: a file made to harm its reader harms this alone. */
const answer = (esito: EsitoTimbro): void => void process.send?.(esito);

process.on('message', ({ pdf, segni }: MessaggioTimbro) => {
  const segniLetti = segni.map((one) => ({ ...one, pdf: Buffer.from(one.pdf) }));
  stampPdf(Buffer.from(pdf), segniLetti).then(answer, () => answer({ motivo: 'illeggibile' }));
});
process.once('disconnect', () => process.exit(0)); // who asked is gone
