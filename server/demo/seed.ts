import type { Deps } from '../deps.js';
import { Registro } from '../protocollo/registro.js';
import { registroSource } from '../protocollo/apertura.js';
import { ensureEnte, ensurePassword, ensureStato } from './allestisci.js';
import type { FileResi } from './replica.js';
import { buildPiano, type Passato, passatoOf } from './piano.js';
import { OrologioDelPassato, Replica } from './replica.js';
import { updateStato } from './stato.js';
import { isRegistra, type Passo, type PassoRegistra } from './tipi.js';

/** How often the place in the plan is written down: what comes after it is done again without harm. */
const OGNI = 25;

export interface OpzioniSeed {
  deps: Omit<Deps, 'clock' | 'registro' | 'dimostrazione'>;
  /** the instant from which the past is counted, at the first start */
  adesso: Date;
  /** of the accounts */
  password: string;
  /** tells a person how far it is */
  say: (line: string) => void;
}

async function rendi(passo: PassoRegistra): Promise<FileResi> {
  const { renderFile } = await import('./documenti/rendi.js'); // fonts and PDF only where something is drawn
  const allegati = await Promise.all(passo.allegati.map(renderFile));
  return passo.documento === undefined ? { allegati } : { documento: await renderFile(passo.documento), allegati };
}

/** The files of the next registration are drawn while the one before is being written. */
function drawAhead(piano: readonly Passo[]): (passo: PassoRegistra) => Promise<FileResi> {
  const registrazioni = piano.filter(isRegistra);
  const drawn = new Map<PassoRegistra, Promise<FileResi>>();
  const draw = (passo: PassoRegistra): Promise<FileResi> => {
    const known = drawn.get(passo) ?? rendi(passo);
    known.catch(() => undefined); // told to who asks for it
    drawn.set(passo, known);
    return known;
  };
  return (passo) => {
    const own = draw(passo);
    drawn.delete(passo);
    const next = registrazioni[registrazioni.indexOf(passo) + 1];
    if (next !== undefined) draw(next);
    return own;
  };
}

async function replay(opzioni: OpzioniSeed, passato: Passato, fatti: number): Promise<void> {
  const { deps, say } = opzioni;
  const piano = buildPiano(passato);
  const orologio = new OrologioDelPassato();
  const full: Deps = {
    ...deps,
    clock: orologio,
    registro: new Registro(orologio, registroSource),
    dimostrazione: true,
  };
  const registrazioni = piano.filter(isRegistra);
  const replica = new Replica(full, orologio, new Map(registrazioni.map(({ chiave, utente }) => [chiave, utente])));
  const left = piano.slice(fatti);
  const filesOf = drawAhead(left);
  let registrate = piano.slice(0, fatti).filter(isRegistra).length;
  for (const [i, passo] of left.entries()) {
    if (isRegistra(passo)) {
      await replica.registra(passo, await filesOf(passo));
      registrate += 1;
      if (registrate % OGNI === 0 || registrate === registrazioni.length)
        say(`Registrazioni ${registrate}/${registrazioni.length}`);
    } else await replica.compi(passo);
    if ((i + 1) % OGNI === 0) await updateStato({ fatti: fatti + i + 1 });
  }
  await updateStato({ fatti: piano.length, compiuto: true });
}

/**
 * Makes the demonstration Comune and its past, once: on an empty database everything, on one where it was broken off what is
 * left, else nothing but another password of the accounts. Safe to kill and to repeat.
 * @returns whether something was registered
 * @throws StatoIncompatibileError on a database that is not a demonstration
 */
export async function seedDemo(opzioni: OpzioniSeed): Promise<boolean> {
  const stato = await ensureStato(() => passatoOf(opzioni.adesso));
  if (!stato.compiuto) await ensureEnte(stato.anno, opzioni.password);
  await ensurePassword(stato, opzioni.password);
  if (!stato.compiuto) await replay(opzioni, stato, stato.fatti);
  return !stato.compiuto;
}
