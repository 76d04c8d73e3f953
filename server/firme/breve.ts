import type { EsitoVerifica, FirmaVerificata } from '../../schemas/firma.api.js';
import type { Avviso, FileRegistrato } from '../../schemas/registrazione.types.js';

/** A signature as a registration tells it (contract §4). Pure. */
export const inBreve = ({ tipo, firmatario, esito, motivo }: FirmaVerificata): FileRegistrato['firme'][number] => ({
  tipo,
  firmatario,
  esito,
  ...(motivo !== undefined && { motivo }),
});

/** The signatures of a file in the short shape, those of envelopes in envelopes too. Pure. */
export const firmeInBreve = ({ firme }: Pick<EsitoVerifica, 'firme'>): FileRegistrato['firme'] => firme.map(inBreve);

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
    const why = worst.motivo === undefined ? '.' : `: ${worst.motivo}`;
    return [{ codice: 'firma', messaggio: `${nome}: la firma di ${worst.firmatario} ${SENTENCES[worst.esito]}${why}` }];
  });
