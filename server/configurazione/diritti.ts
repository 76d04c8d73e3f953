import type { Atto, Caller } from '../../schemas/accesso.api.js';
import type { TipoConfigurazione } from '../../schemas/configurazione.api.js';
import { portataOf } from '../accesso/diritti.js';

/** Who writes a content: the RGD what the manuale fixes, the administrator what is of the system. */
export const attoOf = (tipo: TipoConfigurazione): Atto => (tipo === 'parametri' ? 'amministra' : 'configura');

export const mayWrite = ({ ruolo }: Pick<Caller, 'ruolo'>, tipo: TipoConfigurazione): boolean =>
  portataOf(ruolo, attoOf(tipo)) !== undefined;
