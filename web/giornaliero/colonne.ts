import type { Giornata } from '../api/tipi.js';
import type { ColonnaInOrdine } from '../components/use-ordine.js';
import { giorno, giornoOra, numero7 } from '../lib/formati.js';
import { numeriDi, sigilloDi, statoDi } from './RigaGiornata.js';

const quante = (campo: 'registrazioni' | 'annullate' | 'variazioni', titolo: string): ColonnaInOrdine<Giornata> => ({
  campo,
  titolo,
  classe: `destra c-${campo}`,
  valore: (giornata) => String(giornata[campo] ?? ''),
});

/** What the days of a month are sorted by, and what goes out of them as CSV. */
export const COLONNE: readonly ColonnaInOrdine<Giornata>[] = [
  {
    campo: 'giorno',
    titolo: 'Giornata',
    classe: 'c-giorno',
    valore: (una) => giorno(una.giorno),
    chiave: (una) => una.giorno,
  },
  { campo: 'stato', titolo: 'Stato', classe: 'c-stato', valore: (giornata) => statoDi(giornata).parola },
  {
    campo: 'progressivo',
    titolo: 'Registro n.',
    classe: 'destra c-progressivo',
    valore: ({ progressivo }) => (progressivo === undefined ? '' : numero7(progressivo)),
  },
  quante('registrazioni', 'Registrazioni'),
  { campo: 'numeri', titolo: 'Numeri', classe: 'destra c-numeri', valore: numeriDi },
  quante('annullate', 'Annullate'),
  quante('variazioni', 'Variazioni'),
  {
    campo: 'chiusura',
    titolo: 'Chiusa il',
    classe: 'c-chiusura',
    valore: ({ chiusura }) => (chiusura === undefined ? '' : giornoOra(chiusura)),
    chiave: ({ chiusura }) => chiusura ?? '',
  },
  { campo: 'sha256', titolo: 'Impronta SHA-256', classe: 'impronta', valore: ({ sha256 }) => sha256 ?? '' },
  { campo: 'sigillo', titolo: 'Sigillo', classe: 'c-sigillo', valore: sigilloDi },
];
