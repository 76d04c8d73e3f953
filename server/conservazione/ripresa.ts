import type { Caller } from '../../schemas/accesso.api.js';
import type { Ritenta } from '../../schemas/versamento.api.js';
import type { MancanzaVersamento } from '../../schemas/non-inviabile.model.js';
import type { Versamento } from '../../schemas/versamento.model.js';
import { isDeepStrictEqual } from 'node:util';
import { DatiMancantiError, DatiNonValidiError, type ErroreCampo, StatoIncompatibileError } from '../lib/problem.js';
import { conservatoreDi, creaDi } from './conservatore.js';
import type { DepsConservazione } from './deps.js';
import { reportFile } from './fissita/guasti.js';
import { type Congelato, congela } from './indice.js';
import { mancanzaDiFile, mancanzeDi, senzaIndirizzo } from './prepara.js';
import { type DettagliVersamento, readNascita } from './replay.js';
import { copriMancanze, isCoperta } from './riservate.js';
import { atto, cambia } from './scrivi.js';
import { afterRipresa, ammette } from './stati.js';
import type { Ritocchi } from './tipi.js';
import { readVersabile } from './unita/leggi.js';

/** What a person asks for does not go with the package. Pure. */
export function faultsOfRitenta(
  { pacchetto, causa, tipo }: Pick<Versamento, 'pacchetto' | 'causa' | 'tipo'>,
  { motivo, forza = [], formati = [], tipologia }: Ritenta,
): ErroreCampo[] {
  const known = new Set(pacchetto.file.map(({ id }) => id));
  const admitted = causa?.forzature ?? [];
  return [
    ...(forza.length > 0 && motivo === undefined
      ? [{ campo: 'motivo', messaggio: 'Per forzare indicare il motivo, che resta agli atti.' }]
      : []),
    ...forza.flatMap((one, i) =>
      admitted.includes(one)
        ? []
        : [{ campo: `forza[${i}]`, messaggio: 'Per quello che dice il conservatore questa forzatura non serve.' }],
    ),
    ...formati.flatMap(({ file }, i) =>
      known.has(file)
        ? []
        : [{ campo: `formati[${i}].file`, messaggio: 'Nel pacchetto non c’è un file con questo identificativo.' }],
    ),
    ...(tipologia !== undefined && tipo === 'registro-giornaliero'
      ? [
          {
            campo: 'tipologia',
            messaggio: 'La tipologia dei registri giornalieri si cambia nelle regole di versamento.',
          },
        ]
      : []),
  ];
}

/** What was told before, with what is told now. Pure. */
export function ritocchiCon(
  before: Ritocchi,
  { forza = [], formati = [], tipologia = before.tipologia }: Ritenta,
): Ritocchi {
  return {
    forza: [...new Set([...before.forza, ...forza])],
    formati: { ...before.formati, ...Object.fromEntries(formati.map(({ file, formato }) => [file, formato])) },
    ...(tipologia !== undefined && { tipologia }),
  };
}

/** States in which what was sent last is not kept there: the package may be made again from what the record says now. */
const DA_RIFARE = new Set(['rifiutato', 'sospeso']);

type Chi = Pick<Caller, 'aoo' | 'utente' | 'motivoAccesso'>;

/** The package again, with what was mended here or is told of it. @throws DatiMancantiError */
async function rifai(
  deps: DepsConservazione,
  caller: Chi,
  versamento: Versamento,
  ritocchi: Ritocchi,
): Promise<{ congelato: Congelato; versioneOrigine: number }> {
  const { aoo, tipo, riferimento } = versamento;
  const letto = await readVersabile(deps, { aoo, tipo, riferimento });
  if (letto === null) throw new StatoIncompatibileError('Ciò che il pacchetto versa non c’è più: annullarlo.');
  const coperta = await isCoperta(caller, versamento);
  const fault = (mancanze: readonly MancanzaVersamento[]): never => {
    throw new DatiMancantiError(
      'Il pacchetto non si può ancora rifare: provvedere a ciò che manca e ripetere.',
      coperta ? copriMancanze(mancanze) : mancanze,
    );
  };
  if (!('versabile' in letto)) return fault(letto.mancanze);
  const { versabile } = letto;
  const conservatore = await creaDi(deps, letto.configurazione);
  if (conservatore === undefined) return fault([senzaIndirizzo(letto.configurazione)]);
  if (conservatore.configurazione.codice !== versamento.conservatore)
    throw new StatoIncompatibileError(
      'Le regole di versamento indicano ora un altro conservatore: annullare questo versamento, poi versare di nuovo.',
    );
  const mancanze = mancanzeDi(conservatore, versabile);
  if (mancanze.length > 0) return fault(mancanze);
  try {
    const { seguito } = readNascita(versamento);
    // the key was given at birth: whatever the rules call the register now, it stays
    const same = { ...versabile, chiave: versamento.chiave };
    return {
      congelato: await congela(deps, conservatore, same, ritocchi, seguito),
      versioneOrigine: versabile.versione,
    };
  } catch (error) {
    const broken = mancanzaDiFile(error);
    if (broken === null) throw error;
    await reportFile(error);
    return fault([broken]);
  }
}

