/** Requests as a client writes them: whole and right but for what a test puts over them. */
type Sopra = Record<string, unknown>;

let serial = 0;
const oggetto = (di: string): string => `${di} n. ${++serial} per le prove del registro`;

export const ROSSI = { tipo: 'PF', cognome: 'Rossi', nome: 'Maria' } as const;
export const EDILE = { tipo: 'PG', denominazione: 'Edile Valdoria S.r.l.' } as const;
export const ufficio = (uo: string) => ({ tipo: 'UO', uo }) as const;
export const competenza = (uo: string, utente?: string) => ({
  uo,
  tipo: 'competenza' as const,
  ...(utente !== undefined && { utente }),
});
export const conoscenza = (uo: string) => ({ uo, tipo: 'conoscenza' as const });

/** Incoming by PEC, assigned to nobody. */
export const entrata = (sopra: Sopra = {}) => ({
  flusso: 'E',
  oggetto: oggetto('Istanza di accesso agli atti'),
  mittenti: [ROSSI],
  destinatari: [],
  mezzo: 'pec',
  ...sopra,
});

/** Outgoing by PEC from U410. */
export const uscita = (sopra: Sopra = {}) => ({
  flusso: 'U',
  oggetto: oggetto('Comunicazione di avvio del procedimento'),
  mittenti: [ufficio('U410')],
  destinatari: [EDILE],
  mezzo: 'pec',
  ...sopra,
});

/** Internal, from U410 to U412: both of S4. */
export const interna = (sopra: Sopra = {}) => ({
  flusso: 'I',
  oggetto: oggetto('Richiesta di parere interno'),
  mittenti: [ufficio('U410')],
  destinatari: [ufficio('U412')],
  mezzo: 'interno',
  ...sopra,
});

export const PROVVEDIMENTO = { numero: '12', data: '2026-03-01', autore: 'Responsabile Settore 1' };
export const MOTIVO = 'errore materiale di battitura';
