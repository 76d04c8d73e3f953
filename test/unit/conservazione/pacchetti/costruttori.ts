import { createHash } from 'node:crypto';
import { ConservatoreAoo, RegolaVersamento } from '../../../../schemas/configurazione-conservazione.api.js';
import type { Contesto } from '../../../../server/conservazione/pacchetti/parer.js';
import type {
  DocumentoUnita,
  FascicoloDaVersare,
  FileDaVersare,
  Ritocchi,
  UnitaDaVersare,
} from '../../../../server/conservazione/tipi.js';
import { foglia, gruppo } from '../../../../server/metadati/albero.js';

export const NIENTE: Ritocchi = { forza: [], formati: {} };

export const conservatore = (campi: Partial<ConservatoreAoo> = {}): ConservatoreAoo => ({
  ...ConservatoreAoo.parse({
    codice: 'parer',
    tipo: 'parer',
    denominazione: 'ParER',
    attivo: true,
    ambiente: 'PARER_TEST',
    ente: 'Comune di Esempio',
    struttura: 'AVLD001',
  }),
  ...campi,
});

export const contesto = (campi: Partial<ConservatoreAoo> = {}): Contesto => ({
  conservatore: conservatore(campi),
  utente: 'protocollo_c_x999',
});

export const regola = (campi: Partial<RegolaVersamento> = {}): RegolaVersamento => ({
  ...RegolaVersamento.parse({
    tipo: 'unita-documentaria',
    conservatore: 'parer',
    tipoRegistro: 'PG',
    tipologiaVersata: 'DOCUMENTO PROTOCOLLATO',
    profiloNormativo: '1.0',
    datiSpecifici: '1.0',
  }),
  ...campi,
});

export const sha256 = (testo: string): string => createHash('sha256').update(testo).digest('hex');

export const file = (n: number, campi: Partial<FileDaVersare> = {}): FileDaVersare => ({
  id: `f${n}`,
  nome: `documento-${n}.pdf`,
  mime: 'application/pdf',
  formato: 'PDF',
  dimensione: 10 + n,
  sha256: sha256(`file ${n}`),
  ...campi,
});

const principale: DocumentoUnita = {
  ruolo: 'principale',
  id: 'c_x999-AVLD001-doc-1',
  descrizione: 'Istanza',
  autore: 'Rossi Mario',
  file: file(0, { nome: 'istanza.pdf.p7m', mime: 'application/pkcs7-mime', formato: 'PDF.P7M' }),
};
export const allegato: DocumentoUnita = {
  ruolo: 'allegato',
  id: 'c_x999-AVLD001-doc-1-all-1',
  descrizione: 'Planimetria',
  file: file(1),
};
export const nota: DocumentoUnita = {
  ruolo: 'annotazione',
  id: 'c_x999-AVLD001-doc-1-ann',
  descrizione: 'Annullamento del 20/03/2026: registrazione doppia',
  autore: 'Verdi Lucia',
};

const PRODUTTORE = {
  ente: 'Comune di Esempio',
  codiceIPA: 'c_x999',
  codiceFiscale: '00000000000',
  aoo: 'AVLD001',
  denominazioneAoo: 'AOO unica',
};

export const unita = (campi: Partial<UnitaDaVersare> = {}): UnitaDaVersare => ({
  tipo: 'unita-documentaria',
  riferimento: '2026/123',
  produttore: PRODUTTORE,
  chiave: { registro: 'PG', anno: 2026, numero: '0000123' },
  versione: 3,
  istante: '2026-03-16T09:41:07.000+01:00',
  descrizioneIstante: 'DATA_DI_PROTOCOLLAZIONE',
  metadati: gruppo(
    'DocumentoAmministrativoInformatico',
    foglia('Impronta', Buffer.from(sha256('file 0'), 'hex').toString('base64')),
    foglia('Oggetto', 'Località Ca’ Bianca'),
  ),
  regola: regola(),
  oggetto: 'Istanza di occupazione di suolo pubblico: località Ca’ Bianca <urgente> & "completa"',
  data: '2026-03-16',
  archivistico: {
    principale: { classifica: 'VI.3', fascicolo: { identificativo: '2026-VI/3.17', oggetto: 'Occupazione' } },
    secondari: [
      {
        classifica: 'I.6',
        fascicolo: { identificativo: '2026-I/6.1', oggetto: 'Archivio' },
        sottofascicolo: { identificativo: '2026-I/6.1.2' },
      },
    ],
  },
  datiSpecifici: [
    ['Movimento', 'IN'],
    ['Mittente', 'Rossi Mario'],
  ],
  collegati: [{ chiave: { registro: 'PG', anno: 2026, numero: '0000012' }, descrizione: 'Risponde' }],
  documenti: [principale, allegato, nota],
  ...campi,
});

export const fascicolo = (campi: Partial<FascicoloDaVersare> = {}): FascicoloDaVersare => ({
  tipo: 'fascicolo',
  riferimento: 'abc',
  produttore: PRODUTTORE,
  chiave: { registro: 'FASCICOLI', anno: 2026, numero: 'VI.3-17' },
  versione: 9,
  istante: '2026-05-04T00:00:00.000+02:00',
  metadati: gruppo('AggregazioneDocumentaliInformatiche', foglia('TipologiaFascicolo', 'affare')),
  regola: regola({ tipo: 'fascicolo', tipologiaVersata: 'AFFARE' }),
  oggetto: 'Occupazione suolo pubblico',
  dataApertura: '2026-03-16',
  dataChiusura: '2026-05-04',
  classificazione: [
    { codice: 'VI', voce: 'Pianificazione e gestione del territorio' },
    { codice: 'VI.3', voce: 'Edilizia privata' },
  ],
  padre: { anno: 2026, numero: 'VI.3-1' },
  collegati: [{ anno: 2025, numero: 'VI.3-8', descrizione: 'Fascicolo collegato' }],
  tempo: 10,
  riservato: false,
  soggetti: [
    { ruolo: 'Amministrazione titolare', tipo: 'PAI', denominazione: 'Comune di Esempio' },
    { ruolo: 'Intestatario', tipo: 'PF', denominazione: 'Rossi Mario', cognome: 'Rossi', nome: 'Mario' },
    { ruolo: 'Ufficio', denominazione: 'Ufficio tecnico' },
  ],
  procedimento: { codice: 'OSP', denominazione: 'Occupazione', materia: 'Tributi' },
  note: 'Fine',
  unita: [
    { chiave: { registro: 'PG', anno: 2026, numero: '0000123' }, posizione: 1, data: '2026-03-16' },
    { chiave: { registro: 'DET', anno: 2026, numero: '0000004' }, posizione: 2, data: '2026-04-01' },
  ],
  ...campi,
});

/** Text of the first element of that name, or of each; the writer puts a text in one line. */
export const testiDi = (xml: Buffer | string, nome: string): string[] =>
  [...xml.toString().matchAll(new RegExp(`<${nome}>([^<]*)</${nome}>`, 'g'))].map(([, testo = '']) => testo);
