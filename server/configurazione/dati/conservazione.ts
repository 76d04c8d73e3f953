import type { Conservazione, RegolaVersamento } from '../../../schemas/configurazione-conservazione.api.js';

const CONSERVATORE = 'parer';

/** What every rule says unless something else was agreed. */
const regola = (
  tipo: RegolaVersamento['tipo'],
  tipologiaVersata: string,
  altro: Partial<RegolaVersamento> = {},
): RegolaVersamento => ({
  tipo,
  conservatore: CONSERVATORE,
  tipologiaVersata,
  principale: tipologiaVersata,
  allegato: 'GENERICO',
  annesso: 'GENERICO',
  annotazione: 'ANNULLAMENTO',
  tipoConservazione: 'VERSAMENTO_ANTICIPATO',
  forzaConservazione: true,
  ...altro,
});

/** The usual names of the kinds, one rule for each; what is agreed with the receiver takes their place. */
export const regoleUsuali = (altro: Partial<RegolaVersamento> = {}): RegolaVersamento[] => [
  regola('registro-giornaliero', 'REGISTRO GIORNALIERO DI PROTOCOLLO', { tipoRegistro: 'RGP', ...altro }),
  regola('unita-documentaria', 'DOCUMENTO PROTOCOLLATO', { registro: 'PROT-GEN', tipoRegistro: 'PG', ...altro }),
  regola('unita-documentaria', 'DOCUMENTO REPERTORIATO', altro),
  regola('fascicolo', 'FASCICOLO', altro),
];

/** With what every AOO begins: rules and terms, and a receiver that is off until its names are agreed. */
export const CONSERVAZIONE: Conservazione = {
  conservatori: [
    {
      codice: CONSERVATORE,
      tipo: 'parer',
      denominazione: 'Conservatore da indicare',
      attivo: false,
      versione: '1.5',
      insieme: 2,
      dimensioneMassimaMegabyte: 1024,
      attesaSecondi: 600,
    },
  ],
  regole: regoleUsuali(),
  termini: { registrazioniGiorni: 10, appenaClassificata: true, fascicoliGiorni: 0, firmaGiorni: 30 },
};
