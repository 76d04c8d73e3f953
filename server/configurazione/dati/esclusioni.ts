import type { Esclusione } from '../../../schemas/configurazione.api.js';

const NORMA = 'DPR 445/2000, art. 53, comma 5';

/** What the law itself leaves out of the register. */
export const ESCLUSIONI: Esclusione[] = [
  { codice: 'Gazzette ufficiali', norma: NORMA },
  {
    codice: 'Bollettini ufficiali e notiziari',
    descrizione: 'Bollettini ufficiali e notiziari delle pubbliche amministrazioni',
    norma: NORMA,
  },
  {
    codice: 'Note di ricezione',
    descrizione: 'Note di ricezione delle circolari e di altre disposizioni',
    norma: NORMA,
  },
  { codice: 'Materiali statistici', norma: NORMA },
  { codice: 'Atti preparatori interni', norma: NORMA },
  { codice: 'Giornali, riviste e libri', norma: NORMA },
  { codice: 'Materiali pubblicitari', norma: NORMA },
  { codice: 'Inviti a manifestazioni', norma: NORMA },
  {
    codice: 'Ricevute e messaggi automatici',
    descrizione:
      'Ricevute di PEC e messaggi automatici di interoperabilità: si uniscono alla registrazione che riguardano',
    norma: 'Linee guida AgID sul documento informatico, § 3.5',
  },
  {
    codice: 'Scansione ripetuta',
    descrizione: 'Carta acquisita due volte, o per errore: il documento ha il suo numero, oppure non è un documento',
    norma: 'Manuale di gestione',
  },
  {
    codice: 'Posta indesiderata',
    descrizione: 'Messaggi non richiesti, privi di contenuto amministrativo',
    norma: 'Manuale di gestione',
  },
];
