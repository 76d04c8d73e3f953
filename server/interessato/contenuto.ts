import type { AccessoInteressato } from '../../schemas/accesso-interessato.model.js';
import { type Fascicolo, FascicoloModel, findAlbero } from '../../schemas/fascicolo.model.js';
import { type Registrazione, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { chiaveSoggetto, esclusione, isMostrabile, isStesso } from './regole.js';

/** More of a fascicolo is not offered one by one: the office gives it another way. */
const MAX_DOCUMENTI = 1_000;

const CAMPI = {
  registro: 1,
  anno: 1,
  numero: 1,
  dataRegistrazione: 1,
  flusso: 1,
  oggetto: 1,
  mittenti: 1,
  destinatari: 1,
  documento: 1,
  allegati: 1,
  stato: 1,
  riservatezza: 1,
} as const;
export type Letta = Pick<Registrazione, keyof typeof CAMPI>;

/** The registrations of a fascicolo and of its parts, oldest first. What is not registered, a draft or a working version, is never among them. */
export async function registrazioniDi({ aoo, radice }: Fascicolo): Promise<Letta[]> {
  const parti = await findAlbero(aoo, radice);
  const ids = parti.filter(isMostrabile).map(({ _id }) => _id);
  return RegistrazioneModel.find(
    { aoo, registro: REGISTRO_GENERALE, $or: [{ fascicolo: { $in: ids } }, { altriFascicoli: { $in: ids } }] },
    CAMPI,
  )
    .sort({ dataRegistrazione: 1, numero: 1 })
    .limit(MAX_DOCUMENTI)
    .lean<Letta[]>();
}

export interface Interessato {
  chiave: string;
  soggetto: Soggetto;
  ruolo: 'intestatario' | 'partecipante' | 'corrispondente';
}

/** Whom the fascicolo concerns: whose it is, who takes part, who wrote or was written to; each once. What is reserved names nobody. */
export function interessatiDi(
  { intestatario, partecipanti = [] }: Fascicolo,
  registrazioni: readonly Letta[],
): Interessato[] {
  const all: Omit<Interessato, 'chiave'>[] = [
    ...(intestatario === undefined ? [] : [{ soggetto: intestatario, ruolo: 'intestatario' as const }]),
    ...partecipanti.map((soggetto) => ({ soggetto, ruolo: 'partecipante' as const })),
    ...registrazioni
      .filter(({ riservatezza }) => riservatezza.livello === 'ordinaria')
      .flatMap(({ mittenti, destinatari }) => [...mittenti, ...destinatari])
      .filter(({ tipo }) => tipo !== 'UO')
      .map((soggetto) => ({ soggetto, ruolo: 'corrispondente' as const })),
  ];
  const once: Omit<Interessato, 'chiave'>[] = [];
  for (const one of all) if (!once.some(({ soggetto }) => isStesso(soggetto, one.soggetto))) once.push(one);
  return once.map((one) => ({ ...one, chiave: chiaveSoggetto(one.soggetto) }));
}

export interface Mostrato {
  fascicolo: Fascicolo;
  documenti: Letta[];
}

/** What that access shows now: of the chosen documents, those that are still in the fascicolo and may still be shown. Null: nothing any more. */
export async function mostratoDi({ aoo, fascicolo: id, documenti }: AccessoInteressato): Promise<Mostrato | null> {
  const fascicolo = await FascicoloModel.findOne({ aoo, _id: id }).lean<Fascicolo>();
  if (fascicolo === null || !isMostrabile(fascicolo)) return null;
  const chosen = new Set(documenti.map(({ anno, numero }) => `${anno}/${numero}`));
  const gone = fascicolo.archivio?.scarto !== undefined;
  const all = chosen.size === 0 || gone ? [] : await registrazioniDi(fascicolo);
  return {
    fascicolo,
    documenti: all.filter((one) => chosen.has(`${one.anno}/${one.numero}`) && esclusione(one) === null),
  };
}
