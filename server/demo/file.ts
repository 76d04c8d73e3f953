import type { RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import type { Caso } from './caso.js';
import type { Allegato, Lettera, TipoAllegato } from './documenti/lettera.js';
import type { FileDemo } from './tipi.js';

/** How many pages, and how often out of twenty. */
const PAGINE: readonly { pagine: number; peso: number }[] = [
  { pagine: 1, peso: 8 },
  { pagine: 2, peso: 6 },
  { pagine: 3, peso: 3 },
  { pagine: 4, peso: 2 },
  { pagine: 5, peso: 1 },
];
export const drawPagine = (caso: Caso): number => caso.pickWeighted(PAGINE, ({ peso }) => peso).pagine;

/** `richiesta-di-integrazione`: names of files without accents or blanks. */
const slug = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** The main document of a registration. */
export function fileOf(
  { tipologia = 'documento', mezzo }: Pick<RegistrazioneRichiesta, 'tipologia' | 'mezzo'>,
  lettera: Lettera,
  pagine: number,
  supporto: FileDemo['supporto'] = 'pdf',
): FileDemo {
  const nome = slug(tipologia);
  const carta = supporto === 'scansione' || supporto === 'scansione-colori';
  const base = carta ? `scansione-${nome}` : mezzo === 'portale' ? `istanza-portale-${nome}` : nome;
  return { nome: `${base}.pdf${supporto === 'p7m' ? '.p7m' : ''}`, contenuto: lettera, pagine, supporto };
}

const TITOLI: Readonly<Record<TipoAllegato, string>> = {
  'documento-identita': 'Copia del documento di identità',
  planimetria: 'Planimetria',
  ricevuta: 'Ricevuta di versamento',
  relazione: 'Relazione',
  prospetto: 'Prospetto riepilogativo',
  elenco: 'Elenco dei documenti',
};

/** What usually goes with a letter, by how it looks. */
const CONSUETI: Readonly<Record<Lettera['impaginazione'], readonly TipoAllegato[]>> = {
  cittadino: ['documento-identita', 'ricevuta', 'elenco'],
  portale: ['documento-identita', 'ricevuta', 'elenco'],
  impresa: ['relazione', 'elenco', 'ricevuta'],
  amministrazione: ['elenco', 'relazione', 'prospetto'],
  comune: ['prospetto', 'elenco', 'relazione'],
  interna: ['prospetto', 'relazione', 'elenco'],
};

/** Matters in which somebody has drawn something. */
const CON_DISEGNI = /\b(CILA|SCIA|permesso di costruire|passo carrabile|insegna|agibilità|esercizio|suolo|lottizzaz)/i;

function consuetiOf({ impaginazione, oggetto }: Lettera): TipoAllegato[] {
  const consueti = CONSUETI[impaginazione];
  const drawn = CON_DISEGNI.test(oggetto) && impaginazione !== 'comune' && impaginazione !== 'interna';
  return consueti.map((tipo) => (drawn && tipo === 'elenco' ? 'planimetria' : tipo));
}

/** One to three attachments, each of another kind. */
export function drawAllegati(caso: Caso, lettera: Lettera): FileDemo[] {
  const quanti = caso.integer(1, 3);
  return caso
    .shuffle(consuetiOf(lettera))
    .slice(0, quanti)
    .map((tipo): FileDemo => {
      const titolo = TITOLI[tipo];
      const contenuto: Allegato = { genere: 'allegato', tipo, titolo, lettera, seme: `${lettera.seme}/${tipo}` };
      return { nome: `${slug(titolo)}.pdf`, contenuto, pagine: 1, supporto: 'pdf' };
    });
}
