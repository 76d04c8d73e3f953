/** Files of an invented IPA. */

const COLONNE_ENTI = 'Codice_IPA,Denominazione_ente,Codice_fiscale_ente,CAP,Indirizzo,Mail1,Tipo_Mail1';
const COLONNE_AOO =
  'Codice_IPA,Denominazione_ente,Codice_fiscale_ente,Codice_uni_aoo,Denominazione_aoo,CAP,Indirizzo,Mail1,Tipo_Mail1';
const COLONNE_UO =
  'Codice_IPA,Denominazione_ente,Codice_fiscale_ente,Codice_uni_uo,Codice_uni_aoo,Descrizione_uo,CAP,Indirizzo,Mail1,Tipo_Mail1';

const four = (n: number): string => String(n).padStart(4, '0');

export const rigaEnte = (n: number, nome = `Comune di Prova ${four(n)}`): string =>
  `c_y${four(n)},${nome},,00100,via Roma ${n},protocollo@pec.ente${n}.example,Pec`;
export const rigaAoo = (n: number, mail = `aoo@pec.ente${n}.example`): string =>
  `c_y${four(n)},Comune di Prova ${four(n)},,AY${four(n)}0,Protocollo generale,00100,via Roma ${n},${mail},Pec`;
export const rigaUo = (n: number): string =>
  `c_y${four(n)},Comune di Prova ${four(n)},,UF${four(n)},AY${four(n)}0,Ufficio tecnico,00100,via Roma ${n},,`;

export const fileEnti = (...righe: readonly string[]): string => `\uFEFF${[COLONNE_ENTI, ...righe].join('\r\n')}\r\n`;
export const fileAoo = (...righe: readonly string[]): string => [COLONNE_AOO, ...righe, ''].join('\n');
export const fileUo = (...righe: readonly string[]): string => [COLONNE_UO, ...righe, ''].join('\n');

export const primi = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
