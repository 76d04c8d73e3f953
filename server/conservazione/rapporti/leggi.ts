import { findAvvisiDi } from '../../../schemas/avviso-conservazione.model.js';
import type { AvvisoConservazione } from '../../../schemas/avviso-conservazione.model.js';
import { findGiriConclusi, type GiroFissita } from '../../../schemas/fissita.model.js';
import { findGuastiTrovati, type GuastoFissita } from '../../../schemas/guasto-fissita.model.js';
import { findLinee } from '../../../schemas/linea-conservazione.model.js';
import { countNonInviabili } from '../../../schemas/non-inviabile.model.js';
import { findGiornalieri } from '../../../schemas/registro-giornaliero.model.js';
import type { StatoVersamento } from '../../../schemas/versamento.api.js';
import { VersamentoModel } from '../../../schemas/versamento.model.js';
import { addDays, legalDay, startOfLegalDay } from '../../lib/clock.js';
import { coperturaOf } from '../regole/copertura.js';
import { regoleConservazioneAl } from '../regole/seleziona.js';
import { nextWorkingDay } from '../regole/termini.js';
import { type CifreMese, Contatore, giorniOf, type Mese, type PacchettoDelMese } from './cifre.js';
import { NON_ACCETTATI } from '../stati.js';

export interface Giornaliero {
  giorno: string;
  /** the day was closed, its register is there */
  chiuso: boolean;
  termine: string;
  stato?: StatoVersamento;
  /** legal day */
  accettato?: string;
  inRitardo: boolean;
}

export interface RapportoMensile {
  mese: Mese;
  /** the month is not over: figures up to this day */
  finoA?: string;
  cifre: CifreMese;
  copertura: { totale: number; accettate: number; inCorso: number; rifiutate: number; daInviare: number };
  nonInviabili: number;
  giornalieri: Giornaliero[];
  giri: GiroFissita[];
  guasti: GuastoFissita[];
  avvisi: AvvisoConservazione[];
  linee: { quando: string; conservatore: string; atto: string; motivo: string; utente?: string }[];
  esibizioni: { quando: string; riferimento: string; esito: string; utente: string }[];
}

type Riga = PacchettoDelMese & { riferimento: string; esibizioni: string[] };

/** Packages of which something happened in the month, or should have. */
function packagesOf(aoo: string, { dal, prima }: Mese): AsyncIterable<Riga> {
  const [start, end] = [startOfLegalDay(dal), startOfLegalDay(prima)];
  const termine = { $gte: dal, $lt: prima };
  return VersamentoModel.aggregate<Riga>([
    {
      $match: {
        aoo,
        creato: { $lt: end },
        $or: [{ aggiornato: { $gte: start.toISOString() } }, { stato: { $in: NON_ACCETTATI }, termine }],
      },
    },
    {
      $project: {
        tipo: 1,
        riferimento: 1,
        stato: 1,
        dataDocumento: 1,
        creato: 1,
        termine: 1,
        accettatoIl: 1,
        dimensione: 1,
        avvisi: 1,
        'tentativi.azione': 1,
        'tentativi.inizio': 1,
        'tentativi.fine': 1,
        'tentativi.esito': 1,
        'tentativi.codice': 1,
        esibizioni: {
          $map: {
            input: {
              $filter: {
                input: '$eventi',
                cond: { $regexMatch: { input: '$$this.canonico', regex: '"tipo":"esibizione"' } },
              },
            },
            in: '$$this.canonico',
          },
        },
      },
    },
  ]).cursor({ batchSize: 500 });
}

function esibizioniOf({ riferimento, esibizioni }: Riga, mese: Mese): RapportoMensile['esibizioni'] {
  return esibizioni.flatMap((canonico) => {
    const {
      data,
      utente = '',
      dettagli,
    } = JSON.parse(canonico) as {
      data: string;
      utente?: string;
      dettagli: { esito: string };
    };
    const giorno = legalDay(new Date(data));
    return giorno >= mese.dal && giorno < mese.prima
      ? [{ quando: data, riferimento, esito: dettagli.esito, utente }]
      : [];
  });
}

