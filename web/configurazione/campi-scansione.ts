import type { CampoRegole } from './campo-regole.js';

/** The fields of how an AOO scans and certifies: thresholds, parting of batches, certificates of the cycle, words of the attestations. */

const soglia = (
  campo: string,
  titolo: string,
  aiuto: string,
  genere: 'intero' | 'decimale' = 'intero',
): CampoRegole => ({
  campo: `soglie.${campo}`,
  titolo,
  genere,
  obbligatorio: true,
  aiuto,
});

const certificato = (norma: string, parola: string): CampoRegole[] => [
  { campo: `ciclo.${norma}.ente`, titolo: `${parola}: rilasciato da`, genere: 'testo' },
  { campo: `ciclo.${norma}.numero`, titolo: `${parola}: numero`, genere: 'testo' },
  { campo: `ciclo.${norma}.dal`, titolo: `${parola}: vale dal`, genere: 'data' },
  { campo: `ciclo.${norma}.al`, titolo: `${parola}: vale fino al`, genere: 'data' },
];

const SEGNAPOSTO = '{copia}, {pagine}, {impronta}, {funzionario}, {delega}, {luogo}, {data}';

export const CAMPI_SCANSIONE: readonly CampoRegole[] = [
  soglia('dpiMinimi', 'Risoluzione minima', 'punti per pollice'),
  soglia('gradiStorta', 'Pagina storta oltre', 'gradi', 'decimale'),
  soglia('milleBianca', 'Pagina bianca sotto', 'inchiostro, per mille', 'decimale'),
  soglia('cartaScura', 'Pagina scura sotto', 'luminosità della carta, da 0 a 255'),
  soglia('contrastoMinimo', 'Scrittura chiara sotto', 'contrasto, da 0 a 255'),
  soglia('centoBordo', 'Bordo tagliato da', 'parte del lato toccata dalla scrittura, per cento', 'decimale'),
  soglia('bitDoppia', 'Pagina doppia fino a', 'differenze, su 64'),
  soglia('fiduciaMinima', 'Lettura incerta sotto', 'fiducia nelle parole lette, per cento'),
  { campo: 'dividiABianca', titolo: 'In un lotto una pagina bianca separa i documenti', genere: 'si-no' },
  { campo: 'dividiACodice', titolo: 'In un lotto un foglio con un codice separa i documenti', genere: 'si-no' },
  {
    campo: 'unioneEtichetta',
    titolo: 'Ciò che porta l’etichetta di una registrazione vi si unisce',
    genere: 'scelta',
    obbligatorio: true,
    opzioni: [
      ['automatica', 'da solo, se nulla è dubbio'],
      ['dopo-conferma', 'dopo la conferma di chi guarda'],
    ],
  },
  {
    campo: 'testoRaffronto',
    titolo: 'Attestazione per raffronto',
    genere: 'lungo',
    obbligatorio: true,
    aiuto: SEGNAPOSTO,
  },
  {
    campo: 'testoProcesso',
    titolo: 'Attestazione di processo',
    genere: 'lungo',
    obbligatorio: true,
    aiuto: SEGNAPOSTO,
  },
  ...certificato('iso9001', 'ISO 9001'),
  ...certificato('iso27001', 'ISO 27001'),
  {
    campo: 'ciclo.committente',
    titolo: 'Ciclo certificato: committente',
    genere: 'testo',
    aiuto: 'senza i dati del ciclo non si attesta il processo',
  },
  { campo: 'ciclo.finalita', titolo: 'Ciclo certificato: finalità', genere: 'testo' },
  { campo: 'ciclo.documentazione', titolo: 'Ciclo certificato: documentazione', genere: 'testo' },
  { campo: 'ciclo.fornitore', titolo: 'Ciclo certificato: fornitore', genere: 'testo', aiuto: 'se affidato' },
  { campo: 'ciclo.contratto', titolo: 'Ciclo certificato: contratto', genere: 'testo', aiuto: 'se affidato' },
  { campo: 'ciclo.luogo', titolo: 'Ciclo certificato: luogo', genere: 'testo' },
  {
    campo: 'ciclo.aql',
    titolo: 'Ciclo certificato: AQL',
    genere: 'scelta',
    numeri: true,
    opzioni: [
      ['0.65', '0,65'],
      ['1', '1'],
      ['1.5', '1,5'],
      ['2.5', '2,5'],
      ['4', '4'],
    ],
    aiuto: 'difetti ammessi su cento copie',
  },
];
