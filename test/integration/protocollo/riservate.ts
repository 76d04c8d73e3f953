import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { Account } from '../../support/harness.js';
import { entrata } from './richieste.js';

/** Everybody. */
export const ACCOUNTS = [
  'protocollo',
  'istruttore',
  'responsabile',
  'archivista',
  'rgd',
  'vicario',
  'admin',
  'istruttore.u114',
  'protocollo2',
  'rgd2',
] as const;
/** Who reads what is reserved by saying why. */
export const PASSANO = ['archivista', 'rgd', 'vicario'] as const;
export const ACCESSO = 'istanza della persona interessata';
/** Words that stand in nothing but what is reserved. */
export const SEGRETI = ['Zampironi', 'Quintavalle', 'tossicodipendenza', 'segreto.pdf', 'SEGR/99'];
/** All that can be read of one registration, below its address. */
export const LETTURE = ['', '/eventi', '/documento', '/allegati/1', '/verifica'];

/** A page of GET /registrazioni. */
export interface Lista {
  elementi: (RegistrazioneRisposta & { riservata?: true })[];
  totale: number;
  cursore?: string;
}

/** A request full of words that nobody else uses. */
export const secret = (sopra: Record<string, unknown>) =>
  entrata({
    oggetto: 'Relazione su un caso di tossicodipendenza',
    mittenti: [{ tipo: 'PF', cognome: 'Zampironi', nome: 'Quintavalle' }],
    protocolloMittente: { numero: 'SEGR/99' },
    ...sopra,
  });

export const withMotivo = { 'X-Motivo-Accesso': ACCESSO };

/** What somebody gets who may not see it. */
export const hiddenStatus = (account: Account): number =>
  account === 'admin' || PASSANO.some((each) => each === account) ? 403 : 404;
