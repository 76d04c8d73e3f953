import type { QueryClient } from '@tanstack/react-query';
import type { Suggerimenti } from '../../../schemas/suggerimento.api.js';
import { chiedi, type Percorso } from '../../api/client.js';
import { wordsOf } from '../../api/errori.js';
import type { Registrazione } from '../../api/tipi.js';
import { annuncia } from '../../components/Esiti.js';
import { newChiave } from '../../lib/chiave.js';
import { isDiRepertorio } from '../../api/percorsi.js';
import { detto } from '../parole.js';

const metti = (id: string): Percorso<unknown> => ({
  metodo: 'POST',
  url: `/fascicoli/${encodeURIComponent(id)}/documenti`,
});

/**
 * Tells that it is classified and, where a fascicolo was chosen with it, files it there: two acts, of which the second may be
 * refused while the first stands.
 */
export async function raccontaClassifica(
  cache: QueryClient,
  registrazione: Pick<Registrazione, 'anno' | 'numero' | 'registro' | 'classifica'>,
  fascicolo: Suggerimenti['fascicoli'][number] | undefined,
): Promise<void> {
  const { anno, numero, registro, classifica } = registrazione;
  const { nome, fine } = detto(registrazione);
  const fatta = `${nome} è classificat${fine}.`;
  const voce = classifica === undefined ? '' : `${classifica.codice} ${classifica.voce}.`;
  if (fascicolo === undefined) {
    annuncia(fatta, voce);
    return;
  }
  try {
    await chiedi(metti(fascicolo.id), {
      corpo: { registrazioni: [{ anno, numero, ...(isDiRepertorio(registrazione) && { registro }) }] },
      chiave: newChiave(),
    });
    annuncia(fatta, `${voce} È nel fascicolo ${fascicolo.codice}.`);
  } catch (error) {
    annuncia(
      fatta,
      `${voce} Non è ancora nel fascicolo ${fascicolo.codice}: ${error instanceof Error ? wordsOf(error) : 'riprovare dalla sua scheda.'}`,
      'warn',
    );
  }
  await Promise.all(
    ['registro', 'scheda', 'scrivania', 'fascicoli'].map((che) => cache.invalidateQueries({ queryKey: [che] })),
  );
}
