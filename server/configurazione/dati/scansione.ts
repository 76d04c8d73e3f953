import type { ConfigurazioneScansione } from '../../../schemas/configurazione-scansione.api.js';

/**
 * With what every AOO begins: thresholds in use for typed paper (agid-scansione.md §7), documents of a batch parted by sheets with a
 * code, and the words of the attestations (LG 2.2, Allegato 3 §2.3). Without the certificates of its cycle nothing is attested by process.
 */
export const SCANSIONE: ConfigurazioneScansione = {
  soglie: {
    dpiMinimi: 200,
    gradiStorta: 1.5,
    milleBianca: 1,
    cartaScura: 110,
    contrastoMinimo: 60,
    centoBordo: 3,
    bitDoppia: 4,
    fiduciaMinima: 60,
  },
  dividiABianca: false,
  dividiACodice: true,
  unioneEtichetta: 'automatica',
  testoRaffronto: [
    'Ai sensi degli articoli 22, comma 1-bis, e 23-ter del d.lgs. 7 marzo 2005, n. 82, e delle Linee guida AgID sulla formazione, gestione e conservazione dei documenti informatici,',
    'il sottoscritto {funzionario}, delegato con {delega}, attesta che la copia per immagine {copia}, di {pagine} pagine, con impronta SHA-256 {impronta},',
    'è conforme per contenuto e forma all’originale analogico da cui è tratta, previo raffronto di ciascuna pagina.',
    '{luogo}, {data}',
  ].join(' '),
  testoProcesso: [
    'Ai sensi dell’articolo 22, comma 1-bis, del d.lgs. 7 marzo 2005, n. 82, e dell’Allegato 3 alle Linee guida AgID sulla formazione, gestione e conservazione dei documenti informatici,',
    'il sottoscritto {funzionario}, delegato con {delega}, attesta che la copia per immagine {copia}, di {pagine} pagine, con impronta SHA-256 {impronta},',
    'è stata prodotta con un processo certificato che assicura la corrispondenza di contenuto e forma all’originale analogico, verificata con raffronto a campione del lotto.',
    '{luogo}, {data}',
  ].join(' '),
};
