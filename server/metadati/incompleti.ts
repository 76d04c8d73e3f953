import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import type { Incompleti, Lacuna } from '../../schemas/metadati.api.js';
import { type Registrazione, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { missingOfPai, type Soggetto } from '../../schemas/soggetto.api.js';
import { mayOn } from '../accesso/diritti.js';
import { type Filtro, visibleTo } from '../accesso/visibilita.js';
import { rfc3339 } from '../lib/clock.js';
import { afterCursor, CONTA_FINO_A, cursorOf } from '../protocollo/elenchi.js';
import { competentiOf } from '../protocollo/riservatezza.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';

/** A count that takes too long is refused rather than waited for. */
const MAX_TIME_MS = 5_000;
/** Of so many, newest first, the offices are counted. */
const MAX_CONTATE = 10_000;

const absent = (campo: string): Filtro => ({ [campo]: { $exists: false } });
const CODICI_PAI = ['codiceIPA', 'codiceAOO', 'denominazioneAOO', 'domicilioDigitale'] as const;

/**
 * A public counterpart without the codes that the metadata want (Allegato 5, PAI and PAE): one condition a code, since within
 * `$elemMatch` mongoose would look for the names of a subject among those of the record.
 */
const senzaCodici = (parte: 'mittenti' | 'destinatari'): Filtro[] =>
  [
    ...CODICI_PAI.map((codice) => ({ tipo: 'PAI', ...absent(codice) })),
    { tipo: 'PAE', ...absent('domicilioDigitale') },
  ].map((soggetto) => ({ [parte]: { $elemMatch: soggetto } }));

/** What a record itself lacks; what offices, people or the AOO lack is told with the metadata of each. */
export const LACUNE: Readonly<Record<Lacuna, Filtro>> = {
  documento: absent('documento'),
  classifica: absent('classifica'),
  fascicolo: absent('fascicolo'),
  soggetti: { $or: [...senzaCodici('mittenti'), ...senzaCodici('destinatari')] },
};

const isSenzaCodici = (soggetto: Soggetto): boolean =>
  missingOfPai(soggetto).length > 0 ||
  (soggetto.tipo === 'PAI' && soggetto.denominazioneAOO === undefined) ||
  (soggetto.tipo === 'PAE' && soggetto.domicilioDigitale === undefined);

type Letta = Pick<
  Registrazione,
  | 'anno'
  | 'numero'
  | 'dataRegistrazione'
  | 'flusso'
  | 'oggetto'
  | 'classifica'
  | 'fascicolo'
  | 'documento'
  | 'mittenti'
  | 'destinatari'
  | 'assegnazioni'
  | 'presaInCarico'
>;

/** The same rule on one record in memory. Pure. */
export const lacuneOf = (
  r: Pick<Letta, 'documento' | 'classifica' | 'fascicolo' | 'mittenti' | 'destinatari'>,
): Lacuna[] => [
  ...(r.documento === undefined ? (['documento'] as const) : []),
  ...(r.classifica === undefined ? (['classifica'] as const) : []),
  ...(r.fascicolo === undefined ? (['fascicolo'] as const) : []),
  ...([...r.mittenti, ...r.destinatari].some(isSenzaCodici) ? (['soggetti'] as const) : []),
];

/** The office that is to see to it: who has it in charge, else who is competent or made it. */
const ufficioOf = (r: Letta): string => r.presaInCarico?.uo ?? competentiOf(r)[0] ?? '';

const CAMPI = {
  anno: 1,
  numero: 1,
  dataRegistrazione: 1,
  flusso: 1,
  oggetto: 1,
  'classifica.codice': 1,
  fascicolo: 1,
  'documento.sha256': 1,
  mittenti: 1,
  destinatari: 1,
  assegnazioni: 1,
  presaInCarico: 1,
} as const;

/**
 * Valid registrations of a year whose metadata cannot be complete, newest first, as far as the caller may see and his act reaches; how many, and of which office. What is reserved
 * is not in the list: who may read it sees its lacks with its metadata. A registration whose record lacks nothing may still wait for a code of an office.
 */
export async function listIncompleti(
  caller: Caller,
  { anno, uo, limite = LIMITE_PREDEFINITO, cursore }: { anno: number; uo?: string; limite?: number; cursore?: string },
): Promise<Incompleti> {
  const base: Filtro = {
    $and: [
      { aoo: caller.aoo, registro: REGISTRO_GENERALE, anno, stato: { $ne: 'annullata' }, $or: Object.values(LACUNE) },
      { 'riservatezza.livello': 'ordinaria' },
      visibleTo(caller),
    ],
  };
  const found = await RegistrazioneModel.find(base, CAMPI)
    .sort({ anno: -1, numero: -1 })
    .limit(MAX_CONTATE + 1)
    .maxTimeMS(MAX_TIME_MS)
    .lean<Letta[]>();
  const own = found.filter((one) => mayOn(caller, 'consulta', [ufficioOf(one)]) || ufficioOf(one) === '');
  const perUfficio = new Map<string, number>();
  for (const one of own) perUfficio.set(ufficioOf(one), (perUfficio.get(ufficioOf(one)) ?? 0) + 1);
  const asked = uo === undefined ? own : own.filter((one) => ufficioOf(one) === uo);
  const after = cursore === undefined ? asked : asked.filter(isAfter(cursore));
  const page = after.slice(0, limite);
  const last = page.at(-1);
  return {
    elementi: page.map((one) => ({
      anno: one.anno,
      numero: one.numero,
      dataRegistrazione: rfc3339(one.dataRegistrazione),
      flusso: one.flusso,
      oggetto: one.oggetto,
      uo: ufficioOf(one),
      lacune: lacuneOf(one),
    })),
    uffici: [...perUfficio].map(([codice, quanti]) => ({ uo: codice, quanti })).sort((a, b) => b.quanti - a.quanti),
    ...(after.length > limite && last !== undefined && { cursore: cursorOf(last) }),
    ...(asked.length > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: asked.length }),
  };
}

/** What comes after the cursor of this list. @throws DatiNonValidiError for one of another list */
function isAfter(cursore: string): (one: Letta) => boolean {
  afterCursor(cursore, 'prima');
  const [anno = 0, numero = 0] = cursore.split('-').map(Number);
  return (one) => one.anno < anno || (one.anno === anno && one.numero < numero);
}
