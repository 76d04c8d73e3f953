import {
  configurazioneDemo,
  configurazioneProve,
  PASSWORD_PROVE,
  UTENTE_DEMO,
} from '../../scripts/simulatore-parer/seme.js';
import {
  creaSimulatoreParer,
  type OpzioniSimulatore,
  type SimulatoreParer,
} from '../../scripts/simulatore-parer/simulatore.js';

export interface SimulatoreDiProva extends SimulatoreParer {
  url: string;
  /** user and password of the demonstration Comune: strutture AVLD001 and AVLD002 of PARER_SIMULATO / Comune di Valdoria */
  utente: string;
  password: string;
}

/** A simulated receiver on a free port, in this process; in memory unless a folder is given. Whoever starts it stops it: `ferma()`. */
export async function startSimulatore(opzioni: Partial<OpzioniSimulatore> = {}): Promise<SimulatoreDiProva> {
  const simulatore = creaSimulatoreParer({ configurazione: configurazioneProve(), ...opzioni });
  const { url } = await simulatore.avvia();
  return { ...simulatore, url, utente: UTENTE_DEMO, password: PASSWORD_PROVE };
}

export { configurazioneDemo, configurazioneProve };
