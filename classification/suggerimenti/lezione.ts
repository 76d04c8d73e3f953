import { type Registrazione, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import type { Classifica } from '../../schemas/registrazione.types.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import type { Lezione } from './apprese.js';

/** What of a registration is read to learn from it. */
export type Letta = Pick<
  Registrazione,
  | '_id'
  | 'anno'
  | 'numero'
  | 'flusso'
  | 'oggetto'
  | 'mittenti'
  | 'destinatari'
  | 'mezzo'
  | 'classifica'
  | 'assegnazioni'
  | 'riservatezza'
  | 'stato'
  | 'rinnovi'
>;

const CAMPI = {
  anno: 1,
  numero: 1,
  flusso: 1,
  oggetto: 1,
  mittenti: 1,
  destinatari: 1,
  mezzo: 1,
  classifica: 1,
  assegnazioni: 1,
  'riservatezza.livello': 1,
  stato: 1,
  rinnovi: 1,
} as const;

/** As it stood at birth: what a lesson has taught can so be taken back whatever was renewed since. */
const allaNascita = <K extends 'oggetto' | 'mittenti' | 'destinatari' | 'flusso'>(letta: Letta, campo: K): Letta[K] => {
  const primo = letta.rinnovi.find((rinnovo) => rinnovo.campo === campo);
  return primo === undefined ? letta[campo] : (primo.vecchio as Letta[K]);
};

const nomi = (soggetti: readonly Soggetto[]): string => soggetti.slice(0, 3).map(nameOfSoggetto).join(' ');

/** Who writes what comes in, who is written to by what goes out; within the body, the office. */
function corrispondenteOf(letta: Letta): string {
  const uscita = allaNascita(letta, 'flusso') === 'U';
  return nomi(allaNascita(letta, uscita ? 'destinatari' : 'mittenti'));
}

/** What of it can change, as one text: two that are equal teach the same. Empty: nothing is to be learned from it. */
export function statoLezione(
  { classifica, riservatezza, stato, assegnazioni }: Letta,
  codiceOggi: (classifica: Classifica) => string | undefined,
): string {
  // what is reserved teaches nothing: its words would be told to who may not read it; nor does what was a mistake
  if (classifica === undefined || riservatezza.livello !== 'ordinaria' || stato === 'annullata') return '';
  const codice = codiceOggi(classifica);
  const uo = assegnazioni.find(({ tipo }) => tipo === 'competenza')?.uo ?? '';
  return codice === undefined ? '' : `${codice}|${uo}`;
}

/** What a registration teaches in that state. */
export function lezioneOf(letta: Letta, stato: string): Lezione {
  const [codice = '', uo = ''] = stato.split('|');
  return {
    id: letta._id.toString(),
    codice,
    oggetto: allaNascita(letta, 'oggetto'),
    corrispondente: corrispondenteOf(letta),
    mezzo: letta.mezzo,
    ...(uo !== '' && { uo }),
  };
}

const AL_COLPO = 500;

/** Registrations of a year after a number, in their order. */
export const leggiNate = (aoo: string, registro: string, anno: number, dopo: number): Promise<Letta[]> =>
  RegistrazioneModel.find({ aoo, registro, anno, numero: { $gt: dopo } }, CAMPI)
    .sort({ numero: 1 })
    .limit(AL_COLPO)
    .lean<Letta[]>()
    .exec();

/** Registrations on which something was done from that legal day on. */
export const leggiMosse = (aoo: string, registro: string, giorno: string): AsyncIterable<Letta> =>
  RegistrazioneModel.find({ aoo, registro, giorniAtti: { $gte: giorno } }, CAMPI)
    .lean<Letta[]>()
    .cursor({ batchSize: AL_COLPO });
