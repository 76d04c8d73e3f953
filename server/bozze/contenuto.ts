import { requireClassifica } from '../../classification/service.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { BozzaModifica } from '../../schemas/bozza.api.js';
import type { ContenutoBozza } from '../../schemas/bozza.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { conosciutiOf } from '../accesso/aoo.js';
import { judgeTipologia, PROTOCOLLO_IN_USCITA, regoleAl } from '../configurazione/registrazione.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError, type ErroreCampo, NonTrovatoError } from '../lib/problem.js';
import { faultsOfRiservatezza, faultsOfSoggetti } from '../protocollo/checks.js';
import { createAnswers } from '../protocollo/registrazioni-http.js';
import { noteOf, riservatezzaUnder } from '../protocollo/riservatezza.js';
import { compileModello, requireModello } from './compila.js';
import { requireFascicoloAperto } from './fascicolo.js';
import { resolveAllegati } from './file.js';

/** The registration that a letter answers, as far as the caller may see it. @throws DatiNonValidiError on `risponde` */
export async function requireRisposta(
  deps: Deps,
  caller: Caller,
  posto: { anno: number; numero: number },
): Promise<Registrazione> {
  const fault = (messaggio: string) => new DatiNonValidiError([{ campo: 'risponde', messaggio }]);
  const found = await createAnswers(deps)
    .read(caller, posto)
    .catch((error: unknown) => {
      throw error instanceof NonTrovatoError
        ? fault('La registrazione a cui si risponde non esiste: controllare anno e numero.')
        : error;
    });
  if (found.flusso === 'I')
    throw fault('A un documento interno si risponde con una registrazione interna: una bozza va in uscita.');
  return found;
}

type Voluto<T> = T | null | undefined;

/** As asked: a value, none (null), or as it was. */
const chosen = <T>(asked: Voluto<T>, before: T | undefined): T | undefined =>
  asked === undefined ? before : (asked ?? undefined);

const compact = (contenuto: { [K in keyof ContenutoBozza]: ContenutoBozza[K] | undefined }): ContenutoBozza =>
  Object.fromEntries(Object.entries(contenuto).filter(([, value]) => value !== undefined)) as unknown as ContenutoBozza;

/**
 * The content of a draft after a change. A draft may be incomplete, but what is in it is right: offices, means, tipologia, voce and
 * fascicolo are those of the AOO, attachments those that the caller may see.
 * @throws DatiNonValidiError
 */
export async function applyModifica(
  deps: Deps,
  caller: Caller,
  uo: string,
  before: ContenutoBozza,
  m: BozzaModifica,
): Promise<ContenutoBozza> {
  const giorno = legalDay(deps.clock.now());
  const [known, regole] = await Promise.all([conosciutiOf(caller.aoo), regoleAl(caller.aoo, giorno)]);
  const tipologia = judgeTipologia(regole, m.tipologia ?? undefined, PROTOCOLLO_IN_USCITA);
  const faults: ErroreCampo[] = [
    ...faultsOfSoggetti('destinatari', m.destinatari ?? [], known),
    ...(m.mezzo === undefined || regole.mezzi.has(m.mezzo)
      ? []
      : [{ campo: 'mezzo', messaggio: `Il mezzo ${m.mezzo} non è tra quelli della AOO.` }]),
    ...tipologia.errori,
    ...(m.riservatezza === undefined ? [] : faultsOfRiservatezza(m.riservatezza, known)),
  ];
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  const motivoClassifica = chosen(m.motivoClassifica === '' ? null : m.motivoClassifica, before.motivoClassifica);
  const codice = chosen(m.classifica, before.classifica?.codice);
  // the head answers for the whole letter, its sottoclasse too
  const voce =
    codice === undefined || (m.classifica === undefined && m.motivoClassifica === undefined)
      ? undefined
      : await requireClassifica(caller.aoo, giorno, codice, { motivo: motivoClassifica, sottoclasse: true });
  const classifica =
    voce === undefined
      ? codice === undefined
        ? undefined
        : before.classifica
      : { codice: voce.codice, voce: voce.voce, versione: voce.versione };
  const fascicolo = typeof m.fascicolo === 'string' ? await requireFascicoloAperto(caller, m.fascicolo) : m.fascicolo;
  const risponde = chosen(m.risponde, before.risponde);
  const risposta =
    m.risponde === undefined || m.risponde === null ? undefined : await requireRisposta(deps, caller, m.risponde);
  const next: ContenutoBozza = compact({
    oggetto: m.oggetto ?? before.oggetto,
    destinatari: m.destinatari ?? before.destinatari,
    mezzo: m.mezzo ?? before.mezzo,
    testo: before.testo,
    modello: m.modello ?? before.modello,
    documento: before.documento,
    allegati: m.allegati === undefined ? before.allegati : await resolveAllegati(deps, caller, before, m.allegati),
    classifica,
    motivoClassifica,
    fascicolo: chosen(fascicolo, before.fascicolo),
    tipologia: m.tipologia === undefined ? before.tipologia : tipologia.tipologia,
    riservatezza: riservatezzaUnder(
      m.riservatezza === undefined ? before.riservatezza : noteOf(m.riservatezza),
      voce?.riservata === true,
      [uo],
    ),
    risponde,
    note: chosen(m.note === '' ? null : m.note, before.note),
  });
  return withTesto(deps, caller, uo, next, m, risposta);
}

/** The text as written, else that of the template that was chosen; a text takes the place of a file of one's own. */
async function withTesto(
  deps: Deps,
  caller: Caller,
  uo: string,
  next: ContenutoBozza,
  m: BozzaModifica,
  known: Registrazione | undefined,
): Promise<ContenutoBozza> {
  if (m.testo === null) return compact({ ...next, testo: undefined });
  if (m.testo !== undefined) return compact({ ...next, testo: m.testo, documento: undefined });
  if (m.modello === undefined) return next;
  const modello = await requireModello(deps, caller.aoo, m.modello);
  const risposta =
    known ?? (next.risponde === undefined ? undefined : await requireRisposta(deps, caller, next.risponde));
  return compact({
    ...next,
    testo: await compileModello(deps, caller, modello, { ...next, uo }, risposta),
    documento: undefined,
  });
}