/** A call of this package may have arrived without our knowing. */
const mayBeThere = ({ tentativi }: Pick<Versamento, 'tentativi'>): boolean =>
  tentativi.some(
    ({ azione, esito }) => azione === 'invio' && ['incerto', 'anomalia', 'conflitto', 'in-carico'].includes(esito),
  );

/**
 * A person lets a package go on: at once, as it is, or mended by what he tells (forcing asks for a reason, which stays). The record is
 * the same, its history goes on.
 * @throws DatiNonValidiError, DatiMancantiError, StatoIncompatibileError, NonTrovatoError
 */
export function ritenta(deps: DepsConservazione, caller: Chi, id: string, asked: Ritenta): Promise<Versamento> {
  return cambia(caller.aoo, id, async (versamento) => {
    const { stato } = versamento;
    if (!ammette(stato, 'ripresa')) throw new StatoIncompatibileError(NON_SI_RIPRENDE[stato] ?? ALTRO);
    if (versamento.presa !== undefined) throw new StatoIncompatibileError(SI_CHIEDE);
    const faults = faultsOfRitenta(versamento, asked);
    if (faults.length > 0) throw new DatiNonValidiError(faults);
    const ritocchi = ritocchiCon(versamento.ritocchi, asked);
    const mended = !isDeepStrictEqual(ritocchi, versamento.ritocchi);
    const again = mended || DA_RIFARE.has(stato) ? await rifai(deps, caller, versamento, ritocchi) : undefined;
    const changed = again !== undefined && again.congelato.sha256 !== versamento.sha256;
    const conservatore = await conservatoreDi(deps, caller.aoo, versamento.conservatore);
    const adesso = deps.clock.now();
    const dettagli: DettagliVersamento['ripresa'] = {
      stato: afterRipresa(stato, {
        forse: mayBeThere(versamento) && !DA_RIFARE.has(stato),
        cambiato: changed,
        interrogaPerChiave: conservatore?.capacita.interrogaPerChiave ?? false,
      }),
      prossimoPasso: adesso.toISOString(),
      ...(asked.motivo !== undefined && { motivo: asked.motivo }),
      ...(asked.forza !== undefined && asked.forza.length > 0 && { forza: asked.forza }),
      ...(mended && { ritocchi }),
      ...(changed && {
        pacchetto: again.congelato.pacchetto,
        sha256: again.congelato.sha256,
        dimensione: again.congelato.dimensione,
        versioneOrigine: again.versioneOrigine,
      }),
    };
    await again?.congelato.protect();
    return {
      atti: [atto(versamento, 'ripresa', adesso, dettagli, caller.utente)],
      ...(changed && { impronte: again.congelato.impronte }),
      soltanto: { presa: { $exists: false } },
    };
  });
}

export const SI_CHIEDE = 'In questo momento se ne chiede l’esito al conservatore: attendere la risposta e ripetere.';
const ALTRO = 'In questo stato il versamento non si riprende.';
const NON_SI_RIPRENDE: Readonly<Partial<Record<Versamento['stato'], string>>> = {
  preparato: 'Il pacchetto è già in coda: parte da sé.',
  'in-invio': 'Il pacchetto è in invio: attendere la risposta del conservatore.',
  accettato: 'Il conservatore lo ha già accettato: non c’è nulla da ritentare.',
  'accettato-con-avvisi': 'Il conservatore lo ha già accettato: non c’è nulla da ritentare.',
  annullato: 'Il versamento è annullato: versare di nuovo.',
};
