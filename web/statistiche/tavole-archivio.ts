import type {
  StatisticheArchivio,
  StatisticheTempi,
  VoceArchivio,
  VoceTempi,
} from '../../schemas/statistiche-archivio.api.js';
import type { Percorso } from '../api/client.js';

export type NomeTavola = 'classificazione' | 'procedimenti';
export type DatiTavola = StatisticheArchivio | StatisticheTempi;
export type Valore = Readonly<Record<string, string | number | undefined>>;

interface Tavola {
  titolo: string;
  sotto: string;
  /** by what it is counted, in words; the first one unless said */
  per: readonly (readonly [VoceArchivio | VoceTempi, string])[];
  colonne: readonly (readonly [campo: string, titolo: string])[];
  /** what the chart draws: shares of 100, or days */
  grafico: readonly (readonly [campo: string, parola: string])[];
  unita: '%' | 'giorni';
}

export const TAVOLE_ARCHIVIO: Readonly<Record<NomeTavola, Tavola>> = {
  classificazione: {
    titolo: 'Classifiche e fascicoli',
    sotto:
      'quanti documenti sono classificati al terzo livello e stanno in un fascicolo, tra quelli che chi guarda può vedere',
    per: [
      ['mese', 'Mese'],
      ['ufficio', 'Ufficio'],
      ['classe', 'Classe'],
    ],
    colonne: [
      ['documenti', 'Documenti'],
      ['classificati', 'Classificati'],
      ['terzoLivello', 'Al terzo livello'],
      ['quotaTerzoLivello', '% al terzo livello'],
      ['inFascicolo', 'In fascicolo'],
      ['quotaInFascicolo', '% in fascicolo'],
    ],
    grafico: [
      ['quotaTerzoLivello', 'Al terzo livello'],
      ['quotaInFascicolo', 'In fascicolo'],
    ],
    unita: '%',
  },
  procedimenti: {
    titolo: 'Tempi dei procedimenti',
    sotto: 'dall’avvio alla conclusione, nei fascicoli che chi guarda può vedere',
    per: [
      ['procedimento', 'Tipo'],
      ['ufficio', 'Ufficio'],
      ['mese', 'Mese di conclusione'],
    ],
    colonne: [
      ['conclusi', 'Conclusi'],
      ['media', 'Giorni in media'],
      ['mediana', 'Giorni, mediana'],
      ['oltreTermine', 'Oltre il termine'],
      ['quotaOltreTermine', '% oltre il termine'],
      ['inCorso', 'In corso'],
      ['scaduti', 'In corso, scaduti'],
    ],
    grafico: [
      ['media', 'Giorni in media'],
      ['mediana', 'Mediana'],
    ],
    unita: 'giorni',
  },
};

/** A row in words: its code with its name; a month by its name alone. */
export function nomeRiga({ chiave = '', voce = '' }: Valore): string {
  const plain = chiave === '' || chiave === voce || /^\d{4}-\d{2}$/.test(String(chiave));
  return plain ? String(voce) : `${chiave} ${voce}`;
}

export const isTavola = (nome: string): nome is NomeTavola => nome in TAVOLE_ARCHIVIO;

export const percorsoTavola = (nome: NomeTavola, domanda: URLSearchParams, forma = ''): Percorso<DatiTavola> => ({
  metodo: 'GET',
  url: `/statistiche/${nome}${forma}?${domanda.toString()}`,
});
