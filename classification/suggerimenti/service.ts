import type { Caller } from '../../schemas/accesso.api.js';
import type { Suggerimenti, SuggerimentiRichiesta } from '../../schemas/suggerimento.api.js';
import { findTesti } from '../../schemas/testo-ricerca.js';
import { findUffici } from '../../schemas/ufficio.model.js';
import { portataOf } from '../../server/accesso/diritti.js';
import { configurazioneAl } from '../../server/configurazione/service.js';
import { type Clock, legalDay } from '../../server/lib/clock.js';
import { DatiNonValidiError } from '../../server/lib/problem.js';
import { findVisible } from '../../server/protocollo/lookup.js';
import { REGISTRO_GENERALE } from '../../server/protocollo/rules.js';
import { needsMotivo } from '../classifica.js';
import { isUnder, normalizeCodice } from '../codice.js';
import { titolarioOf, type TitolarioInVigore } from '../service.js';
import type { Apprese } from './apprese.js';
import { classeOf } from './conoscenza.js';
import { dalRegistro } from './dal-registro.js';
import { fascicoliPer } from './fascicoli.js';
import type { Indice } from './indice.js';
import { indiceOf, indiceSotto, seguitoOf } from './modello.js';
import { motiviOf, numeroScritto } from './motivi.js';
import { ordina } from './ordine.js';
import { type Domanda, domandaOf, valuta } from './punteggio.js';

const PROPOSTE = 3;
/** Files of a document that are read, and how much of each. */
const MAX_FILE = 3;
const MAX_TESTO = 4_000;
/** Share of the registrations of a class that an office must have had to be proposed. */
const QUOTA_UFFICIO = 0.4;

interface Quadro {
  caller: Caller;
  titolario: TitolarioInVigore;
  indice: Indice;
  apprese: Apprese;
  domanda: Domanda;
  richiesta: SuggerimentiRichiesta;
  /** what it answers, if the caller may see that */
  risposta: Risposta | undefined;
}
interface Risposta {
  codice: string;
  numero: string;
  fascicolo?: string;
}

/** The registration that is answered: where it stands. Not there, or not the caller's to see: nothing is said of it. */
async function rispostaOf(caller: Caller, risponde: SuggerimentiRichiesta['risponde']): Promise<Risposta | undefined> {
  const found = risponde === undefined ? null : await findVisible(caller, risponde);
  if (found?.classifica === undefined || found.riservatezza.livello !== 'ordinaria') return undefined;
  return {
    codice: found.classifica.codice,
    numero: numeroScritto(found),
    ...(found.fascicolo !== undefined && { fascicolo: found.fascicolo }),
  };
}

/** The beginning of the texts of a document that the caller may see, the main one first; empty where none was read yet. */
async function testoOf(caller: Caller, { registrazione, testo }: SuggerimentiRichiesta): Promise<string | undefined> {
  if (testo !== undefined || registrazione === undefined) return testo;
  const found = await findVisible(caller, registrazione);
  const file = [found?.documento, ...(found?.allegati ?? [])].flatMap((uno) => uno?.sha256 ?? []).slice(0, MAX_FILE);
  const testi = new Map<string, string>();
  if (file.length > 0) for await (const uno of findTesti(file)) testi.set(uno._id, uno.testo.slice(0, MAX_TESTO));
  return file.map((sha256) => testi.get(sha256) ?? '').join('\n');
}

const under = (codice: string, sopra: string): boolean => codice === sopra || isUnder(codice, sopra);

/** The classes to propose, with what each word gave; none where nothing is known of what was asked. */
function primeOf({ titolario, indice, apprese, domanda, risposta }: Quadro) {
  const risponde = risposta && indice.codici.findIndex((codice) => under(risposta.codice, codice));
  const { punteggi, contributi } = valuta(domanda, indice, apprese.perIndice(indice.codici), risponde);
  const { classi, proponibile } = ordina(punteggi, (classe) => {
    const voce = titolario.byCodice.get(indice.codici[classe] ?? '');
    return voce === undefined || needsMotivo(voce);
  });
  const nota = contributi.size > 0 || domanda.corrispondente.length > 0 || risposta !== undefined;
  const prime = classi
    .slice(0, nota ? PROPOSTE : 0)
    .map((una) => ({ ...una, codice: indice.codici[una.classe] ?? '' }));
  return { contributi, proponibile, prime };
}

