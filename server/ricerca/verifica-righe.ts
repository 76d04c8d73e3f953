import { findStato } from '../../schemas/ricerca.model.js';
import { findRighe } from '../../schemas/registrazione-ricerca.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { findScritte, idOfRiga, type RigaScritta, writtenOf } from '../../schemas/riga-ricerca.model.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { same } from '../protocollo/verifica.js';
import { nomeIndice } from './lettura.js';
import { FORMA_RIGA, hasRighe, rigaOf } from './righe.js';
import { filtroVoci } from './posti.js';

/*
 * The rows are made again at any time, but the lists show them: a row that was altered in the database would make a list say what the
 * registration does not say.
 */

/** Whether two texts are the same JSON; the order of the names is that of who wrote them. */
function isSameJson(one: string, other: string): boolean {
  if (one === other) return true;
  try {
    return same(JSON.parse(one), JSON.parse(other));
  } catch {
    return false;
  }
}

/** Whether a row says what its registration gives, of the same version. Pure. */
export function isRigaWhole(scritta: RigaScritta, record: Registrazione): boolean {
  const { dati, testo, parole } = writtenOf(rigaOf(record));
  const isTesto =
    testo === undefined || !Buffer.isBuffer(scritta.testo)
      ? testo === scritta.testo
      : testo.equals(scritta.testo) || isSameJson(scritta.testo.toString(), testo.toString());
  return isTesto && scritta.parole === parole && isSameJson(scritta.dati, dati);
}

type Giudizio = 'giusta' | 'falsa' | 'indietro' | 'avanti';

/** An act that is under way leaves the row behind, with a mark on the registration, or ahead of what was read of this. Pure. */
function judge(scritta: RigaScritta, record: Registrazione): Giudizio {
  if (!Number.isInteger(scritta.versione)) return 'falsa';
  if (scritta.versione > record.versione) return 'avanti';
  if (scritta.versione < record.versione) return record.daIndicizzare === undefined ? 'indietro' : 'giusta';
  return isRigaWhole(scritta, record) ? 'giusta' : 'falsa';
}

/**
 * The numbers of the registrations whose row says something else, in order. Of what has no row, or one of another form, nothing is
 * shown that is not read from the register.
 * @param records - of the general register in one year, read whole and found whole
 */
export async function findRigheFalse(aoo: string, records: readonly Registrazione[]): Promise<number[]> {
  const found = await findScritte(
    records.map((record) => idOfRiga(aoo, record)),
    FORMA_RIGA,
  );
  const scritte = new Map(found.map((one) => [one._id, one]));
  const of: Record<Giudizio, Registrazione[]> = { giusta: [], falsa: [], indietro: [], avanti: [] };
  for (const record of records) {
    const scritta = scritte.get(idOfRiga(aoo, record));
    if (scritta !== undefined) of[judge(scritta, record)].push(record);
  }
  const numeri = of.falsa.map(({ numero }) => numero);
  if (of.indietro.length > 0) {
    const stato = await findStato(nomeIndice(aoo, REGISTRO_GENERALE));
    // where the rows are not all there, none is shown
    if (stato !== null && hasRighe(stato)) numeri.push(...of.indietro.map(({ numero }) => numero));
  }
  if (of.avanti.length > 0) {
    const posto = { anno: 1, numero: 1, versione: 1 } as const;
    const now = await findRighe([{ aoo, registro: REGISTRO_GENERALE }, filtroVoci(of.avanti)], posto);
    const ahead = now.filter((one) => (scritte.get(idOfRiga(aoo, one))?.versione ?? 0) > one.versione);
    numeri.push(...ahead.map(({ numero }) => numero));
  }
  return numeri.sort((a, b) => a - b);
}
