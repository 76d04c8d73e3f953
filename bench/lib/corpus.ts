import mongoose from 'mongoose';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import type { Contenuto } from '../../schemas/registrazione.model.js';
import { createCaso } from '../../server/demo/caso.js';
import { sha256Hex } from '../../server/protocollo/canonico.js';
import { derivedOf } from '../../server/protocollo/eventi.js';
import type { Bozza } from '../../server/protocollo/registro.js';

/** Registrations of an invented Comune, as many as are asked for, the same every time: words, names and offices as often as in life. */

const MODELLI =
  'Richiesta di accesso agli atti della pratica edilizia|Istanza di rateizzazione della tassa sui rifiuti|Comunicazione di avvio del procedimento di concessione|Trasmissione del verbale della seduta del consiglio|Segnalazione di buca pericolosa nella strada comunale|Domanda di iscrizione al servizio di mensa scolastica|Richiesta di parere sulla variante al piano regolatore|Autorizzazione al subappalto delle opere di scavo|Denuncia di inizio lavori di manutenzione straordinaria|Ordinanza di sospensione della circolazione stradale|Delibera di approvazione del bilancio di previsione|Determina di liquidazione della fattura elettronica|Certificato di residenza storico per uso successione|Ricorso avverso il verbale di accertamento di violazione|Convocazione della commissione consiliare permanente|Offerta economica per la gara del servizio di pulizia|Contributo per la manifestazione sportiva giovanile|Relazione sullo stato di avanzamento del cantiere|Notifica di atto giudiziario tramite messo comunale|Variazione anagrafica del nucleo familiare residente'.split(
    '|',
  );
const CODE =
  'integrazione documenti,sollecito di risposta,con allegati planimetrici,per competenza,riscontro alla nota,urgente,seconda richiesta,ai sensi della legge,in via definitiva,proroga del termine'.split(
    ',',
  );
const NOMI =
  'Maria,Giuseppe,Anna,Antonio,Giulia,Marco,Francesca,Luca,Chiara,Paolo,Elena,Andrea,Sara,Davide,Laura,Matteo,Silvia,Stefano,Valentina,Roberto'.split(
    ',',
  );
const FORME = ['S.r.l.', 'S.p.A.', 'S.n.c.', 'Soc. coop.', 'di'];
const INSEGNE =
  'Impresa,Ditta,Studio tecnico,Edilizia,Cooperativa,Officina,Associazione,Azienda agricola,Costruzioni,Servizi'.split(
    ',',
  );
export const UFFICI =
  'U110,U111,U112,U113,U114,U115,U116,U117,U210,U211,U212,U310,U311,U312,U313,U314,U410,U411,U412,U413,U414,U415,U510,U511'.split(
    ',',
  );
const CLASSI = 'I.6,II.7,III.4,IV.3,IV.8,V.2,VI.1,VI.3,VI.5,VI.7,VI.9,VII.1,VII.12,VIII.4,IX.2,X.1,XI.2,XII.1'.split(
  ',',
);
const MEZZI = 'pec,pec,pec,email,email,sportello,sportello,posta,raccomandata,portale'.split(',');