/** The office that usually has what stands there, if it is one of today. */
async function ufficioPer({ caller, apprese, richiesta }: Quadro, codice: string): Promise<Suggerimenti['uo']> {
  const [primo] = apprese.uffici(codice, richiesta.corrispondente ?? '');
  if (primo === undefined || primo.quota < QUOTA_UFFICIO) return undefined;
  const uffici = await findUffici(caller.aoo);
  if (!uffici.some((uno) => uno.codice === primo.uo && uno.attivo)) return undefined;
  const quota = portataOf(caller.ruolo, 'consulta') === 'aoo' ? ` (${Math.round(primo.quota * 100)} su 100)` : '';
  const che = primo.delCorrispondente
    ? `quello che questo corrispondente ha in ${codice}`
    : `quello che sta in ${codice}`;
  return { codice: primo.uo, motivo: `riceve di solito ${che}${quota}` };
}

const arrotonda = (punteggio: number): number => Math.round(punteggio * 1000) / 1000;

async function rispondi(quadro: Quadro, soglia: number): Promise<Suggerimenti> {
  const { caller, titolario, indice, apprese, domanda, richiesta, risposta } = quadro;
  const { contributi, proponibile, prime } = primeOf(quadro);
  const corrispondente = richiesta.corrispondente ?? '';
  const codici = prime.map(({ codice }) => codice);
  const sicuro = proponibile && (prime[0]?.punteggio ?? 0) >= soglia;
  const [codice = ''] = codici;
  const sotto = titolario.voci.filter((voce) => under(voce.codice, codice)).map((voce) => voce.codice);
  const [registro, uo, fascicoli] = await Promise.all([
    dalRegistro(caller, domanda, { indice, apprese, corrispondente, codici }),
    sicuro ? ufficioPer(quadro, codice) : undefined,
    sicuro
      ? fascicoliPer(caller, sotto, apprese.ultimeDi(codice, corrispondente).ultime, {
          oggetto: richiesta.oggetto,
          corrispondente,
          risposta: risposta?.fascicolo,
        })
      : [],
  ]);
  return {
    suggerimenti: prime.map((una) => ({
      codice: una.codice,
      voce: indice.voci[una.classe] ?? '',
      punteggio: arrotonda(una.punteggio),
      motivi: motiviOf(domanda, indice, {
        contributi,
        classe: una.classe,
        registro: {
          ...(registro.get(una.codice) ?? { corrispondente: 0, simili: [] }),
          ...(risposta !== undefined && under(risposta.codice, una.codice) && { risposta: risposta.numero }),
        },
      }),
    })),
    sicuro,
    ...(uo !== undefined && { uo }),
    fascicoli,
  };
}

/**
 * The three likeliest voci for a document, each with its reasons in words, the likeliest office and open fascicoli; nothing is
 * changed by it. Voci that are closed on that day are never among them; what is reserved never speaks.
 * @throws DatiNonValidiError naming `sotto` if no voce of that code is there
 */
export async function suggest(caller: Caller, richiesta: SuggerimentiRichiesta, clock: Clock): Promise<Suggerimenti> {
  const oggi = legalDay(clock.now());
  const titolario = await titolarioOf(caller.aoo, richiesta.data ?? oggi);
  if (titolario === undefined) return { suggerimenti: [], sicuro: false, fascicoli: [] };
  const sopra = richiesta.sotto === undefined ? undefined : (normalizeCodice(richiesta.sotto) ?? '');
  if (sopra !== undefined && !titolario.byCodice.has(sopra)) {
    const messaggio = 'La voce non esiste nel titolario di quel giorno: controllare il codice.';
    throw new DatiNonValidiError([{ campo: 'sotto', messaggio }]);
  }
  const [indice, seguito, impostazioni, risposta, testo] = await Promise.all([
    sopra === undefined ? indiceOf(titolario) : indiceSotto(titolario, sopra),
    seguitoOf(caller.aoo, REGISTRO_GENERALE, titolario),
    configurazioneAl(caller.aoo, 'impostazioni', oggi),
    rispostaOf(caller, richiesta.risponde),
    testoOf(caller, richiesta),
  ]);
  if (indice.codici.length === 0) return { suggerimenti: [], sicuro: false, fascicoli: [] };
  void seguito.segui(oggi);
  const apprese = sopra === undefined || classeOf(sopra) === sopra.split('.')[0] ? seguito.classi : seguito.sottoclassi;
  const domanda = domandaOf({ ...richiesta, testo }, indice);
  return rispondi(
    { caller, titolario, indice, apprese, domanda, richiesta, risposta },
    impostazioni.sogliaSuggerimenti / 100,
  );
}
