import type { EventoRegistrato } from '../../schemas/registrazione.model.js';
import { readEvento } from '../protocollo/canonico.js';
import { foglia, gruppo, type Nodo } from './albero.js';
import type { Conf } from './conf.js';
import { dataOf, type Identita, identita, oraOf } from './parti.js';
import type { Rilievi } from './rilievi.js';
import { persona, ruolo } from './soggetti.js';

export type TipoModifica = 'Annullamento' | 'Rettifica' | 'Integrazione' | 'Annotazione';

/** A change that makes a new version of the metadata: who, when. */
export interface Modifica {
  tipo: TipoModifica;
  utente: string;
  data: Date;
}

/** Acts of a registration that change what its metadata say as a new version (§8.1); the others are the office's own work. */
const TIPI: Readonly<Record<string, TipoModifica>> = {
  rinnovo: 'Rettifica',
  integrazione: 'Integrazione',
  annullamento: 'Annullamento',
};

/** The changes of a registration, from its acts, in order. Pure. */
export const modificheOf = (eventi: readonly EventoRegistrato[]): Modifica[] =>
  eventi.flatMap((one): Modifica[] => {
    const { tipo, data, utente } = readEvento(one);
    const kind = Object.hasOwn(TIPI, tipo) ? TIPI[tipo] : undefined;
    return kind === undefined ? [] : [{ tipo: kind, utente, data: new Date(data) }];
  });

/** 1, and one more with every change. */
export const versioneOf = (modifiche: readonly Modifica[]): Nodo[] =>
  foglia('VersioneDelDocumento', modifiche.length + 1);

/** Role Operatore: due where there is a change to trace (rule S5). */
export function operatoreOf(conf: Conf, modifiche: readonly Modifica[], rilievi: Rilievi): Nodo[] {
  const last = modifiche.at(-1);
  if (last === undefined) return [];
  const nomi = persona(conf, last.utente, 'Operatore', rilievi);
  return nomi === undefined ? [] : ruolo('Operatore', gruppo('PF', nomi));
}

/**
 * The last change (rule D5), with the identity of the version before: the file of a registration never changes, so for an
 * annulment or a rectification it is the document's own.
 */
export function tracciaturaOf(
  conf: Conf,
  modifiche: readonly Modifica[],
  precedente: Identita | undefined,
  rilievi: Rilievi,
): Nodo[] {
  const last = modifiche.at(-1);
  if (last === undefined || precedente === undefined) return [];
  const nomi = persona(conf, last.utente, 'TracciatureModificheDocumento', rilievi);
  if (nomi === undefined) return [];
  return [
    gruppo(
      'TracciatureModificheDocumento',
      foglia('TipoModifica', last.tipo),
      [gruppo('SoggettoAutoreDellaModifica', nomi)],
      dataOf('DataModifica', last.data),
      oraOf('OraModifica', last.data),
      [identita('IdDocVersionePrecedente', precedente)],
    ),
  ];
}
