/** Columns of the sheet on which a register of emergency is kept, and which is poured in: for who prints it and for who reads it. */
export const COLONNE_EMERGENZA = [
  ['numero', 'Numero'],
  ['data', 'Data'],
  ['ora', 'Ora'],
  ['flusso', 'Flusso (E, U, I)'],
  ['tipo', 'Tipo (PF, PG, PAI, PAE)'],
  ['cognome', 'Cognome'],
  ['nome', 'Nome'],
  ['denominazione', 'Denominazione'],
  ['codiceFiscale', 'Codice fiscale'],
  ['domicilioDigitale', 'Domicilio digitale'],
  ['oggetto', 'Oggetto'],
  ['mezzo', 'Mezzo'],
  ['protocolloMittente', 'Protocollo del mittente'],
  ['dataProtocolloMittente', 'Data del protocollo del mittente'],
  ['ufficio', 'Ufficio'],
  ['ufficioDestinatario', 'Ufficio destinatario'],
  ['classifica', 'Classifica'],
  ['note', 'Note'],
] as const;
export type ColonnaEmergenza = (typeof COLONNE_EMERGENZA)[number][0];