async function giornalieriDi(aoo: string, mese: Mese, oggi: string, patrono: string): Promise<Giornaliero[]> {
  const last = addDays(mese.prima, -1);
  const [closed, shipped] = await Promise.all([
    findGiornalieri(aoo, mese.dal, last),
    VersamentoModel.find(
      {
        aoo,
        tipo: 'registro-giornaliero',
        operazione: 'versamento',
        vivo: true,
        riferimento: { $gte: mese.dal, $lte: last },
      },
      { riferimento: 1, stato: 1, accettatoIl: 1 },
    ).lean<{ riferimento: string; stato: StatoVersamento; accettatoIl?: string }[]>(),
  ]);
  const there = new Set(closed.map(({ giorno }) => giorno));
  const sent = new Map(shipped.map((one) => [one.riferimento, one]));
  const [first] = closed;
  // a month in which the register began has no days before its first one
  const days = giorniOf(mese).filter((day) => day < oggi && first !== undefined && day >= first.giorno);
  return days.map((giorno) => {
    const { stato, accettatoIl } = sent.get(giorno) ?? {};
    const termine = nextWorkingDay(giorno, patrono);
    const accettato = accettatoIl === undefined ? undefined : legalDay(new Date(accettatoIl));
    return {
      giorno,
      chiuso: there.has(giorno),
      termine,
      ...(stato !== undefined && { stato }),
      ...(accettato !== undefined && { accettato }),
      inRitardo: (accettato ?? oggi) > termine,
    };
  });
}

async function lineeDi(aoo: string, { dal, prima }: Mese): Promise<RapportoMensile['linee']> {
  return (await findLinee(aoo))
    .flatMap(({ conservatore, storia }) => storia.map((one) => ({ conservatore, ...one })))
    .filter(({ quando }) => {
      const giorno = legalDay(new Date(quando));
      return giorno >= dal && giorno < prima;
    })
    .sort((a, b) => (a.quando < b.quando ? -1 : 1));
}

/** All that the report of a month tells of an AOO, from the database. */
export async function leggiRapporto(aoo: string, mese: Mese, adesso: Date): Promise<RapportoMensile> {
  const oggi = legalDay(adesso);
  const { patrono } = await regoleConservazioneAl(aoo, oggi);
  const contatore = new Contatore(mese, oggi);
  const esibizioni: RapportoMensile['esibizioni'] = [];
  for await (const one of packagesOf(aoo, mese)) {
    contatore.add(one);
    esibizioni.push(...esibizioniOf(one, mese));
  }
  const [start, end] = [startOfLegalDay(mese.dal), startOfLegalDay(mese.prima)];
  const [mesi, { totale: nonInviabili }, giornalieri, giri, guasti, avvisi, linee] = await Promise.all([
    coperturaOf(aoo, Number(mese.dal.slice(0, 4))),
    countNonInviabili(aoo),
    giornalieriDi(aoo, mese, oggi, patrono),
    findGiriConclusi(start, end),
    findGuastiTrovati(start, end, aoo),
    findAvvisiDi(aoo, start, end),
    lineeDi(aoo, mese),
  ]);
  const copertura = mesi.find((one) => one.mese === Number(mese.dal.slice(5, 7)));
  return {
    mese,
    ...(mese.prima > oggi && { finoA: oggi }),
    cifre: contatore.cifre(),
    copertura: {
      totale: copertura?.totale ?? 0,
      accettate: copertura?.accettate ?? 0,
      inCorso: copertura?.inCorso ?? 0,
      rifiutate: copertura?.rifiutate ?? 0,
      daInviare: copertura?.daInviare ?? 0,
    },
    nonInviabili,
    giornalieri,
    giri,
    guasti,
    avvisi,
    linee,
    esibizioni: esibizioni.sort((a, b) => (a.quando < b.quando ? -1 : 1)),
  };
}
