import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import { type ControlloRichiesta, OGGETTO_BREVE, type RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import type { Avviso } from '../../schemas/registrazione.types.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { visibleTo } from '../accesso/visibilita.js';
import { previousWorkingDay } from '../lib/calendario.js';
import { legalDay } from '../lib/clock.js';
import { fold } from './parole.js';
import { formatNumero } from './rules.js';

const DUPLICATO_DAYS = 30;
const MAX_RIFERIMENTI = 5;

/** The same subject, by what identifies it best. */
export function isSameSoggetto(a: Soggetto, b: Soggetto): boolean {
  for (const code of ['codiceFiscale', 'partitaIva', 'codiceIPA', 'domicilioDigitale'] as const) {
    const [one, other] = [a[code], b[code]];
    if (one !== undefined && other !== undefined) return one === other;
  }
  return a.tipo === b.tipo && fold(nameOfSoggetto(a)) === fold(nameOfSoggetto(b));
}

/** Day of arrival of a date or of an instant. */
export const dayOfArrivo = (dataArrivo: string): string => (dataArrivo.includes('T') ? legalDay(new Date(dataArrivo)) : dataArrivo);

/** What can be told from the request alone. Never a refusal (protocollo.md §4). */
export function avvisiOfRichiesta({ oggetto, dataArrivo }: Pick<RegistrazioneRichiesta, 'oggetto' | 'dataArrivo'>, adesso: Date, patrono?: string): Avviso[] {
  const avvisi: Avviso[] = [];
  if (Array.from(oggetto).length < OGGETTO_BREVE) avvisi.push({ codice: 'oggetto-breve', messaggio: 'L’oggetto è molto breve: chi cerca non troverà il documento.' });
  if (dataArrivo !== undefined && dayOfArrivo(dataArrivo) < previousWorkingDay(legalDay(adesso), patrono)) {
    avvisi.push({ codice: 'arrivo-tardivo', messaggio: 'Il documento è arrivato prima del giorno lavorativo precedente: è tra le registrazioni tardive.' });
  }
  return avvisi;
}

type Gemella = Pick<Registrazione, 'anno' | 'numero' | 'mittenti' | 'dataRegistrazione' | 'protocolloMittente'>;
const PROJECTION = { _id: 0, anno: 1, numero: 1, mittenti: 1, dataRegistrazione: 1, protocolloMittente: 1 };

const findGemelle = (caller: Caller, filter: Record<string, unknown>): Promise<Gemella[]> =>
  RegistrazioneModel.find({ $and: [visibleTo(caller), filter, { stato: { $ne: 'annullata' } }] }, PROJECTION)
    .sort({ anno: -1, numero: -1 })
    .limit(20)
    .lean<Gemella[]>()
    .exec();

const label = ({ anno, numero }: Gemella): string => `${formatNumero(numero)}/${anno}`;

const avvisoOf = (codice: string, messaggio: (first: Gemella) => string, gemelle: readonly Gemella[]): Avviso[] => {
  const [first] = gemelle;
  if (first === undefined) return [];
  return [{ codice, messaggio: messaggio(first), riferimenti: gemelle.slice(0, MAX_RIFERIMENTI).map(({ anno, numero }) => ({ anno, numero })) }];
};

/**
 * The twins that the caller may see: the same file from the same sender within 30 days, the same number given by the same sender.
 * Told before saving and in the answer; never a refusal.
 */
export async function findDuplicati(caller: Caller, { sha256, mittente, protocolloMittente }: ControlloRichiesta, adesso: Date): Promise<Avviso[]> {
  const sameSender = (one: Gemella): boolean => mittente === undefined || one.mittenti.some((other) => isSameSoggetto(mittente, other));
  const since = new Date(adesso.getTime() - DUPLICATO_DAYS * 86_400_000);
  const [byFile, byNumero] = await Promise.all([
    sha256 === undefined ? [] : findGemelle(caller, { impronte: sha256, 'documento.sha256': sha256, dataRegistrazione: { $gte: since } }),
    protocolloMittente === undefined ? [] : findGemelle(caller, { protocolloMittente: { $exists: true }, 'protocolloMittente.numero': protocolloMittente.numero }),
  ]);
  const sameData = (one: Gemella): boolean => protocolloMittente?.data === undefined || one.protocolloMittente?.data === undefined || one.protocolloMittente.data === protocolloMittente.data;
  return [
    ...avvisoOf('duplicato-documento', (one) => `Lo stesso file è già registrato al n. ${label(one)}: forse è lo stesso documento.`, byFile.filter(sameSender)),
    ...avvisoOf(
      'duplicato-protocollo-mittente',
      (one) => `Il protocollo ${protocolloMittente?.numero ?? ''} dello stesso mittente è già registrato al n. ${label(one)}: forse è lo stesso documento.`,
      byNumero.filter((one) => sameSender(one) && sameData(one)),
    ),
  ];
}
