import type { FoglioDipinto } from '../../test/support/pagine-dipinte.js';

/** Sentences as offices write them, put together in letters of a page each. */
const FRASI = [
  'Con riferimento all’istanza presentata dalla S.V. si comunica l’avvio del procedimento ai sensi degli articoli 7 e 8 della legge 7 agosto 1990, n. 241.',
  'Il termine per la conclusione è fissato in trenta giorni, decorsi i quali l’interessato può rivolgersi al titolare del potere sostitutivo.',
  'La documentazione è depositata presso l’ufficio Edilizia privata, dove si può prenderne visione il martedì e il giovedì, dalle ore 9:30 alle ore 12:45.',
  'Si prega di voler integrare la pratica con la relazione tecnica asseverata, l’estratto di mappa catastale (foglio 12, particelle 345 e 346) e la ricevuta del versamento di € 132,50.',
  'Qualora non pervengano osservazioni entro dieci giorni dal ricevimento della presente, l’Amministrazione procederà secondo quanto già deliberato.',
  'L’incaricato del servizio è raggiungibile al numero 0587 654321 oppure all’indirizzo ufficio.tecnico@comune.vallelunga.example.it.',
  'Perché la richiesta possa essere accolta è necessario che il richiedente abbia già versato i diritti di segreteria, così come stabilito dalla Giunta con deliberazione n. 87 del 14/05/2025.',
  'Il sopralluogo effettuato dalla Polizia locale ha accertato la presenza di materiale di risulta lungo il fosso, all’altezza del civico 27/bis di via dei Castagni.',
  'Si autorizza l’occupazione temporanea di suolo pubblico per complessivi mq 48,00, dal 3 giugno al 18 luglio, purché sia garantito il transito dei mezzi di soccorso.',
  'Tutte le comunicazioni successive avverranno esclusivamente tramite posta elettronica certificata; chi ne è sprovvisto potrà ritirarle allo sportello.',
  'Restano fermi gli obblighi già assunti dalla società con la convenzione rep. 1.204 del 9 novembre 2023, nonché le garanzie fideiussorie ivi previste.',
  'Avverso il presente provvedimento è ammesso ricorso al Tribunale Amministrativo Regionale entro sessanta giorni dalla notificazione.',
  'La quota a carico delle famiglie è pari a € 4,20 a pasto; l’esenzione spetta ai nuclei con ISEE inferiore a € 6.500,00 e con più di tre figli.',
  'Nessun onere aggiuntivo graverà sul bilancio comunale, poiché la spesa trova copertura nel capitolo 2045/3, già impegnato.',
] as const;

const FACCE: readonly Required<Pick<FoglioDipinto, 'carattere' | 'corpo'>>[] = [
  { carattere: 'testo', corpo: 10 },
  { carattere: 'stretto', corpo: 11 },
  { carattere: 'corsivo', corpo: 10 },
  { carattere: 'macchina', corpo: 9 },
];
const PARAGRAFI = 12;

/** Pages that are all different, and always the same. */
export const fogli = (quanti: number): FoglioDipinto[] =>
  Array.from({ length: quanti }, (_, pagina) => {
    const paragrafi = Array.from({ length: PARAGRAFI }, (_, k) => FRASI[(pagina * 5 + k * 3) % FRASI.length]);
    const testo = [
      'COMUNE DI VALLELUNGA',
      `Prot. n. ${1_000 + pagina * 37}/2026 del ${1 + (pagina % 28)}/03/2026`,
      `OGGETTO: comunicazione relativa alla pratica n. ${200 + pagina}`,
      ...paragrafi,
      'Distinti saluti',
    ].join('\n');
    return { testo, ...(FACCE[pagina % FACCE.length] ?? FACCE[0]) };
  });

const bare = (testo: string): string =>
  testo
    .normalize('NFC')
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/-\n(?=\p{Ll})/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Characters that were read wrong, lost or added, of a hundred that were written (Levenshtein; blanks count as one). */
export function errori(scritto: string, letto: string): number {
  const [a, b] = [bare(scritto), bare(letto)];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return (100 * (row[b.length] ?? 0)) / a.length;
}
