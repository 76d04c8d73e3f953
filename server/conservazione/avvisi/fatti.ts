import { type Aoo, findAllAoo } from '../../../schemas/aoo.model.js';
import { findGiroAperto, findUltimoGiro } from '../../../schemas/fissita.model.js';
import { findGuastiDaDire } from '../../../schemas/guasto-fissita.model.js';
import { findLinee } from '../../../schemas/linea-conservazione.model.js';
import { NonInviabileModel } from '../../../schemas/non-inviabile.model.js';
import { INDICE_DA_VERSARE, INDICE_FIRME } from '../../../schemas/registrazione-indici.js';
import { AttoRepertorioModel, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import { RegistroGiornalieroModel } from '../../../schemas/registro-giornaliero.model.js';
import { VersamentoModel } from '../../../schemas/versamento.model.js';
import type { StatoVersamento } from '../../../schemas/versamento.api.js';
import { configurazioneAl } from '../../configurazione/service.js';
import { countInRitardo } from '../../giornaliero/stato.js';
import { addDays, type Clock, legalDay, startOfLegalDay, systemClock } from '../../lib/clock.js';
import type { Config } from '../../lib/config.js';
import { nonRegistrate } from '../../scansione/attese.js';
import { seeSalvataggi } from '../../salvataggio/service.js';
import { notteOf } from '../fissita/regole.js';
import { statoLinea } from '../linee.js';
import { filtroSpenti } from '../regole/regola.js';
import { type Regole, regoleConservazioneAl } from '../regole/seleziona.js';
import { nextWorkingDay } from '../regole/termini.js';
import type { Fatti, FattiAoo } from './regole.js';
import { NON_ACCETTATI } from '../stati.js';

/* What the alarms are computed from: a few counts on indexes for each AOO. */

/** Beyond its term by so many days it is told. */
const RITARDO_GIORNI = 7;
/** What hurries is shipped within minutes: who still waits two days later is told. */
const FIRMA_ATTESA_GIORNI = 2;
/** A round that should have been over so many nights ago. */
const GIRO_TARDI_GIORNI = 3;
const MAX_TIME_MS = 10_000;

const ACCETTATI: StatoVersamento[] = ['accettato', 'accettato-con-avvisi'];
const UNITA = () => [RegistrazioneModel.collection, AttoRepertorioModel.collection];

/** Closed days whose register is not accepted, oldest first. */
export async function findRegistriNonAccettati(aoo: string): Promise<string[]> {
  const [closed, accepted] = await Promise.all([
    RegistroGiornalieroModel.find({ aoo }, { _id: 0, giorno: 1 }).sort({ giorno: 1 }).lean<{ giorno: string }[]>(),
    VersamentoModel.find(
      { aoo, tipo: 'registro-giornaliero', operazione: 'versamento', vivo: true, stato: { $in: ACCETTATI } },
      { _id: 0, riferimento: 1 },
    ).lean<{ riferimento: string }[]>(),
  ]);
  const done = new Set(accepted.map(({ riferimento }) => riferimento));
  return closed.map(({ giorno }) => giorno).filter((giorno) => !done.has(giorno));
}

async function countStati(aoo: string): Promise<ReadonlyMap<StatoVersamento, number>> {
  const found = await VersamentoModel.aggregate<{ _id: StatoVersamento; n: number }>([
    { $match: { aoo, stato: { $in: ['rifiutato', 'conflitto', 'da-verificare'] } } },
    { $group: { _id: '$stato', n: { $sum: 1 } } },
  ]);
  return new Map(found.map(({ _id, n }) => [_id, n]));
}

type Filtro = Record<string, unknown>;

/** How many records pass, and the day of the first, on the index of a mark. */
async function countMarcate(
  filter: Filtro,
  hint: Record<string, 1>,
  campo: 'dataRegistrazione' | 'scadenzaFirma',
): Promise<{ numero: number; primo?: string }> {
  const counted = await Promise.all(
    UNITA().map(async (records) => {
      const numero = await records.countDocuments(filter, { hint, maxTimeMS: MAX_TIME_MS });
      if (numero === 0) return { numero };
      const first = await records.findOne(filter, { hint, sort: { [campo]: 1 }, projection: { [campo]: 1 } });
      const instant: unknown = first?.[campo];
      return { numero, ...(instant instanceof Date && { primo: legalDay(instant) }) };
    }),
  );
  const [primo] = counted.flatMap((one) => one.primo ?? []).sort();
  return { numero: counted.reduce((sum, one) => sum + one.numero, 0), ...(primo !== undefined && { primo }) };
}

/** What is beyond its term by more than a week: packages that are not accepted, and what no package was made of. */
async function inRitardoDi({ aoo, oggi, conservazione }: Regole): Promise<FattiAoo['inRitardo']> {
  const limite = addDays(oggi, -RITARDO_GIORNI);
  const packages: Filtro = { aoo, stato: { $in: NON_ACCETTATI }, termine: { $lt: limite } };
  const before = startOfLegalDay(addDays(limite, -conservazione.termini.registrazioniGiorni));
  const spenti = filtroSpenti(conservazione, 'unita-documentaria');
  const marked = { aoo, daVersare: 'nascita', dataRegistrazione: { $lt: before }, ...(spenti !== null && spenti) };
  const [numero, first, unita] = await Promise.all([
    VersamentoModel.countDocuments(packages),
    VersamentoModel.findOne(packages, { termine: 1 }).sort({ termine: 1 }).lean<{ termine?: string }>(),
    countMarcate(marked, INDICE_DA_VERSARE, 'dataRegistrazione'),
  ]);
  const [dal] = [first?.termine, unita.primo].filter((one) => one !== undefined).sort();
  return dal === undefined ? undefined : { numero: numero + unita.numero, dal };
}

async function firmeDi({ aoo, oggi, conservazione }: Regole): Promise<FattiAoo['firme']> {
  const until = startOfLegalDay(addDays(oggi, conservazione.termini.firmaGiorni + 1 - FIRMA_ATTESA_GIORNI));
  const spenti = filtroSpenti(conservazione, 'unita-documentaria');
  const { numero, primo } = await countMarcate(
    { aoo, daVersare: 'nascita', scadenzaFirma: { $lt: until }, ...(spenti !== null && spenti) },
    INDICE_FIRME,
    'scadenzaFirma',
  );
  return primo === undefined ? undefined : { numero, prima: primo };
}

async function nonRegistratiDi(aoo: string, adesso: Date): Promise<FattiAoo['nonRegistrati']> {
  const { registrazioneGiorni: giorni } = await configurazioneAl(aoo, 'impostazioni', legalDay(adesso));
  const found = await nonRegistrate(aoo, adesso, giorni);
  return found && { ...found, giorni };
}

async function lineeDi({ aoo, conservazione }: Regole, adesso: Date): Promise<FattiAoo['linee']> {
  const there = new Map((await findLinee(aoo)).map((one) => [one.conservatore, one]));
  return conservazione.conservatori.flatMap((conservatore) => {
    const linea = there.get(conservatore.codice);
    const stato = linea === undefined ? undefined : statoLinea(conservatore, linea, adesso);
    if (linea === undefined || (stato !== 'sospesa' && stato !== 'in-pausa' && stato !== 'interrotta')) return [];
    const { pausa, ultimaRisposta } = linea;
    return [
      {
        conservatore: conservatore.codice,
        denominazione: conservatore.denominazione,
        stato,
        dal: pausa === undefined ? (ultimaRisposta ?? adesso) : new Date(pausa.dal),
        motivo: pausa?.motivo ?? '',
      },
    ];
  });
}

const perGiorno = (found: readonly { trovato: Date }[]): FattiAoo['guasti'] => {
  const days = new Map<string, number>();
  for (const { trovato } of found) days.set(legalDay(trovato), (days.get(legalDay(trovato)) ?? 0) + 1);
  return [...days].sort().map(([giorno, numero]) => ({ giorno, numero }));
};

type Guasti = Awaited<ReturnType<typeof findGuastiDaDire>>;

async function fattiDi(di: Aoo, adesso: Date, guasti: Guasti): Promise<FattiAoo> {
  const aoo = di._id;
  const regole = await regoleConservazioneAl(aoo, legalDay(adesso));
  const attiva = regole.conservazione.conservatori.some((one) => one.attivo);
  const [giorni, daChiudere, nonRegistrati, stati, nonInviabili, inRitardo, firme, linee] = await Promise.all([
    attiva ? findRegistriNonAccettati(aoo) : [],
    countInRitardo(di, adesso),
    nonRegistratiDi(aoo, adesso),
    countStati(aoo),
    NonInviabileModel.countDocuments({ aoo }),
    attiva ? inRitardoDi(regole) : undefined,
    attiva ? firmeDi(regole) : undefined,
    lineeDi(regole, adesso),
  ]);
  return {
    aoo,
    attiva,
    registri: giorni.map((giorno) => ({ giorno, termine: nextWorkingDay(giorno, regole.patrono) })),
    daChiudere,
    nonRegistrati,
    rifiutati: stati.get('rifiutato') ?? 0,
    conflitti: stati.get('conflitto') ?? 0,
    daVerificare: stati.get('da-verificare') ?? 0,
    nonInviabili,
    inRitardo,
    firme,
    linee,
    guasti: perGiorno(guasti.filter((one) => one.aoo.includes(aoo))),
  };
}

/** Why the round of fixity is to be looked at, by the clock of the machine. */
async function giroDi(macchina: Clock): Promise<Fatti['giro']> {
  const [open, last] = await Promise.all([findGiroAperto(), findUltimoGiro()]);
  if (last?.stato === 'fermato') return { fermato: true, motivo: last.motivo ?? 'La rilettura si è fermata.' };
  const ultima = open?.notti?.ultima;
  const late = ultima !== undefined && addDays(ultima, GIRO_TARDI_GIORNI) < notteOf(macchina.now());
  return late
    ? { fermato: false, motivo: `Doveva finire la notte del ${ultima.split('-').reverse().join('/')}.` }
    : undefined;
}

/**
 * What is so now.
 * @param soltanto - one AOO; absent: all
 * @param macchina - the clock of rounds and backups
 */
export async function leggiFatti(
  { clock, config, macchina = systemClock }: { clock: Clock; config: Pick<Config, 'salvataggi'>; macchina?: Clock },
  soltanto?: string,
): Promise<Fatti> {
  const adesso = clock.now();
  const all = (await findAllAoo()).filter(({ _id }) => soltanto === undefined || _id === soltanto);
  const guasti = await findGuastiDaDire();
  const aoo: FattiAoo[] = [];
  for (const di of all) aoo.push(await fattiDi(di, adesso, guasti)); // one after the other: the database is others' too
  const [giro, salvataggio] = await Promise.all([
    giroDi(macchina),
    config.salvataggi === undefined ? undefined : seeSalvataggi(macchina, true).then(({ allarme }) => allarme),
  ]);
  return { aoo, guasti: perGiorno(guasti.filter((one) => one.aoo.length === 0)), giro, salvataggio };
}
