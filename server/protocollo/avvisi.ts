import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import {
  type ControlloRichiesta,
  OGGETTO_BREVE,
  type RegistrazioneRichiesta,
} from '../../schemas/registrazione.api.js';
import { AVVISO_PARTICOLARI, diceDatiParticolari } from '../../schemas/dati-particolari.api.js';
import type { Avviso } from '../../schemas/registrazione.types.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import { visibleTo } from '../accesso/visibilita.js';
import { createBatcher } from '../lib/batcher.js';
import { previousWorkingDay } from '../lib/calendario.js';
import { legalDay } from '../lib/clock.js';
import { ripetutiOf } from '../rubrica/ripetuti.js';
import { fold } from './parole.js';
import { formatNumero } from './rules.js';

const DUPLICATO_DAYS = 30;
const MAX_RIFERIMENTI = 5;

/** The same subject, by what identifies it best; each AOO of an administration has numbers of its own. */
export function isSameSoggetto(a: Soggetto, b: Soggetto): boolean {
  if (a.codiceAOO !== undefined && b.codiceAOO !== undefined && a.codiceAOO !== b.codiceAOO) return false;
  for (const code of ['codiceFiscale', 'partitaIva', 'codiceIPA', 'domicilioDigitale'] as const) {
    const [one, other] = [a[code], b[code]];
    if (one !== undefined && other !== undefined) return one === other;
  }
  return a.tipo === b.tipo && fold(nameOfSoggetto(a)) === fold(nameOfSoggetto(b));
}

/** Day of arrival of a date or of an instant. */
export const dayOfArrivo = (dataArrivo: string): string =>
  dataArrivo.includes('T') ? legalDay(new Date(dataArrivo)) : dataArrivo;

const LISTE = ['mittenti', 'destinatari'] as const;
const MAX_NOMI = 5;

/** The same subject given twice: one registration has each once (utenti.md, ask 10). Told, and only told: who writes knows whether it is one. Pure. */
export function avvisiRipetuti(r: { [L in (typeof LISTE)[number]]?: readonly Soggetto[] | undefined }): Avviso[] {
  return LISTE.flatMap((lista): Avviso[] => {
    const nomi = ripetutiOf(r[lista] ?? []).map(nameOfSoggetto);
    if (nomi.length === 0) return [];
    const altri = nomi.length > MAX_NOMI ? ` e altri ${nomi.length - MAX_NOMI}` : '';
    return [
      {
        codice: 'soggetto-ripetuto',
        messaggio: `Più di una volta tra i ${lista}: ${nomi.slice(0, MAX_NOMI).join(', ')}${altri}. Se è un doppione, toglierlo.`,
      },
    ];
  });
}

/** What can be told from the request alone. Never a refusal (protocollo.md §4). */
export function avvisiOfRichiesta(
  r: Pick<RegistrazioneRichiesta, 'oggetto' | 'mittenti' | 'destinatari' | 'dataArrivo' | 'riservatezza'>,
  adesso: Date,
  { patrono, oggettoBreve = OGGETTO_BREVE }: { patrono?: string; oggettoBreve?: number } = {},
): Avviso[] {
  const { oggetto, dataArrivo } = r;
  const avvisi: Avviso[] = [];
  if (r.riservatezza?.livello !== 'riservata' && diceDatiParticolari(r))
    avvisi.push({ codice: 'dati-particolari', messaggio: AVVISO_PARTICOLARI });
  if (Array.from(oggetto).length < oggettoBreve)
    avvisi.push({ codice: 'oggetto-breve', messaggio: 'L’oggetto è molto breve: chi cerca non troverà il documento.' });
  if (dataArrivo !== undefined && dayOfArrivo(dataArrivo) < previousWorkingDay(legalDay(adesso), patrono)) {
    avvisi.push({
      codice: 'arrivo-tardivo',
      messaggio: 'Il documento è arrivato prima del giorno lavorativo precedente: è tra le registrazioni tardive.',
    });
  }
  return [...avvisi, ...avvisiRipetuti(r)];
}

type Gemella = Pick<Registrazione, 'anno' | 'numero' | 'mittenti' | 'dataRegistrazione' | 'protocolloMittente'> & {
  documento?: { sha256: string };
};
const PROJECTION = {
  _id: 0,
  anno: 1,
  numero: 1,
  mittenti: 1,
  dataRegistrazione: 1,
  protocolloMittente: 1,
  'documento.sha256': 1,
};
const MAX_GEMELLE = 20;

const findGemelle = (caller: Caller, filter: Record<string, unknown>, limit = MAX_GEMELLE): Promise<Gemella[]> =>
  RegistrazioneModel.find({ $and: [visibleTo(caller), filter, { stato: { $ne: 'annullata' } }] }, PROJECTION)
    .sort({ anno: -1, numero: -1 })
    .limit(limit)
    .lean<Gemella[]>()
    .exec();

interface SameFile {
  caller: Caller;
  sha256: string;
  since: Date;
}
const scopeOf = ({ aoo, ruolo, utente, uo, motivoAccesso, perContoDi, riservateDelTitolare }: Caller): string =>
  JSON.stringify([aoo, ruolo, utente, uo, motivoAccesso !== undefined, perContoDi, riservateDelTitolare]);

