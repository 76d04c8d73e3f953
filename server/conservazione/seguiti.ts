import { clearDaVersare } from '../../schemas/da-versare.model.js';
import { findDi, findPrimo, markSeguito, type Versamento } from '../../schemas/versamento.model.js';
import { clearNonInviabile, type MancanzaVersamento } from '../../schemas/non-inviabile.model.js';
import { conservatoreDi } from './conservatore.js';
import type { DepsConservazione } from './deps.js';
import { reportFile } from './fissita/guasti.js';
import { mancanzaDiFile, nasci, segnaNonInviabile } from './prepara.js';
import { readRiferimento } from './regole/riferimento.js';
import { risvegliaFascicoli } from './regole/risveglia-fascicoli.js';
import { readNascita } from './replay.js';
import { mancaConservatore, segnaInAttesa } from './sigilli-in-attesa.js';
import { isAccettato } from './stati.js';
import type { Conservatore, Seguito } from './tipi.js';
import { readSeguiti, readVersabile } from './unita/leggi.js';
import type { Letto } from './unita/letto.js';
import { findRegistrazione } from './unita/registrazione.js';
import { sigilliTardivi } from './unita/sigilli.js';

/** Why a later act cannot be told; null if it can. Pure. */
export function nonComunicabile(
  { operazione }: Pick<Seguito, 'operazione'>,
  { capacita, configurazione }: Pick<Conservatore, 'capacita' | 'configurazione'>,
): MancanzaVersamento | null {
  const can = operazione === 'aggiunta' ? capacita.aggiungeDocumenti : capacita.aggiornaMetadati;
  return can
    ? null
    : {
        codice: `conservatore-senza-${operazione}`,
        messaggio: `${configurazione.denominazione} non riceve ${operazione === 'aggiunta' ? 'aggiunte' : 'aggiornamenti'}: comunicare la variazione al conservatore per altra via.`,
        chi: 'archivista',
      };
}

/** It has its package already: a document that was added, the metadata of that version. Pure. */
export const isDetto = (
  seguito: Seguito,
  versione: number,
  altri: readonly Pick<Versamento, 'canonico' | 'operazione' | 'versioneOrigine'>[],
): boolean =>
  altri.some((one) => {
    if (one.operazione !== seguito.operazione) return false;
    if (seguito.operazione === 'aggiornamento') return one.versioneOrigine >= versione;
    const told = readNascita(one).seguito;
    return told?.operazione === 'aggiunta' && told.documento.id === seguito.documento.id;
  });

/** Nothing is told before the thing itself is kept: then it is looked at again. */
async function wait(primo: Versamento, versione: number): Promise<number> {
  await clearDaVersare(primo.aoo, primo.tipo, primo.riferimento, versione);
  return 0;
}

/**
 * What is to be told of a thing that the receiver keeps. `nulla`: nothing was done on it since; a fascicolo is kept as it was closed, a
 * day too, but for seals that were put on it later. `cambiata`: an act came between the two reads, and what is told would be older than
 * what it is marked as.
 */
async function seguitiDi(
  deps: DepsConservazione,
  primo: Versamento,
  letto: Letto,
): Promise<readonly Seguito[] | 'nulla' | 'cambiata'> {
  const riferito = readRiferimento(primo.tipo, primo.riferimento);
  const impronte = new Set(primo.pacchetto.file.map(({ sha256 }) => sha256));
  if (riferito?.tipo === 'registro-giornaliero') {
    if (!('versabile' in letto) || letto.versabile.tipo === 'fascicolo') return 'nulla';
    const tardivi = sigilliTardivi(letto.versabile, impronte);
    return tardivi.length === 0 ? 'nulla' : tardivi;
  }
  if (riferito?.tipo !== 'unita-documentaria') return 'nulla';
  const versione = Math.max(primo.versioneOrigine, primo.seguitoFino ?? 0);
  const registrazione = await findRegistrazione(primo.aoo, riferito);
  if (registrazione === null || registrazione.versione <= versione) return 'nulla';
  if (registrazione.versione !== letto.versione) return 'cambiata';
  return 'versabile' in letto ? readSeguiti(deps, registrazione, { versione, impronte }) : [];
}

/**
 * What was done on a thing after the receiver had it, as packages of their own: additions of documents and notes, updates of the
 * metadata. Repeated it finds which are there; killed anywhere it goes on.
 * @returns how many packages were made
 * @throws what the store throws
 */
export async function segui(deps: DepsConservazione, versamento: Versamento): Promise<number> {
  const { aoo, tipo, riferimento } = versamento;
  const riferito = readRiferimento(tipo, riferimento);
  if (riferito?.tipo === 'unita-documentaria' && isAccettato(versamento.stato))
    await risvegliaFascicoli(aoo, riferimento);
  const primo = versamento.operazione === 'versamento' ? versamento : await findPrimo(aoo, tipo, riferimento);
  const letto = await readVersabile(deps, { aoo, tipo, riferimento });
  if (primo === null || letto === null) {
    await markSeguito(versamento);
    return 0;
  }
  const isGiorno = riferito?.tipo === 'registro-giornaliero' && isAccettato(primo.stato);
  if (isGiorno && !('versabile' in letto) && (await segnaInAttesa(deps, primo, letto.versione, letto.mancanze))) {
    await markSeguito(versamento);
    return 0;
  }
  const seguiti = isAccettato(primo.stato) ? await seguitiDi(deps, primo, letto) : 'nulla';
  if (seguiti === 'cambiata') return 0;
  if (seguiti === 'nulla') {
    await markSeguito(versamento);
    return wait(primo, letto.versione);
  }
  if (!('versabile' in letto)) {
    await segnaNonInviabile(deps, versamento, letto.versione, letto.mancanze);
    await markSeguito(versamento);
    return 0;
  }
  const conservatore = await conservatoreDi(deps, aoo, primo.conservatore);
  if (conservatore === undefined) {
    if (isGiorno) await segnaInAttesa(deps, primo, letto.versione, [mancaConservatore(primo.conservatore, letto)]);
    return 0;
  }
  const { versione } = letto;
  const altri = (await findDi(aoo, tipo, riferimento)).filter(({ vivo }) => vivo === true);
  const missing: MancanzaVersamento[] = [];
  let made = 0;
  for (const seguito of seguiti) {
    if (isDetto(seguito, versione, altri)) continue;
    const cannot = nonComunicabile(seguito, conservatore);
    if (cannot !== null) {
      missing.push(cannot);
      continue;
    }
    // after the last one: of those before some may have been annulled
    const n = Math.max(0, ...altri.flatMap((one) => (one.operazione === seguito.operazione ? one.n : []))) + 1;
    try {
      const born = await nasci(deps, {
        aoo,
        tipo,
        riferimento,
        perche: seguito.operazione === 'aggiunta' ? 'aggiunta dopo l’accettazione' : seguito.motivo,
        conservatore,
        versabile: { ...letto.versabile, chiave: primo.chiave, versione },
        n,
        seguito,
      });
      if (born === null) return made; // another worker makes the same: the next turn looks again
      altri.push(born);
      made += 1;
    } catch (error) {
      const broken = mancanzaDiFile(error);
      if (broken === null) throw error;
      await reportFile(error);
      missing.push(broken);
    }
  }
  if (missing.length > 0) await segnaNonInviabile(deps, versamento, versione, missing);
  else await clearNonInviabile({ aoo, tipo, riferimento });
  await markSeguito(primo, versione);
  if (versamento._id !== primo._id) await markSeguito(versamento);
  return made + (await wait(primo, versione));
}
