import { lineageOf } from '../../../classification/codice.js';
import { titolarioOf } from '../../../classification/service.js';
import type { Caller } from '../../../schemas/accesso.api.js';
import { LIVELLI_PARTE, PAROLE_TIPO } from '../../../schemas/fascicolo-parole.js';
import type { Fascicolo } from '../../../schemas/fascicolo.model.js';
import { findPersone } from '../../../schemas/utente.model.js';
import { nameOfSoggetto } from '../../../schemas/soggetto.api.js';
import { aooOf, ufficioOf } from '../../accesso/aoo.js';
import { giornoOf } from '../../carte/dati.js';
import type { Deps } from '../../deps.js';
import { procedimentoDi } from '../../metadati/procedimento.js';
import { tempoDelFascicolo } from '../../metadati/fascicolo.js';
import { countContenuto } from '../contenuto.js';
import { findAlberoVisibile } from '../elenco.js';
import { findBrevi } from '../visibilita.js';

/** What the cover of a fascicolo says (titolario.md 6.5). */
export interface Camicia {
  ente: string;
  aoo: string;
  codice: string;
  /** `Fascicolo`, `Sottofascicolo`, `Inserto` */
  genere: string;
  /** the oggetto; of a restricted one its number, so that the cover may lie on a desk */
  oggetto: string;
  riservato: boolean;
  /** names and values, in order; what has no value is left out */
  dati: readonly (readonly [nome: string, valore: string | undefined])[];
  parti: readonly { codice: string; oggetto: string; stato: string }[];
  id: string;
  /** address of its page, text of the QR code */
  indirizzo: string;
  dimostrazione: boolean;
}

const anniInParole = (tempo: number | 'illimitato'): string =>
  tempo === 'illimitato' ? 'illimitata' : tempo === 1 ? '1 anno' : `${tempo} anni`;

async function classificaInParole({ aoo, classifica, dataApertura }: Fascicolo): Promise<string> {
  const titolario = await titolarioOf(aoo, dataApertura);
  const lines = lineageOf(classifica.codice)
    .reverse()
    .map((codice) => {
      const voce = codice === classifica.codice ? classifica.voce : titolario?.byCodice.get(codice)?.voce;
      return voce === undefined ? codice : `${codice} ${voce}`;
    });
  return lines.join('\n');
}

/** The fascicolo and what of it the caller may see, in words. */
export async function camiciaOf({ config, dimostrazione }: Deps, caller: Caller, f: Fascicolo): Promise<Camicia> {
  const [{ ente, denominazione }, ufficio, persone, albero, tempo, classifica, conti, procedimento, collegati] =
    await Promise.all([
      aooOf(f.aoo),
      ufficioOf(f.aoo, f.uo),
      findPersone([f.responsabile ?? '', f.rup ?? '']),
      findAlberoVisibile(caller, f.radice),
      tempoDelFascicolo(f),
      classificaInParole(f),
      countContenuto(caller, [f._id]),
      procedimentoDi(f),
      findBrevi(caller, f.collegati ?? []),
    ]);
  const nome = (utente: string | undefined): string | undefined =>
    utente && (persone.find(({ _id }) => _id === utente)?.denominazione ?? utente);
  const riservato = f.riservatezza.livello === 'riservata';
  const parti = albero.filter(({ padre }) => padre === f._id);
  const documenti = conti.get(f._id) ?? 0;
  const intestatario = f.intestatario === undefined || riservato ? undefined : nameOfSoggetto(f.intestatario);
  return {
    ente: ente.denominazione,
    aoo: `${f.aoo} ${denominazione}`,
    codice: f.codice,
    genere: LIVELLI_PARTE[f.livello - 1] ?? 'Fascicolo',
    oggetto: riservato ? `Fascicolo riservato n. ${f.codice}` : f.oggetto,
    riservato,
    dati: [
      ['Ufficio', ufficio === undefined ? f.uo : `${f.uo} ${ufficio.denominazione}`],
      ['Responsabile', nome(f.responsabile)],
      ['Responsabile del procedimento', nome(f.rup)],
      ['Anno', String(f.anno)],
      ['Classificazione', classifica],
      ['Numero', String(f.progressivo)],
      ['Tipo', PAROLE_TIPO[f.tipo]],
      ['Procedimento', procedimento?.denominazione],
      ['Intestatario', intestatario],
      ['Aperto il', giornoOf(f.dataApertura)],
      ['Chiuso il', f.stato === 'chiuso' && f.dataChiusura !== undefined ? giornoOf(f.dataChiusura) : undefined],
      ['Documenti', String(documenti)],
      ['Parti', parti.length === 0 ? undefined : String(parti.length)],
      ['Fascicoli collegati', [...collegati.values()].map((one) => `${one.codice} ${one.oggetto}`).join('\n')],
      ['Conservazione', tempo && anniInParole(tempo.tempo)],
      ['Accesso', riservato ? 'riservato' : 'ordinario'],
      ['Posizione delle carte', f.posizione],
    ],
    parti: parti.map((one) => ({
      codice: one.codice,
      oggetto: one.riservatezza.livello === 'riservata' ? 'riservato' : one.oggetto,
      stato: one.stato,
    })),
    id: f._id,
    indirizzo: `${config.urlPubblico}/fascicoli/${f._id}`,
    dimostrazione,
  };
}
