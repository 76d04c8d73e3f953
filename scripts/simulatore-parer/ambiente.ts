import type { Guasto } from './guasti.js';
import { configurazioneDemo, UTENTE_DEMO } from './seme.js';
import type { OpzioniSimulatore } from './simulatore.js';

/** What the program reads from the environment. */

/** A value of the environment that stops the start. */
export class AmbienteError extends Error {}

const porta = (testo: string): number => {
  const numero = Number(testo);
  if (Number.isInteger(numero) && numero >= 0 && numero < 65_536) return numero;
  throw new AmbienteError(`SIMULATORE_PORTA=${testo} non è una porta.`);
};

function guasti(testo: string): Guasto[] {
  try {
    const letti = JSON.parse(testo) as Guasto | Guasto[];
    return Array.isArray(letti) ? letti : [letti];
  } catch {
    throw new AmbienteError('SIMULATORE_GUASTI non è JSON: una regola o un elenco di regole.');
  }
}

function spostato(orologio: string | undefined): { adesso?: () => Date } {
  const scarto = orologio === undefined ? Number.NaN : Date.parse(orologio) - Date.now();
  return Number.isNaN(scarto) ? {} : { adesso: () => new Date(Date.now() + scarto) };
}

/**
 * OROLOGIO: from which instant the clock starts, as that of the demonstration.
 * SIMULATORE_PORTA (0: any), SIMULATORE_DIR, SIMULATORE_GUASTI, SIMULATORE_TIENI_FILE (`no`: bytes are thrown away), SIMULATORE_REGISTRI
 * (codes of more registers, with commas), PARER_UTENTE, PARER_PASSWORD, SCHEMI_XSD.
 * @throws AmbienteError with what is missing or wrong
 */
export function configurazioneDaAmbiente(
  env: NodeJS.ProcessEnv,
): OpzioniSimulatore & { porta: number; cartella: string } {
  const password = env['PARER_PASSWORD'];
  if (password === undefined || password === '')
    throw new AmbienteError('Manca PARER_PASSWORD: la password con cui si chiama il simulatore.');
  const registri = (env['SIMULATORE_REGISTRI'] ?? '').split(',').filter((codice) => codice.trim() !== '');
  return {
    configurazione: configurazioneDemo(password, {
      utente: env['PARER_UTENTE'] ?? UTENTE_DEMO,
      registri: registri.map((codice) => ({ codice: codice.trim(), da: 2000 })),
    }),
    porta: porta(env['SIMULATORE_PORTA'] ?? '0'),
    cartella: env['SIMULATORE_DIR'] ?? `${env['DATA_DIR'] ?? '.data'}/simulatore-parer`,
    tieniFile: env['SIMULATORE_TIENI_FILE'] !== 'no',
    ...spostato(env['OROLOGIO']),
    ...(env['SCHEMI_XSD'] !== undefined && { schemi: env['SCHEMI_XSD'] }),
    ...(env['SIMULATORE_GUASTI'] !== undefined && { guasti: guasti(env['SIMULATORE_GUASTI']) }),
  };
}
