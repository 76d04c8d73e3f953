import type { Caller } from '../../schemas/accesso.api.js';
import type { RaffrontoLetto, RaffrontoRichiesto } from '../../schemas/attestazione.api.js';
import { findRaffronti, insertRaffronti } from '../../schemas/raffronto.model.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { DatiNonValidiError, StatoIncompatibileError } from '../lib/problem.js';
import { type Copia, pagineDi, requireCopia, ufficiDi } from './copie.js';
import { requireDelega } from './deleghe.js';
import { type StatoRaffronto, statoRaffronto } from './raffronto-rules.js';

/** How the comparison of these copies stands for who asks, by scan. */
export async function raffrontiOf(caller: Caller, copie: readonly Copia[]): Promise<Map<string, StatoRaffronto>> {
  const segni = await findRaffronti(
    caller.aoo,
    copie.map(({ tenuta }) => tenuta._id),
  );
  return new Map(
    copie.map(({ tenuta }) => {
      const own = segni.filter(({ scansione }) => scansione === tenuta._id);
      return [tenuta._id, statoRaffronto(pagineDi(tenuta), own, caller.utente)];
    }),
  );
}

const present = (scansione: string, { pagine, ...counts }: StatoRaffronto): RaffrontoLetto => ({
  scansione,
  pagine: pagine.map(({ id, numero, segno }) => ({
    id,
    numero,
    ...(segno !== undefined && {
      esito: segno.esito,
      utente: segno.utente,
      quando: rfc3339(segno.quando),
      ...(segno.motivo !== undefined && { motivo: segno.motivo }),
    }),
  })),
  ...counts,
});

async function readOf(caller: Caller, copia: Copia): Promise<RaffrontoLetto> {
  const stato = (await raffrontiOf(caller, [copia])).get(copia.tenuta._id);
  if (stato === undefined) throw new Error('no comparison of a copy');
  return present(copia.tenuta._id, stato);
}

export const readRaffronto = async (caller: Caller, id: string): Promise<RaffrontoLetto> =>
  readOf(caller, await requireCopia(caller, id));

/**
 * Marks pages as seen beside their originals: the same, or different and in what. Only by who may attest them: the comparison belongs to
 * who signs (Allegato 3 §2.4).
 * @throws NonTrovatoError, OperazioneNonConsentitaError, StatoIncompatibileError, DatiNonValidiError on `pagina`, `pagine[i]`
 */
export async function markRaffronto(
  deps: Deps,
  caller: Caller,
  id: string,
  { pagina, pagine, esito, motivo }: RaffrontoRichiesto,
): Promise<RaffrontoLetto> {
  const copia = await requireCopia(caller, id);
  await requireDelega(deps, caller, 'raffronto', [ufficiDi(copia, caller)]);
  if (copia.tenuta.stato === 'attestata')
    throw new StatoIncompatibileError('La copia è già attestata: il raffronto è concluso.');
  const attuali = new Map(pagineDi(copia.tenuta).map((one) => [one.id, one]));
  const asked = pagine ?? (pagina === undefined ? [] : [pagina]);
  const faults = asked.flatMap((one, i) =>
    attuali.has(one)
      ? []
      : [
          {
            campo: pagine === undefined ? 'pagina' : `pagine[${i}]`,
            messaggio: 'La pagina non c’è più: rileggere la scansione.',
          },
        ],
  );
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  const quando = deps.clock.now();
  await insertRaffronti(
    [...new Set(asked)].map((one) => ({
      aoo: caller.aoo,
      scansione: id,
      pagina: one,
      impronta: attuali.get(one)?.impronta ?? '',
      utente: caller.utente,
      esito,
      ...(motivo !== undefined && { motivo }),
      quando,
    })),
  );
  return readOf(caller, copia);
}

/** @throws StatoIncompatibileError where a page was found different and not scanned again */
export function requireUguali(raffronti: ReadonlyMap<string, StatoRaffronto>): void {
  for (const [scansione, { pagine, diverse }] of raffronti) {
    if (diverse === 0) continue;
    const numeri = pagine.filter(({ segno }) => segno?.esito === 'diversa').map(({ numero }) => numero);
    const quali =
      numeri.length === 1
        ? `La pagina ${numeri.join('')} risulta diversa`
        : `Le pagine ${numeri.join(', ')} risultano diverse`;
    throw new StatoIncompatibileError(
      `${quali} dall’originale nella copia ${scansione}: scansionarle di nuovo, o correggere il raffronto, poi attestare.`,
    );
  }
}
