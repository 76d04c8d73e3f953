import type { Nominante } from '../../../schemas/fissita.api.js';
import type { GuastoFissita, NominanteGuasto } from '../../../schemas/guasto-fissita.model.js';
import { formatNumero } from '../../protocollo/rules.js';

/* Faults in words: what is wrong, who names it, what to do. Numbers and ids, nothing of what a document says. */

const DI_GUASTO: Readonly<Record<GuastoFissita['genere'], string>> = {
  'file-alterato': 'Il file conservato non corrisponde più alla sua impronta.',
  'file-mancante': 'Il file non è più nell’archivio.',
  'file-illeggibile': 'Il disco non restituisce il file.',
  catena: 'La catena delle impronte non torna',
};

const CONSIGLIO_FILE =
  'Ripristinare il file dall’ultimo salvataggio che lo contiene (cartella «oggetti», stesso nome): riletto intero, il guasto si chiude da sé. Intanto il documento non viene versato.';
const CONSIGLIO_CATENA =
  'Qualcuno ha cambiato i dati fuori dal programma: eseguire «npm run verifica», confrontare con l’ultimo salvataggio e avvisare il responsabile della gestione documentale.';

const numeroOf = (riferimento: string): string => {
  const [anno = '', numero = ''] = riferimento.split('/').slice(-2);
  return `${formatNumero(Number(numero))}/${anno}`;
};
const giornoOf = (riferimento: string): string => riferimento.split('-').reverse().join('/');

const DI_NOMINANTE: Readonly<Record<NominanteGuasto['tipo'], (riferimento: string) => string>> = {
  registrazione: (one) => `registrazione n. ${numeroOf(one)}`,
  'atto-repertorio': (one) => `repertorio ${one.split('/')[0] ?? ''} n. ${numeroOf(one)}`,
  documento: (one) => `documento non protocollato ${one}`,
  fascicolo: (one) => one,
  bozza: (one) => `bozza ${one}`,
  'registro-giornaliero': (one) => `registro giornaliero del ${giornoOf(one)}`,
  'registro-annuale': (one) => `registro annuale ${one}`,
  importazione: (one) => `importazione dell’IPA ${one}`,
  versamento: (one) => (one.startsWith('versamento ') ? one : `versamento ${one}`),
};

/** A record that names a file, in words. */
export const nominanteInParole = ({ tipo, riferimento }: NominanteGuasto): Nominante => ({
  tipo,
  riferimento,
  parole: DI_NOMINANTE[tipo](riferimento),
});

/** What is wrong, and what to do. */
export const guastoInParole = ({
  genere,
  chiave,
  dettaglio,
}: Pick<GuastoFissita, 'genere' | 'chiave' | 'dettaglio'>): { parole: string; consiglio: string } =>
  genere === 'catena'
    ? { parole: `${DI_GUASTO.catena} (${chiave}): ${dettaglio ?? ''}.`, consiglio: CONSIGLIO_CATENA }
    : { parole: DI_GUASTO[genere], consiglio: CONSIGLIO_FILE };

export const CHIUSURA_IN_PAROLE: Readonly<Record<NonNullable<GuastoFissita['chiuso']>['come'], string>> = {
  riletto: 'Riletto intero e uguale alla sua impronta.',
  'non-nominato': 'Nessun documento ne ha più bisogno.',
};
