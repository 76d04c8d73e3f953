import type { Caller } from '../../schemas/accesso.api.js';
import type { DecisioneRichiesta } from '../../schemas/conservazione.api.js';
import type { Causa, StatoVersamento } from '../../schemas/versamento.api.js';
import type { Versamento } from '../../schemas/versamento.model.js';
import { DatiNonValidiError, StatoIncompatibileError } from '../lib/problem.js';
import type { DepsConservazione } from './deps.js';
import { leggiRapporto } from './conservatori/rapporto.js';
import { tieniRicevuta } from './ricevute.js';
import { SI_CHIEDE } from './ripresa.js';
import { atto, cambia } from './scrivi.js';
import { ammette, isAccettato } from './stati.js';

type Chi = Pick<Caller, 'aoo' | 'utente'>;

const STATI: Readonly<Record<DecisioneRichiesta['decisione'], StatoVersamento>> = {
  accettato: 'accettato-con-avvisi',
  rifiutato: 'rifiutato',
  annullato: 'annullato',
};

/** What the receiver said stays the reason; whoever has decided may mend it and send it again. */
const daRitentare = (causa: Causa): Causa => ({
  ...causa,
  rimedi: causa.rimedi.includes('ritenta') ? causa.rimedi : [...causa.rimedi, 'ritenta'],
});

/**
 * A person decides what nobody else can: the receiver has it, or has not, or it is given up. It counts as accepted only where a receipt
 * is kept, whatever it says.
 * @throws StatoIncompatibileError, NonTrovatoError
 */
export const decidi = (
  deps: Pick<DepsConservazione, 'clock'>,
  caller: Chi,
  id: string,
  { decisione, motivo }: DecisioneRichiesta,
): Promise<Versamento> =>
  cambia(caller.aoo, id, (versamento) => {
    if (!ammette(versamento.stato, 'decisione'))
      throw new StatoIncompatibileError('Una persona decide soltanto di ciò che è in conflitto o da verificare.');
    if (decisione === 'accettato' && versamento.rapporto === undefined)
      throw new StatoIncompatibileError(
        'Manca il rapporto di versamento: caricarlo, oppure ritentare, prima di decidere che è accettato.',
      );
    const stato = STATI[decisione];
    const { causa } = versamento;
    const dettagli = {
      decisione,
      stato,
      motivo,
      ...(decisione === 'rifiutato' && causa !== undefined && { causa: daRitentare(causa) }),
    };
    return Promise.resolve({
      atti: [atto(versamento, 'decisione', deps.clock.now(), dettagli, caller.utente)],
      segni: {
        ...(isAccettato(stato) && { daSeguire: true as const }),
        ...(stato === 'annullato' && { vivo: undefined }),
      },
    });
  });

/** Largest receipt that a person brings. */
export const MAX_RAPPORTO = 5 * 1024 ** 2;

/**
 * A receipt that came by another way (mail, the receiver's pages), brought by a person: compared with what was sent like any other.
 * @throws DatiNonValidiError for what is no receipt; StatoIncompatibileError
 */
export const caricaRapporto = (
  deps: Pick<DepsConservazione, 'clock' | 'store'>,
  caller: Chi,
  id: string,
  contenuto: Buffer,
  mime: string,
): Promise<Versamento> =>
  cambia(caller.aoo, id, async (versamento) => {
    if (!ammette(versamento.stato, 'rapporto'))
      throw new StatoIncompatibileError('Il rapporto si carica per un pacchetto inviato che lo attende.');
    if (versamento.presa !== undefined) throw new StatoIncompatibileError(SI_CHIEDE);
    const letto = leggiRapporto(contenuto, mime);
    if (letto === undefined)
      throw new DatiNonValidiError([
        {
          campo: 'rapporto',
          messaggio: 'Il file non è un rapporto di versamento in XML: caricare quello del conservatore.',
        },
      ]);
    const { rapporto, differenze } = await tieniRicevuta(deps, versamento.pacchetto, letto);
    if (differenze.length > 0)
      throw new DatiNonValidiError(
        differenze.map(({ messaggio }) => ({ campo: 'rapporto', messaggio })),
        'Il rapporto non corrisponde a ciò che è stato inviato: controllare di quale pacchetto è.',
      );
    return {
      atti: [
        atto(versamento, 'rapporto', deps.clock.now(), { stato: 'accettato', rapporto, avvisi: [] }, caller.utente),
      ],
      impronte: [rapporto.sha256],
      segni: { daSeguire: true },
      soltanto: { presa: { $exists: false } },
    };
  });

/** It goes before the others, or no more. Said again it changes nothing. */
export const daiPriorita = (
  deps: Pick<DepsConservazione, 'clock'>,
  caller: Chi,
  id: string,
  priorita: boolean,
): Promise<Versamento> =>
  cambia(caller.aoo, id, (versamento) => {
    if (isAccettato(versamento.stato) || versamento.stato === 'annullato')
      throw new StatoIncompatibileError('Il versamento è concluso: non ha più una coda.');
    return Promise.resolve(
      versamento.priorita === priorita
        ? null
        : {
            atti: [
              atto(
                versamento,
                'priorita',
                deps.clock.now(),
                {
                  priorita,
                  ...(versamento.prossimoPasso !== undefined && {
                    prossimoPasso: versamento.prossimoPasso.toISOString(),
                  }),
                },
                caller.utente,
              ),
            ],
          },
    );
  });