const byFile = async ({ caller, sha256, since }: SameFile): Promise<Gemella[]> =>
  findGemelle(caller, { impronte: sha256, 'documento.sha256': sha256, dataRegistrazione: { $gte: since } });

/** Every registration asks this: those that ask at once, and may see the same, ask together. */
const findSameFile = createBatcher<SameFile, Gemella[]>(async (asked) => {
  const scopes = groupBy(asked, ({ caller }) => scopeOf(caller));
  const found = new Map<SameFile, Gemella[]>();
  await Promise.all(
    [...scopes.values()].map(async (group) => {
      const [first] = group;
      if (first === undefined) return;
      const impronte = [...new Set(group.map(({ sha256 }) => sha256))];
      const limit = MAX_GEMELLE * 2;
      const all = await findGemelle(
        first.caller,
        { impronte: { $in: impronte }, 'documento.sha256': { $in: impronte } },
        limit,
      );
      // too many twins of one file would hide those of another: then each asks for itself
      for (const one of group)
        found.set(
          one,
          all.length === limit
            ? await byFile(one)
            : all.filter(
                ({ documento, dataRegistrazione }) =>
                  documento?.sha256 === one.sha256 && dataRegistrazione >= one.since,
              ),
        );
    }),
  );
  return asked.map((one) => found.get(one) ?? []);
});

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

const label = ({ anno, numero }: AnnoNumero): string => `${formatNumero(numero)}/${anno}`;

const avvisoOf = (codice: string, messaggio: (first: Gemella) => string, gemelle: readonly Gemella[]): Avviso[] => {
  const [first] = gemelle;
  if (first === undefined) return [];
  return [
    {
      codice,
      messaggio: messaggio(first),
      riferimenti: gemelle.slice(0, MAX_RIFERIMENTI).map(({ anno, numero }) => ({ anno, numero })),
    },
  ];
};

/**
 * The twins that the caller may see: the same file from the same sender within so many days, the same number given by the same sender.
 * Told before saving and in the answer; never a refusal.
 */
export async function findDuplicati(
  caller: Caller,
  { sha256, mittente, protocolloMittente }: ControlloRichiesta,
  adesso: Date,
  giorni = DUPLICATO_DAYS,
): Promise<Avviso[]> {
  const sameSender = (one: Gemella): boolean =>
    mittente === undefined || one.mittenti.some((other) => isSameSoggetto(mittente, other));
  const since = new Date(adesso.getTime() - giorni * 86_400_000);
  const [withFile, withNumero] = await Promise.all([
    sha256 === undefined ? [] : findSameFile({ caller, sha256, since }),
    protocolloMittente === undefined
      ? []
      : findGemelle(caller, {
          protocolloMittente: { $exists: true },
          'protocolloMittente.numero': protocolloMittente.numero,
        }),
  ]);
  const sameData = (one: Gemella): boolean =>
    protocolloMittente?.data === undefined ||
    one.protocolloMittente?.data === undefined ||
    one.protocolloMittente.data === protocolloMittente.data;
  return [
    ...avvisoOf(
      'duplicato-documento',
      (one) => `Lo stesso file è già registrato al n. ${label(one)}: forse è lo stesso documento.`,
      withFile.filter(sameSender),
    ),
    ...avvisoOf(
      'duplicato-protocollo-mittente',
      (one) =>
        `Il protocollo ${protocolloMittente?.numero ?? ''} dello stesso mittente è già registrato al n. ${label(one)}: forse è lo stesso documento.`,
      withNumero.filter((one) => sameSender(one) && sameData(one)),
    ),
  ];
}

/** What is told of other registrations, only as far as they may be seen: the words name the first of those that are left. Pure. */
export const avvisiWithin = (avvisi: readonly Avviso[], isSeen: (posto: AnnoNumero) => boolean): Avviso[] =>
  avvisi.flatMap((avviso) => {
    if (avviso.riferimenti === undefined) return [avviso];
    const riferimenti = avviso.riferimenti.filter(isSeen);
    const [[told], [shown]] = [avviso.riferimenti, riferimenti];
    if (told === undefined || shown === undefined) return [];
    return [{ ...avviso, messaggio: avviso.messaggio.replace(label(told), label(shown)), riferimenti }];
  });

/** The avvisi of a registration as the caller may read them: who registered it may have seen twins that the reader may not. */
export async function avvisiFor(caller: Caller, { registro, nascita }: Registrazione): Promise<Avviso[]> {
  const named = nascita.avvisi.flatMap(({ riferimenti = [] }) => riferimenti);
  if (named.length === 0) return nascita.avvisi;
  const places = named.map(({ anno, numero }) => ({ anno, numero }));
  const seen = await RegistrazioneModel.find(
    { $and: [visibleTo(caller), { registro, $or: places }] },
    { _id: 0, anno: 1, numero: 1 },
  ).lean<AnnoNumero[]>();
  const labels = new Set(seen.map(label));
  return avvisiWithin(nascita.avvisi, (posto) => labels.has(label(posto)));
}
