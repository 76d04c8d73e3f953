import type { ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import { type Fascicolo, touchAperto } from '../../schemas/fascicolo.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import { DatiNonValidiError, NonTrovatoError, StatoIncompatibileError } from '../lib/problem.js';
import type { Evento } from '../protocollo/canonico.js';
import { type Chi, followCorrispondenti } from '../protocollo/change.js';
import type { Posto } from '../protocollo/lookup.js';
import { requireMay } from './cambia.js';
import { eventiOf, type Spostare, writeMovimenti } from './colloca.js';
import { requireFascicoloPer } from './nascita.js';
import { requireFascicolo } from './visibilita.js';

/** The acts of the filing, to be written with the other changes of the registration. */
export type Fascicolazione = (registrazione: Registrazione, chi: Chi) => Promise<Evento[]>;

/** The fascicolo in which it stands now, out of which it is moved: the caller's too, and open. */
async function takeOld(caller: Caller, id: string, session: ClientSession): Promise<Fascicolo> {
  const old = await requireFascicolo(caller, id, session).catch((error: unknown) => {
    if (!(error instanceof NonTrovatoError)) throw error;
    throw new StatoIncompatibileError(
      'Il documento è nel fascicolo di un altro ufficio: chiedere a quello di spostarlo.',
    );
  });
  requireMay(caller, 'gestisci-fascicolo', old, 'Il documento è nel fascicolo di un altro ufficio: chiedere a quello.');
  if (old.stato === 'chiuso')
    throw new StatoIncompatibileError(
      `Il documento è nel fascicolo ${old.codice}, che è chiuso: riaprirlo per spostarlo.`,
    );
  return old;
}

/**
 * The primary fascicolo as a datum of the registration (PATCH): put there, or moved there from the one in which it was, by the same road
 * as from the fascicolo. One transaction with the registration, both fascicoli and the movements.
 * @param change - writes the registration with those acts, within the session
 * @throws DatiNonValidiError naming `fascicolo`
 */
export async function fileByPatch(
  deps: Deps,
  caller: Caller,
  { anno, numero, registro }: Posto,
  { id, motivo }: { id: string; motivo: string },
  change: (session: ClientSession, fascicolazione: Fascicolazione) => Promise<Registrazione>,
): Promise<Registrazione> {
  const fascicolo = await requireFascicoloPer(caller, id);
  let before: Registrazione | undefined;
  const changed = await inTransaction(async (session) => {
    let done: { spostare: Spostare; data: Date } | undefined;
    const after = await change(session, async (registrazione, chi) => {
      before = registrazione;
      const old = registrazione.fascicolo;
      const da = old === undefined || old === fascicolo._id ? undefined : await takeOld(caller, old, session);
      const spostare: Spostare =
        da === undefined
          ? { azione: 'aggiunto', di: fascicolo, principale: true, motivo }
          : { azione: 'spostato', di: fascicolo, da, motivo };
      const eventi = await eventiOf(caller, registrazione, chi, spostare, 'fascicolo');
      if (eventi.length > 0) done = { spostare, data: chi.data };
      return eventi;
    });
    if (done === undefined) return after;
    const { spostare, data } = done;
    for (const one of [spostare.da, spostare.di])
      if (one !== undefined && (await touchAperto(caller.aoo, one._id, session)) === null)
        throw new DatiNonValidiError([
          {
            campo: 'fascicolo',
            messaggio: `Nel frattempo il fascicolo ${one.codice} è stato chiuso: sceglierne un altro.`,
          },
        ]);
    const chi = { aoo: caller.aoo, data, utente: caller.utente };
    await writeMovimenti(
      spostare,
      { ...chi, ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }) },
      { ...(registro !== undefined && { registro }), anno, numero },
      after,
      session,
    );
    return after;
  });
  if (before !== undefined && before !== changed) void followCorrispondenti(deps, before, changed);
  return changed;
}
