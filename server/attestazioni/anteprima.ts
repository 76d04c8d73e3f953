import type { z } from 'zod';
import type { Caller } from '../../schemas/accesso.api.js';
import type { AnteprimaAttestazione } from '../../schemas/attestazione.api.js';
import type { CopiaAttestata } from '../../schemas/attestazione.model.js';
import type { PoteriAttestazione } from '../../schemas/funzionario-delegato.api.js';
import type { Deps } from '../deps.js';
import { legalDay, rfc3339 } from '../lib/clock.js';
import { StatoIncompatibileError } from '../lib/problem.js';
import { configurazioneScansione, difettoDelCiclo } from './ciclo.js';
import { testoOf } from './componi.js';
import { attestabile, requireCopia, ufficiDi } from './copie.js';
import { delegaOf, presentDelega } from './deleghe.js';
import { chiaveOf } from './firma-server.js';
import { raffrontiOf, requireUguali } from './raffronti.js';

/* What is said before anything is signed: who may attest, with what, and the words. */

/** What the caller may do today. */
export async function poteriOf(deps: Deps, caller: Caller): Promise<PoteriAttestazione> {
  const adesso = deps.clock.now();
  const [raffronto, processo, chiave, { ciclo }] = await Promise.all([
    delegaOf(deps, caller, 'raffronto'),
    delegaOf(deps, caller, 'processo'),
    chiaveOf(deps, caller),
    configurazioneScansione(deps, caller.aoo),
  ]);
  const difetto = difettoDelCiclo(ciclo, legalDay(adesso)) ?? ('motivo' in processo ? processo.motivo : undefined);
  return {
    ...('delega' in raffronto
      ? { delega: presentDelega(raffronto.delega, caller.denominazione, adesso) }
      : { motivo: raffronto.motivo }),
    ...('delega' in processo && { delegaProcesso: presentDelega(processo.delega, caller.denominazione, adesso) }),
    ...(chiave !== undefined && { chiave: { nome: chiave.nome, al: rfc3339(chiave.al) } }),
    processo: { ammesso: difetto === undefined, ...(difetto !== undefined && { motivo: difetto }) },
  };
}

/** The attestation of one copy as it would be now. */
export async function previewAttestazione(
  deps: Deps,
  caller: Caller,
  id: string,
): Promise<z.infer<typeof AnteprimaAttestazione>> {
  const copia = await requireCopia(caller, id);
  const [found, chiave, raffronti] = await Promise.all([
    delegaOf(deps, caller, 'raffronto', [ufficiDi(copia, caller)]),
    chiaveOf(deps, caller),
    raffrontiOf(caller, [copia]),
  ]);
  const chiaveServer = chiave !== undefined;
  if ('motivo' in found) return { testo: [], chiaveServer, motivoNo: found.motivo };
  const { delega } = found;
  const detta = { dal: delega.dal, al: delega.al, atto: delega.atto };
  let copie: CopiaAttestata[];
  try {
    copie = [attestabile(copia, 0)];
    requireUguali(raffronti);
  } catch (error) {
    if (!(error instanceof StatoIncompatibileError)) throw error;
    return { testo: [], delega: detta, chiaveServer, motivoNo: error.message };
  }
  const testo = await testoOf(deps, { caller, richiesta: { modo: 'raffronto' }, delega, copie }, deps.clock.now());
  return { testo, delega: detta, chiaveServer };
}
