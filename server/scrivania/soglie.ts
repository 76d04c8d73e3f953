import { configurazioneAl } from '../configurazione/service.js';
import { startOfLegalDay } from '../lib/clock.js';
import { giorniLavorativiPrima } from '../procedimenti/termini.js';
import type { Filtro } from '../accesso/visibilita.js';

/** What makes a queue one of what has waited too long: the setting that says how many working days are too many. */
export type Soglia = 'terzoLivelloGiorni' | 'sollecitoCapoGiorni' | 'sollecitoRgdGiorni';

/** What came before this instant has waited for more than the working days that the AOO allows. */
export async function limiteDi(aoo: string, soglia: Soglia, giorno: string): Promise<Date> {
  const impostazioni = await configurazioneAl(aoo, 'impostazioni', giorno);
  const { [soglia]: giorni, patrono } = impostazioni;
  return startOfLegalDay(giorniLavorativiPrima(giorno, giorni, { patrono }));
}

/** The acts that give a document to somebody who is to take it: from the last of them it waits. */
const ASSEGNA = '"tipo":"(assegnazione|rifiuto)","utente":"(\\\\.|[^"\\\\])*"[}]$';

/**
 * What has been assigned before `limite` and not again since. Told from the acts themselves, so that nothing else must be kept right: the
 * text of an act begins with its instant (RFC 8785 sorts the names), in UTC, so that texts compare as instants do.
 */
export const assegnateDaPrima = (limite: Date): Filtro => ({
  dataRegistrazione: { $lt: limite },
  $expr: {
    $not: {
      $anyElementTrue: {
        $map: {
          input: '$eventi',
          as: 'atto',
          in: {
            $and: [
              { $gte: ['$$atto.canonico', `{"data":"${limite.toISOString()}`] },
              { $regexMatch: { input: '$$atto.canonico', regex: ASSEGNA } },
            ],
          },
        },
      },
    },
  },
});