/** 32 bits from a number and a grain, mixed: the same record is the same whatever was asked before it. */
function mix(i: number, grain: number): number {
  let h = Math.imul(i ^ (grain * 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x27d4eb2f);
  return (h ^ (h >>> 15)) >>> 0;
}
const part = (i: number, grain: number): number => mix(i, grain) / 2 ** 32;
const pick = <T>(items: readonly T[], i: number, grain: number): T =>
  items[Math.floor(part(i, grain) * items.length)] as T;
/** A rank from 0 to n - 1, the first ones far more often (Zipf). */
const rank = (n: number, i: number, grain: number): number => Math.min(n - 1, Math.floor(n ** part(i, grain)) - 1);

const INIZI = 'b,c,d,f,g,l,m,n,p,r,s,t,v,br,cr,fr,gr,tr,st,sc'.split(',');
const MEZZE = 'a,e,i,o,u'.split(',');
const CENTRI = 'l,m,n,r,s,t,d,c,v,z,nt,st,rm,ll,tt,lt,nd,rc'.split(',');
/** An Italian-looking word for each number; two numbers hardly ever share one. */
function wordOf(n: number, grain: number): string {
  const syllables = 2 + (mix(n, grain) % 3);
  let word = pick(INIZI, n, grain + 1) + pick(MEZZE, n, grain + 2);
  for (let k = 0; k < syllables - 1; k += 1)
    word += pick(CENTRI, n, grain + 3 + 2 * k) + pick(MEZZE, n, grain + 4 + 2 * k);
  return word;
}
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const SOGGETTI = 100_000;
const VOCABOLARIO = 120_000;
const COGNOMI = 12_000;

function soggettoOf(n: number): Soggetto {
  if (n % 3 === 0)
    return {
      tipo: 'PG',
      denominazione: `${pick(INSEGNE, n, 1)} ${capital(wordOf(n, 50))} ${pick(FORME, n, 2)} ${capital(wordOf(rank(COGNOMI, n, 3), 60))}`,
      domicilioDigitale: `${wordOf(n, 50)}${n}@pec.example`,
    };
  return { tipo: 'PF', cognome: capital(wordOf(rank(COGNOMI, n, 3), 60)), nome: pick(NOMI, n, 4) };
}

function oggettoOf(i: number): string {
  const rare = Array.from({ length: 1 + (mix(i, 20) % 4) }, (_, k) => wordOf(rank(VOCABOLARIO, i, 21 + k), 70));
  const tail = part(i, 26) < 0.4 ? ` - ${pick(CODE, i, 27)}` : '';
  const strada = part(i, 28) < 0.4 ? ` in via ${capital(wordOf(rank(800, i, 29), 80))} ${1 + (mix(i, 30) % 120)}` : '';
  return `${MODELLI[rank(MODELLI.length, i, 19)] ?? ''} ${rare.join(' ')}${strada}${tail}`;
}

const FILE = { mime: 'application/pdf', formato: { mime: 'application/pdf' }, firme: [] };

/** What the registration of that number says at birth. */
export function contenutoOf(i: number): Contenuto {
  const flusso = part(i, 1) < 0.6 ? 'E' : part(i, 1) < 0.9 ? 'U' : 'I';
  const uo = UFFICI[rank(UFFICI.length, i, 2)] ?? 'U110';
  const fuori = Array.from({ length: part(i, 3) < 0.06 ? 3 : 1 }, (_, k) => soggettoOf(rank(SOGGETTI, i, 4 + k)));
  const dentro: Soggetto[] = [{ tipo: 'UO', uo }];
  const altra: Soggetto[] = [{ tipo: 'UO', uo: pick(UFFICI, i, 8) }];
  const riservata = part(i, 9) < 0.02;
  const classe = pick(CLASSI, i, 10);
  const codice = part(i, 11) < 0.5 ? `${classe}.${1 + (mix(i, 12) % 4)}` : classe;
  return {
    flusso,
    oggetto: oggettoOf(i),
    mittenti: flusso === 'E' ? fuori : dentro,
    destinatari: flusso === 'U' ? fuori : flusso === 'E' ? dentro : altra,
    ...(flusso === 'E' &&
      part(i, 13) < 0.4 && { protocolloMittente: { numero: `${1 + (mix(i, 14) % 60_000)}/${2016 + (i % 10)}` } }),
    documento: {
      nome: 'documento.pdf',
      dimensione: 20_000 + (mix(i, 15) % 400_000),
      sha256: sha256Hex(`corpus-${i}`),
      ...FILE,
    },
    allegati: [],
    mezzo: flusso === 'I' ? 'interno' : pick(MEZZI, i, 16),
    ...(part(i, 17) < 0.1 && { note: `Nota ${wordOf(rank(VOCABOLARIO, i, 18), 70)}` }),
    classifica: { codice, voce: 'Voce di titolario', versione: 2 },
    assegnazioni: flusso === 'U' ? [] : [{ uo, tipo: 'competenza' }],
    riservatezza: riservata
      ? { livello: 'riservata', uo: [uo], utenti: [] }
      : { livello: 'ordinaria', uo: [], utenti: [] },
    stato: 'valida',
    rinnovi: [],
  };
}

/** The registration, ready for its number. */
export function bozzaOf(i: number): Bozza {
  const contenuto = contenutoOf(i);
  const { mezzo, note, classifica, assegnazioni, riservatezza } = contenuto;
  return {
    _id: new mongoose.Types.ObjectId(),
    aoo: 'AVLD001',
    registro: 'PROT-GEN',
    operatore: 'protocollo',
    uoOperatore: 'U110',
    ...contenuto,
    nascita: {
      mezzo,
      ...(note !== undefined && { note }),
      ...(classifica !== undefined && { classifica }),
      assegnazioni,
      riservatezza,
      avvisi: [],
      documento: FILE,
      allegati: [],
    },
    eventi: [],
    richiesta: { autore: 'protocollo', chiave: `corpus-${i}`, sha256: sha256Hex(`richiesta-${i}`) },
    versione: 1,
    ...derivedOf(contenuto),
  };
}

/** Numbers drawn for the queries: the same in every run of a benchmark. */
export const createSorte = (nome: string) => createCaso(`bench/${nome}`);
