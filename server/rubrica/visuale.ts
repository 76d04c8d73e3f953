import type { Caller } from '../../schemas/accesso.api.js';
import { portataOf, ufficiOf } from '../accesso/diritti.js';
import type { Visuale } from './service.js';

/** What the caller sees of the `ordinaria` registrations, from the one table of rights. */
export function visualeOf(caller: Caller): Visuale {
  const portata = portataOf(caller.ruolo, 'consulta');
  return { aoo: caller.aoo, uffici: portata === undefined ? [] : ufficiOf(caller, portata) };
}
