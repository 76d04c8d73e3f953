import type { Caller } from '../../schemas/accesso.api.js';
import type { AttestazioneLetta } from '../../schemas/attestazione.api.js';
import type { Attestazione, FirmaAttestazione } from '../../schemas/attestazione.model.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { NonTrovatoError } from '../lib/problem.js';
import { indirizzoOf } from './componi.js';
import { findCopie } from './copie.js';

const API = '/api/v1/attestazioni';
export const urlDocumento = (id: string): string => `${API}/${id}`;
export const urlFirma = (id: string): string => `${API}/${id}/firma`;

export const presentFirma = (id: string, { certificato: _own, ...firma }: FirmaAttestazione) => ({
  ...firma,
  url: urlFirma(id),
});

/** An attestation as its reader may see it: copies of registrations that are not his to see are counted, not told. */
export function presentAttestazione(
  { config }: Pick<Deps, 'config'>,
  a: Attestazione,
  viste: { has: (scansione: string) => boolean },
): AttestazioneLetta {
  const copie = a.copie.filter(({ scansione }) => viste.has(scansione));
  return {
    id: a._id,
    modo: a.modo,
    stato: a.stato,
    riferimentoTemporale: a.riferimentoTemporale,
    funzionario: a.funzionario,
    delega: a.delega,
    testo: copie.length === a.copie.length ? a.testo : [],
    documento: { ...a.documento, url: urlDocumento(a._id) },
    copie,
    nascoste: a.copie.length - copie.length,
    ...(a.firma !== undefined && { firma: presentFirma(a._id, a.firma) }),
    ...(a.lotto !== undefined && { lotto: a.lotto }),
    ...(a.campione !== undefined && { campione: a.campione }),
    ...(a.note !== undefined && { note: a.note }),
    verifica: indirizzoOf(config, a._id),
    creata: rfc3339(a.creata),
  };
}

/** Scans of these attestations that the caller may see. */
export const visteOf = (caller: Caller, attestazioni: readonly Attestazione[]) =>
  findCopie(caller, [...new Set(attestazioni.flatMap(({ copie }) => copie.map(({ scansione }) => scansione)))]);

/** Those of which the caller may see a copy at least, as he may see them. */
export async function presentAll(
  deps: Pick<Deps, 'config'>,
  caller: Caller,
  attestazioni: readonly Attestazione[],
): Promise<AttestazioneLetta[]> {
  const viste = await visteOf(caller, attestazioni);
  return attestazioni.map((one) => presentAttestazione(deps, one, viste)).filter(({ copie }) => copie.length > 0);
}

const nonEsiste = (): NonTrovatoError => new NonTrovatoError('L’attestazione non esiste: controllare l’indirizzo.');

/** @throws NonTrovatoError where the caller may see none of its copies */
export async function presentOne(
  deps: Pick<Deps, 'config'>,
  caller: Caller,
  a: Attestazione | null,
): Promise<AttestazioneLetta> {
  const [shown] = a === null ? [] : await presentAll(deps, caller, [a]);
  if (shown === undefined) throw nonEsiste();
  return shown;
}

/** The files of an attestation list every copy: only who may see all of them has them. @throws NonTrovatoError */
export async function requireTutte(caller: Caller, a: Attestazione | null): Promise<Attestazione> {
  const viste = a === null ? undefined : await visteOf(caller, [a]);
  if (a === null || viste === undefined || a.copie.some(({ scansione }) => !viste.has(scansione))) throw nonEsiste();
  return a;
}
