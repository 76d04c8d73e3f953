import type { Contenuto, EventoRegistrato, Registrazione } from '../../schemas/registrazione.model.js';
import { type BirthContent, type Evento, readEvento } from '../protocollo/canonico.js';
import { applyEvento, contentAtBirth, contenutoOf } from '../protocollo/eventi.js';

/** A registration as it stood at an instant. */
export interface Istantanea {
  contenuto: Contenuto;
  /** hash of its last act then, its own where it had none */
  ultimoAtto: string;
}

const instantOf = (evento: EventoRegistrato): Date => new Date(readEvento(evento).data);

/** Acts done before that instant; their dates never go back. */
const countBefore = (eventi: readonly EventoRegistrato[], fine: Date): number =>
  eventi.findLastIndex((one) => instantOf(one) < fine) + 1;

/**
 * The registration with the acts done before `fine` and no other: a register that is closed late says what one closed in time
 * would have said.
 */
export function istantaneaOf(record: Registrazione, fine: Date): Istantanea {
  const count = countBefore(record.eventi, fine);
  const ultimoAtto = record.eventi[count - 1]?.hash ?? record.catena.hash;
  if (count === record.eventi.length) return { contenuto: contenutoOf(record), ultimoAtto };
  const birth = contentAtBirth(JSON.parse(record.canonico) as BirthContent, record.nascita);
  return { contenuto: record.eventi.slice(0, count).map(readEvento).reduce(applyEvento, birth), ultimoAtto };
}

/** An act with its text and hash. */
export interface AttoRegistrato {
  evento: Evento;
  canonico: string;
  hash: string;
}

export const attoOf = (evento: EventoRegistrato): AttoRegistrato => ({ evento: readEvento(evento), ...evento });
