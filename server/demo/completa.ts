import type { Assegnazione, ProtocolloMittente, RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import { addDays, rfc3339 } from '../lib/clock.js';
import { MEZZI_CARTACEI } from './canali.js';
import type { Caso } from './caso.js';
import { writeLettera } from './documenti/scrivi.js';
import { mittenteAccount } from './ente.js';
import { drawAllegati, drawPagine, fileOf } from './file.js';
import { istante } from './giorni.js';
import { fill } from './modelli.js';
import { chooseParti } from './parti.js';
import type { Altra, ContestoAltre, Riga, RigaCompleta, RigaConOra } from './righe.js';
import { chooseSupporti } from './supporti.js';
import { chiaveOf } from './trenta.js';
import type { FileDemo, PassoRegistra } from './tipi.js';

const ULTIMO_DEI_TRENTA = 30;
const QUOTA_PROTOCOLLO_MITTENTE = 0.5;
const QUOTA_ALLEGATI = 1 / 3;
const QUOTA_SOTTOCLASSE = 2 / 3;
const QUOTA_CONOSCENZA = 0.2;
/** Told of what comes in, now and then: it answers the public. */
const UFFICIO_PUBBLICO = 'U113';

const oggettoOf = ({ modello, parametri, risponde }: Riga): string =>
  fill(risponde === undefined ? modello.oggetto : (modello.risposta ?? modello.oggetto), parametri);

/** What the document says; an answer names what it answers. */
function testoOf({ risponde, parametri, modello }: Riga): string {
  if (risponde === undefined) return fill(modello.testo, parametri);
  const data = risponde.giorno.split('-').reverse().join('.');
  return `In riferimento al documento presentato il ${data}, «${oggettoOf(risponde)}», si comunica l’esito dell’esame svolto dall’ufficio e si trasmette quanto indicato in oggetto. Le eventuali osservazioni vanno presentate entro dieci giorni.`;
}

const TIPOLOGIE_RISPOSTA: readonly [RegExp, string][] = [
  [/avvio del procedimento/iu, 'Avvio del procedimento'],
  [/^Richiesta di (integrazioni|documentazione)/u, 'Richiesta di integrazione'],
  [/^Autorizzazione/u, 'Autorizzazione'],
  [/^Trasmissione/u, 'Trasmissione'],
  [/^Rilascio del certificato/u, 'Certificato'],
];
const tipologiaRisposta = (oggetto: string): string =>
  TIPOLOGIE_RISPOSTA.find(([test]) => test.test(oggetto))?.[1] ?? 'Risposta';

/** The office to which the document goes. */
const competenzaOf = ({ modello, parametri }: Riga): string =>
  modello.flusso === 'I' ? fill(modello.corrispondente, parametri) : modello.uo;

/** What came lately and has no class is still on the desk of the protocol office; what went out waits for nobody. */
function assegnazioniOf(caso: Caso, { flusso, riga, classificata, recente }: RigaCompleta): Assegnazione[] | undefined {
  const goesOut = flusso === 'U' && riga.modello.gruppo !== 'riservata';
  if (goesOut || (flusso === 'E' && !classificata && recente)) return undefined;
  const competenza: Assegnazione = { uo: competenzaOf(riga), tipo: 'competenza' };
  const informed = flusso === 'E' && riga.modello.gruppo === 'tabella' && caso.chance(QUOTA_CONOSCENZA);
  return informed ? [competenza, { uo: UFFICIO_PUBBLICO, tipo: 'conoscenza' }] : [competenza];
}

const bearsNumero = ({ flusso, mezzo, corrispondente }: RigaCompleta): boolean =>
  flusso === 'E' &&
  (mezzo === 'pec' || mezzo === 'raccomandata') &&
  (corrispondente?.soggetto.tipo === 'PG' || corrispondente?.soggetto.tipo === 'PAI');

/** The number of the sender's own register: seven digits for a body, number and year for a firm. */
function drawProtocolloMittente(caso: Caso, { corrispondente, riga }: RigaCompleta): ProtocolloMittente {
  const isEnte = corrispondente?.soggetto.tipo === 'PAI';
  const numero = isEnte
    ? String(caso.integer(1, 60_000)).padStart(7, '0')
    : `${caso.integer(1, 400)}/${riga.giorno.slice(0, 4)}`;
  return { numero, data: addDays(riga.giorno, -caso.integer(0, 3)) };
}

/** Messages have the minute of their arrival, papers the day. */
function dataArrivoOf(caso: Caso, { mezzo, riga, secondi }: RigaCompleta): string {
  if (MEZZI_CARTACEI.includes(mezzo)) return riga.giorno;
  return rfc3339(new Date(istante(riga.giorno, secondi).getTime() - caso.integer(4, 55) * 60_000));
}

function partiOf({
  riga,
  flusso,
  corrispondente,
}: RigaCompleta): Pick<RegistrazioneRichiesta, 'mittenti' | 'destinatari'> {
  const esterni = corrispondente === undefined ? [] : [corrispondente.soggetto];
  const uffici = (uo: string): RegistrazioneRichiesta['mittenti'] => [{ tipo: 'UO', uo }];
  if (flusso === 'E') return { mittenti: esterni, destinatari: uffici(competenzaOf(riga)) };
  return { mittenti: uffici(riga.modello.uo), destinatari: flusso === 'U' ? esterni : uffici(competenzaOf(riga)) };
}

function richiestaOf(caso: Caso, one: RigaCompleta, conNumero: boolean): RegistrazioneRichiesta {
  const { riga, flusso, mezzo, classificata } = one;
  const { gruppo, classifica, tipologia, uo } = riga.modello;
  const assegnazioni = assegnazioniOf(caso, one);
  const oggetto = oggettoOf(riga);
  return {
    flusso,
    oggetto,
    ...partiOf(one),
    mezzo,
    ...(conNumero && { protocolloMittente: drawProtocolloMittente(caso, one) }),
    ...(flusso === 'E' && { dataArrivo: dataArrivoOf(caso, one) }),
    ...(classificata && { classifica }),
    ...(gruppo === 'fuori' && { motivoClassifica: 'Nessuna voce del titolario corrisponde al contenuto.' }),
    ...(assegnazioni !== undefined && { assegnazioni }),
    ...(gruppo === 'riservata' && { riservatezza: { livello: 'riservata' as const, uo: [uo] } }),
    tipologia: riga.risponde === undefined ? tipologia : tipologiaRisposta(oggetto),
  };
}

/** The part of the rows that a share of all `su` gives, drawn among those that may have it. */
function choose(caso: Caso, possible: readonly RigaCompleta[], quota: number, su = possible.length): Set<Riga> {
  return new Set(
    caso
      .shuffle(possible)
      .slice(0, Math.round(quota * su))
      .map(({ riga }) => riga),
  );
}

/** What is decided over all rows, so that the shares are exact. */
interface Scelte {
  chiavi: ReadonlyMap<Riga, string>;
  supporti: ReadonlyMap<Riga, FileDemo['supporto']>;
  conNumero: ReadonlySet<Riga>;
  conAllegati: ReadonlySet<Riga>;
  conSottoclasse: ReadonlySet<Riga>;
}

const waitsForScan = ({ flusso, recente, mezzo }: RigaCompleta): boolean =>
  flusso === 'E' && recente && MEZZI_CARTACEI.includes(mezzo);

function chooseScelte(caso: Caso, righe: readonly RigaCompleta[]): Scelte {
  const supporti = chooseSupporti(caso.fork('supporti'), righe);
  const classificate = righe.filter(({ classificata }) => classificata);
  const withFile = righe.filter((one) => !waitsForScan(one));
  const plain = withFile.filter(({ riga }) => !supporti.has(riga) && riga.modello.gruppo !== 'fuori');
  const below = classificate.filter(({ riga }) => riga.modello.sottoclasse !== undefined);
  return {
    chiavi: new Map(righe.map(({ riga }, i) => [riga, chiaveOf(ULTIMO_DEI_TRENTA + 1 + i)])),
    supporti,
    conNumero: choose(caso.fork('numero'), righe.filter(bearsNumero), QUOTA_PROTOCOLLO_MITTENTE),
    conAllegati: choose(caso.fork('allegati'), plain, QUOTA_ALLEGATI, withFile.length),
    conSottoclasse: choose(caso.fork('sottoclasse'), below, QUOTA_SOTTOCLASSE, classificate.length),
  };
}

function passoOf(caso: Caso, one: RigaCompleta, scelte: Scelte, contesto: ContestoAltre): PassoRegistra {
  const { riga, corrispondente, flusso } = one;
  const { uffici } = contesto;
  const richiesta = richiestaOf(caso, one, scelte.conNumero.has(riga));
  const chiave = scelte.chiavi.get(riga) ?? '';
  const lettera = writeLettera({
    richiesta,
    giorno: richiesta.protocolloMittente?.data ?? riga.giorno,
    testo: testoOf(riga),
    ...(corrispondente !== undefined && { corrispondente }),
    uffici,
    seme: `${contesto.seme}/${contesto.anno}/${contesto.ieri}/${chiave}`,
  });
  const documento = fileOf(
    richiesta,
    lettera,
    riga.modello.gruppo === 'fuori' ? 1 : drawPagine(caso),
    scelte.supporti.get(riga),
  );
  const risponde = riga.risponde === undefined ? undefined : scelte.chiavi.get(riga.risponde);
  return {
    azione: 'registra',
    chiave,
    quando: istante(riga.giorno, one.secondi),
    utente: flusso === 'E' ? 'protocollo' : mittenteAccount(uffici, riga.modello.uo),
    richiesta,
    ...(risponde !== undefined && { rispondeA: risponde }),
    ...(!waitsForScan(one) && { documento }),
    allegati: scelte.conAllegati.has(riga) ? drawAllegati(caso, lettera) : [],
  };
}

/** Gives every row its correspondent, channel, class, offices and files, and its place among the keys. */
export function completa(
  caso: Caso,
  righe: readonly RigaConOra[],
  giorni: readonly string[],
  contesto: ContestoAltre,
): Altra[] {
  const complete = chooseParti(caso.fork('parti'), righe, giorni, contesto.soggetti);
  const scelte = chooseScelte(caso.fork('scelte'), complete);
  return complete.map((one, i): Altra => ({
    passo: passoOf(caso.fork(`riga/${i}`), one, scelte, contesto),
    modello: one.riga.modello,
    uo: competenzaOf(one.riga),
    giorno: one.riga.giorno,
    recente: one.recente,
    ...(scelte.conSottoclasse.has(one.riga) && { sottoclasse: one.riga.modello.sottoclasse ?? '' }),
  }));
}
