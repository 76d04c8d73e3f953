import { FascicoloModel, INDICE_FASCICOLI_DA_VERSARE } from '../../../schemas/fascicolo.model.js';
import { INDICE_DA_VERSARE, INDICE_FIRME } from '../../../schemas/registrazione-indici.js';
import { AttoRepertorioModel, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import type { Conservazione } from '../../../schemas/configurazione-conservazione.api.js';
import type { TipoVersamento } from '../../../schemas/versamento.api.js';
import { configurazioneAl } from '../../configurazione/service.js';
import { addDays, legalDay, startOfLegalDay } from '../../lib/clock.js';
import { REGISTRO_GIORNALIERI } from '../../metadati/giornaliero.js';
import { findGiornalieriDovuti } from './giornalieri.js';
import { findInAttesaDiSigillo } from './in-attesa-di-sigillo.js';
import { filtroSpenti, regolaFor } from './regola.js';
import { riferimentoUnita } from './riferimento.js';
import { type MotivoDovuto, nextWorkingDay, terminiOf } from './termini.js';

/** Something to be shipped now, or to be found unfit. */
export interface Dovuto {
  tipo: TipoVersamento;
  riferimento: string;
  motivo: MotivoDovuto;
  /** daily registers, and what a signature hurries */
  priorita: boolean;
  /** last legal day of its term, `YYYY-MM-DD` */
  termine: string;
  /** code of the receiver; absent where no rule says one */
  conservatore?: string;
}

/** What holds for an AOO on a day. */
export interface Regole {
  aoo: string;
  oggi: string;
  conservazione: Conservazione;
  patrono: string;
}

/** The rules of conservation of an AOO on a legal day. @throws Problema 400 `aoo-sconosciuta` */
export async function regoleConservazioneAl(aoo: string, oggi: string): Promise<Regole> {
  const [conservazione, { patrono }] = await Promise.all([
    configurazioneAl(aoo, 'conservazione', oggi),
    configurazioneAl(aoo, 'impostazioni', oggi),
  ]);
  return { aoo, oggi, conservazione, patrono };
}

/** A selection that takes longer is given up, and made again by the next sweep. */
const MAX_TIME_MS = 10_000;

interface RigaUnita {
  registro: string;
  anno: number;
  numero: number;
  dataRegistrazione: Date;
  tipologia?: string;
  classifica?: { codice: string };
  scadenzaFirma?: Date;
}
const CAMPI_UNITA = {
  _id: 0,
  registro: 1,
  anno: 1,
  numero: 1,
  dataRegistrazione: 1,
  tipologia: 1,
  'classifica.codice': 1,
  scadenzaFirma: 1,
} as const;

/** In its place among the others: a registration has that of its day, a fascicolo that of the day on which it is due. */
type InFila = Dovuto & { posto: string };

type Records = typeof RegistrazioneModel.collection;
type Filtro = Record<string, unknown>;

/** The first that pass, in the order of an index. */
const find = (
  records: Records,
  filters: readonly (Filtro | null)[],
  { hint, sort, limit }: { hint: Record<string, 1>; sort: Record<string, 1>; limit: number },
): Promise<RigaUnita[]> =>
  records
    .find(
      { $and: filters.filter((one) => one !== null) },
      { projection: CAMPI_UNITA, hint, sort, limit, maxTimeMS: MAX_TIME_MS, batchSize: limit },
    )
    .toArray() as unknown as Promise<RigaUnita[]>;

function presentUnita({ conservazione, oggi, patrono }: Regole, riga: RigaUnita): InFila {
  const { registro, tipologia, classifica, scadenzaFirma, dataRegistrazione } = riga;
  const giorno = legalDay(dataRegistrazione);
  const cosa = { tipo: 'unita-documentaria', giorno, classificata: classifica !== undefined, scadenzaFirma } as const;
  const { termine, motivo, prioritaDal } = terminiOf(cosa, conservazione.termini, patrono);
  const trovata = regolaFor(conservazione, { tipo: 'unita-documentaria', registro, tipologia });
  const priorita = prioritaDal !== undefined && prioritaDal <= oggi;
  return {
    tipo: 'unita-documentaria',
    riferimento: riferimentoUnita(riga),
    motivo: priorita ? 'firma-in-scadenza' : motivo,
    priorita,
    termine,
    posto: giorno,
    ...(trovata !== undefined && { conservatore: trovata.conservatore.codice }),
  };
}

const UNITA = (): Records[] => [RegistrazioneModel.collection, AttoRepertorioModel.collection];

/** True for an AOO that ships nothing at all: whatever is due waits. */
const isSpenta = ({ conservatori }: Conservazione): boolean => conservatori.every(({ attivo }) => !attivo);

/** What is signed and hurries, the first to end first. */
async function selectFirme(regole: Regole, limit: number): Promise<InFila[]> {
  const { aoo, oggi, conservazione } = regole;
  const until = startOfLegalDay(addDays(oggi, conservazione.termini.firmaGiorni + 1));
  const filters = [
    { aoo, daVersare: 'nascita', scadenzaFirma: { $lt: until } },
    filtroSpenti(conservazione, 'unita-documentaria'),
  ];
  const found = await Promise.all(
    UNITA().map((records) => find(records, filters, { hint: INDICE_FIRME, sort: { scadenzaFirma: 1 }, limit })),
  );
  return found
    .flat()
    .sort((a, b) => (a.scadenzaFirma?.getTime() ?? 0) - (b.scadenzaFirma?.getTime() ?? 0))
    .slice(0, limit)
    .map((riga) => presentUnita(regole, riga));
}

/** Registrations and acts of repertori that are due by age or because they are classified, oldest first. */
async function selectUnita(regole: Regole, limit: number): Promise<InFila[]> {
  const { aoo, oggi, conservazione } = regole;
  const { registrazioniGiorni, appenaClassificata } = conservazione.termini;
  const from = startOfLegalDay(addDays(oggi, 1 - registrazioniGiorni)); // younger ones are not due by age alone
  const spenti = filtroSpenti(conservazione, 'unita-documentaria');
  const marked = { aoo, daVersare: { $in: ['atto', 'nascita'] } };
  const options = { hint: INDICE_DA_VERSARE, sort: { dataRegistrazione: 1 } as const };
  const perRecords = async (records: Records): Promise<RigaUnita[]> => {
    const old = await find(records, [marked, { dataRegistrazione: { $lt: from } }, spenti], { ...options, limit });
    if (old.length >= limit || !appenaClassificata) return old;
    const young = { dataRegistrazione: { $gte: from }, 'classifica.codice': { $gt: '' } };
    return [...old, ...(await find(records, [marked, young, spenti], { ...options, limit: limit - old.length }))];
  };
  const found = await Promise.all(UNITA().map(perRecords));
  return found
    .flat()
    .sort((a, b) => a.dataRegistrazione.getTime() - b.dataRegistrazione.getTime())
    .slice(0, limit)
    .map((riga) => presentUnita(regole, riga));
}

/** Closed fascicoli, closed first first. */
async function selectFascicoli({ aoo, oggi, conservazione, patrono }: Regole, limit: number): Promise<InFila[]> {
  const { termini } = conservazione;
  const found = await FascicoloModel.find(
    {
      $and: [
        {
          aoo,
          daVersare: { $in: ['atto', 'nascita'] },
          dataChiusura: { $lte: addDays(oggi, -termini.fascicoliGiorni) },
        },
        filtroSpenti(conservazione, 'fascicolo') ?? {},
      ],
    },
    { tipo: 1, dataChiusura: 1 },
  )
    .hint(INDICE_FASCICOLI_DA_VERSARE)
    .sort({ dataChiusura: 1 })
    .limit(limit)
    .maxTimeMS(MAX_TIME_MS)
    .lean<{ _id: string; tipo: string; dataChiusura: string }[]>();
  return found.map(({ _id, tipo, dataChiusura }): InFila => {
    const { dal, termine, motivo } = terminiOf({ tipo: 'fascicolo', giorno: dataChiusura }, termini, patrono);
    const trovata = regolaFor(conservazione, { tipo: 'fascicolo', tipologia: tipo });
    return {
      tipo: 'fascicolo',
      riferimento: _id,
      motivo,
      priorita: false,
      termine,
      posto: dal,
      ...(trovata !== undefined && { conservatore: trovata.conservatore.codice }),
    };
  });
}

/** Closed daily registers that nobody has shipped and that do not wait for their seal, oldest first. */
async function selectGiornalieri(
  { aoo, oggi, conservazione, patrono }: Regole,
  limit: number,
  adesso: Date,
): Promise<InFila[]> {
  const trovata = regolaFor(conservazione, { tipo: 'registro-giornaliero', registro: REGISTRO_GIORNALIERI });
  if (trovata?.conservatore.attivo === false) return [];
  const giorni = await findGiornalieriDovuti(aoo, oggi, limit);
  const attendono = await findInAttesaDiSigillo(aoo, giorni, adesso, (giorno) => nextWorkingDay(giorno, patrono));
  return giorni
    .filter((giorno) => !attendono.has(giorno))
    .map((giorno): InFila => {
      const { dal, termine, motivo } = terminiOf(
        { tipo: 'registro-giornaliero', giorno },
        conservazione.termini,
        patrono,
      );
      return {
        tipo: 'registro-giornaliero',
        riferimento: giorno,
        motivo,
        priorita: true,
        termine,
        posto: dal,
        ...(trovata !== undefined && { conservatore: trovata.conservatore.codice }),
      };
    });
}

const shown = ({ posto: _posto, ...dovuto }: InFila): Dovuto => dovuto;

/**
 * What is due in an AOO, from the database alone and most urgent first: daily registers, then what is signed and whose signatures end
 * soon, then the oldest. What was looked at is not given again once its package is made, or it is found unfit (schemas/da-versare.model.ts,
 * schemas/non-inviabile.model.ts). Nothing while every receiver of the AOO is off.
 * @param irraggiungibili - codes of receivers of which the installation has no address: they count as off
 * @throws Problema 400 `aoo-sconosciuta`
 */
export async function selectDue(
  aoo: string,
  limit: number,
  adesso: Date,
  irraggiungibili: ReadonlySet<string> = new Set(),
): Promise<Dovuto[]> {
  const { conservazione, ...resto } = await regoleConservazioneAl(aoo, legalDay(adesso));
  const conservatori = conservazione.conservatori.map((one) =>
    irraggiungibili.has(one.codice) ? { ...one, attivo: false } : one,
  );
  const regole: Regole = { ...resto, conservazione: { ...conservazione, conservatori } };
  if (isSpenta(regole.conservazione)) return [];
  const giornalieri = await selectGiornalieri(regole, limit, adesso);
  if (giornalieri.length >= limit) return giornalieri.map(shown);
  const firme = await selectFirme(regole, limit - giornalieri.length);
  const urgent = new Set(firme.map(({ riferimento }) => riferimento));
  const left = limit - giornalieri.length - firme.length;
  if (left <= 0) return [...giornalieri, ...firme].map(shown);
  const [unita, fascicoli] = await Promise.all([
    selectUnita(regole, left + firme.length), // the urgent ones may be among the oldest
    selectFascicoli(regole, left),
  ]);
  const plain = [...unita.filter(({ riferimento }) => !urgent.has(riferimento)), ...fascicoli]
    .sort((a, b) => (a.posto < b.posto ? -1 : a.posto > b.posto ? 1 : 0)) // stable: of one day, documents before fascicoli
    .slice(0, left);
  return [...giornalieri, ...firme, ...plain].map(shown);
}
