import type { CicloCertificato, ConfigurazioneScansione } from '../../schemas/configurazione-scansione.api.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { StatoIncompatibileError } from '../lib/problem.js';

const giornoIt = (giorno: string): string => giorno.split('-').reverse().join('/');

/**
 * Why a process cannot be certified on a legal day; undefined where it can: both certificates of the cycle must hold (Allegato 3 §2.1,
 * ISO 9001 and ISO 27001). Pure.
 */
export function difettoDelCiclo(ciclo: CicloCertificato | undefined, giorno: string): string | undefined {
  if (ciclo === undefined)
    return 'La AOO non ha registrato i certificati ISO 9001 e ISO 27001 del suo ciclo di scansione: finché mancano si attesta con il raffronto. Si registrano nella configurazione della scansione.';
  for (const [nome, { dal, al }] of [
    ['ISO 9001', ciclo.iso9001],
    ['ISO 27001', ciclo.iso27001],
  ] as const) {
    if (giorno < dal)
      return `Il certificato ${nome} del ciclo vale dal ${giornoIt(dal)}: prima si attesta con il raffronto.`;
    if (giorno > al)
      return `Il certificato ${nome} del ciclo è scaduto il ${giornoIt(al)}: registrare quello nuovo, o attestare con il raffronto.`;
  }
  return undefined;
}

export const configurazioneScansione = (
  { clock }: Pick<Deps, 'clock'>,
  aoo: string,
): Promise<ConfigurazioneScansione> => configurazioneAl(aoo, 'scansione', legalDay(clock.now()));

/** @throws StatoIncompatibileError until the AOO has recorded certificates that hold today */
export async function requireCiclo(deps: Pick<Deps, 'clock'>, aoo: string): Promise<CicloCertificato> {
  const { ciclo } = await configurazioneScansione(deps, aoo);
  const difetto = difettoDelCiclo(ciclo, legalDay(deps.clock.now()));
  if (ciclo === undefined || difetto !== undefined) throw new StatoIncompatibileError(difetto ?? '');
  return ciclo;
}
