import type { Repertorio } from '../../../schemas/configurazione-repertori.api.js';

type Riga = readonly [
  codice: string,
  denominazione: string,
  tipologia: string,
  voce: string,
  conservazione: string,
  altro?: Partial<Repertorio>,
];

const SEMPRE = 'illimitato';

/** Repertori and registers that a Comune usually keeps; which office feeds each the AOO says. */
const RIGHE: readonly Riga[] = [
  ['DCC', 'Deliberazioni del Consiglio comunale', 'Deliberazione del Consiglio comunale', 'I.6', SEMPRE],
  ['DGC', 'Deliberazioni della Giunta comunale', 'Deliberazione della Giunta comunale', 'I.6', SEMPRE],
  ['DET', 'Determinazioni', 'Determinazione', 'I.6', SEMPRE],
  ['ORS', 'Ordinanze del Sindaco', 'Ordinanza del Sindaco', 'I.6', SEMPRE],
  ['ORD', 'Ordinanze dei responsabili di settore', 'Ordinanza', 'I.6', SEMPRE],
  ['DES', 'Decreti del Sindaco', 'Decreto del Sindaco', 'I.6', SEMPRE],
  [
    'CON',
    'Contratti e atti in forma pubblica amministrativa',
    'Contratto',
    'I.6',
    SEMPRE,
    { numerazione: 'continua', note: 'Numerazione continua; soggetto a vidimazione' },
  ],
  ['SPR', 'Scritture private e convenzioni', 'Scrittura privata', 'I.6', SEMPRE],
  ['ALB', 'Registro dell’albo pretorio', 'Pubblicazione all’albo', 'I.6', '20', { natura: 'registro' }],
  ['NOT', 'Registro delle notifiche', 'Notifica', 'I.6', '20', { natura: 'registro' }],
  ['CAS', 'Registro degli atti depositati nella casa comunale', 'Atto depositato', 'I.6', '2', { natura: 'registro' }],
  ['RUF', 'Registro unico delle fatture', 'Fattura', 'IV.4', '10', { natura: 'registro', flusso: 'E' }],
  ['TED', 'Titoli edilizi rilasciati', 'Titolo edilizio', 'VI.3', SEMPRE],
  ['CDU', 'Certificati di destinazione urbanistica', 'Certificato di destinazione urbanistica', 'VI.1', '1'],
  ['OSP', 'Concessioni di occupazione di suolo pubblico', 'Concessione di suolo pubblico', 'IV.8', SEMPRE],
  ['CIM', 'Concessioni cimiteriali', 'Concessione cimiteriale', 'IV.8', SEMPRE, { numerazione: 'continua' }],
  ['VCS', 'Verbali di violazione al codice della strada', 'Verbale di violazione', 'IX.2', '10'],
  ['VIN', 'Verbali di rilevazione incidenti', 'Verbale di rilevazione', 'IX.2', '20'],
  ['AUT', 'Autorizzazioni e licenze di pubblica sicurezza', 'Autorizzazione', 'IX.4', SEMPRE],
];

/** With which every AOO begins. */
export const REPERTORI: Repertorio[] = RIGHE.map(
  ([codice, denominazione, tipologia, voce, conservazione, altro = {}]) => ({
    codice,
    denominazione,
    tipologia,
    voce,
    numerazione: 'annuale',
    natura: 'repertorio',
    flusso: 'I',
    conservazione,
    ...altro,
  }),
);
