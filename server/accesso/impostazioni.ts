import type { Aoo, AooIniziale, ImpostazioniAoo } from '../../schemas/aoo.model.js';

/** The one register of protocol of every AOO (LG §3.4: no other may be). */
const REGISTRO = 'PROT-GEN';

/** Ways in which a document comes or goes; an AOO may add its own. */
const MEZZI: ImpostazioniAoo['mezzi'] = [
  { codice: 'pec', denominazione: 'PEC' },
  { codice: 'email', denominazione: 'Posta elettronica' },
  { codice: 'sportello', denominazione: 'Consegna a mano allo sportello' },
  { codice: 'posta', denominazione: 'Posta ordinaria' },
  { codice: 'raccomandata', denominazione: 'Raccomandata' },
  { codice: 'corriere', denominazione: 'Corriere' },
  { codice: 'portale', denominazione: 'Portale dei servizi' },
  { codice: 'interoperabilita', denominazione: 'Interoperabilità tra amministrazioni' },
  { codice: 'sdi', denominazione: 'Sistema di interscambio (SdI)' },
  { codice: 'interno', denominazione: 'Interno' },
];

/** Kinds of documents of a Comune, incoming, outgoing and internal, each once. */
const TIPOLOGIE = [
  'Istanza',
  'SCIA',
  'Comunicazione',
  'Dichiarazione',
  'Integrazione',
  'Ricorso',
  'Atto giudiziario',
  'Richiesta di risarcimento',
  'Diffida',
  'Fattura elettronica',
  'Proposta',
  'Parere esterno',
  'Nulla osta',
  'Interrogazione',
  'Petizione',
  'Segnalazione',
  'Curriculum',
  'Offerta',
  'Avvio del procedimento',
  'Richiesta di integrazione',
  'Preavviso di diniego',
  'Permesso di costruire',
  'Autorizzazione',
  'Concessione',
  'Diniego',
  'Ordinanza',
  'Certificato',
  'Attestazione',
  'Convocazione',
  'Trasmissione',
  'Sollecito',
  'Risposta',
  'Notifica',
  'Nota interna',
  'Richiesta di parere',
  'Parere interno',
  'Proposta di deliberazione',
  'Ordine di servizio',
  'Circolare interna',
  'Verbale',
  'Relazione',
  'Deliberazione',
  'Determinazione',
  'Decreto',
  'Contratto',
];

/** An AOO as it begins; its settings are changed afterwards. */
export const buildAoo = (codice: string, denominazione: string, ente: Aoo['ente'], patrono: string): AooIniziale => ({
  _id: codice,
  denominazione,
  ente,
  registro: REGISTRO,
  impostazioni: {
    classificaObbligatoria: false,
    rinnovoDato: true,
    sottoclasseOperatore: false,
    mezzi: MEZZI.map((mezzo) => ({ ...mezzo })),
    tipologie: [...TIPOLOGIE],
    patrono,
  },
});
