import type { EsitoVerifica, FirmaVerificata } from '../../schemas/firma.api.js';
import type { Avviso, FileRegistrato } from '../../schemas/registrazione.types.js';
import { FIRMA_STACCATA, P7M } from '../formati/busta.js';
import { inCoda } from './frase.js';

/** A signature as a registration tells it (contract §4). Pure. */
export const inBreve = ({ tipo, firmatario, esito, motivo }: FirmaVerificata): FileRegistrato['firme'][number] => ({
  tipo,
  firmatario,
  esito,
  ...(motivo !== undefined && { motivo }),
});

const BUSTE = new Set<string | undefined>([P7M, FIRMA_STACCATA]);
const NON_LEGGIBILE = 'Firmatario non leggibile';

/**
 * The signatures of a file in the short shape, those of envelopes in envelopes too. An envelope in which none could be read is told as one
 * that cannot be verified: it is not a file without signatures. Pure.
 * @param mime - what the file really is
 */
export function firmeInBreve(
  { firme, avvisi: [motivo] }: Pick<EsitoVerifica, 'firme' | 'avvisi'>,
  mime: string | undefined,
): FileRegistrato['firme'] {
  if (firme.length > 0 || motivo === undefined || !BUSTE.has(mime)) return firme.map(inBreve);
  return [{ tipo: 'CMS', firmatario: NON_LEGGIBILE, esito: 'non-verificabile', motivo }];
}

/** Whether there is something of it to keep. */
export const dicePiuDiNulla = ({ firme, marche, avvisi }: EsitoVerifica): boolean =>
  firme.length + marche.length + avvisi.length > 0;

const SENTENCES = { 'non-valida': 'non è valida', 'non-verificabile': 'non si può verificare' } as const;

/** What is told of signatures that do not hold, or cannot be looked at (contract §4, avvisi `firma`); it never blocks. Pure. */
export const avvisiOfFirme = (files: readonly Pick<FileRegistrato, 'nome' | 'firme'>[]): Avviso[] =>
  files.flatMap(({ nome, firme }) => {
    const worst =
      firme.find(({ esito }) => esito === 'non-valida') ?? firme.find(({ esito }) => esito === 'non-verificabile');
    if (worst === undefined || worst.esito === 'valida') return [];
    const whose = worst.firmatario === NON_LEGGIBILE ? '' : ` di ${worst.firmatario}`;
    return [
      { codice: 'firma', messaggio: `${nome}: la firma${whose} ${SENTENCES[worst.esito]}${inCoda(worst.motivo)}` },
    ];
  });
