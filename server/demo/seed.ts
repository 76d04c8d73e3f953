import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Deps } from '../deps.js';
import { Registro } from '../protocollo/registro.js';
import { registroSource } from '../protocollo/apertura.js';
import { ensureEnte, ensurePassword, ensureStato } from './allestisci.js';
import { InCorso } from './in-corso.js';
import { buildPiano, type Passato, passatoOf } from './piano.js';
import { type FileResi, OrologioDelPassato, Replica } from './replica.js';
import { updateStato } from '../../schemas/dimostrazione.model.js';
import { isRegistra, type PassoRegistra } from './tipi.js';

/** Certificate of the authority that signs the demonstration's papers, below the data folder. */
const CERTIFICATO_AUTORITA = 'ca/autorita-di-prova.pem';
/** How often a person is told how far it is. */
const OGNI = 25;
/** Registrations on which somebody acts at once: the database waits for the disk, the machine draws meanwhile. */
const ATTI_INSIEME = 6;

export interface OpzioniSeed {
  deps: Omit<Deps, 'clock' | 'registro' | 'dimostrazione'>;
  /** the instant from which the past is counted, at the first start */
  adesso: Date;
  /** of the accounts */
  password: string;
  /** tells a person how far it is */
  say: (line: string) => void;
}

type Rendi = (passo: PassoRegistra) => Promise<FileResi>;

/** Fonts, PDF and signatures are loaded only where something is drawn. */
async function createRendi(anno: number): Promise<Rendi> {
  const { renderFile } = await import('./documenti/rendi.js');
  const { Firme } = await import('./firma/firme.js');
  const firme = new Firme(anno);
  return async ({ documento, allegati }) => ({
    allegati: await Promise.all(allegati.map((one) => renderFile(one, firme))),
    ...(documento !== undefined && { documento: await renderFile(documento, firme) }),
  });
}

/** The files of the next registration are drawn while the one before is being written. */
function drawAhead(registrazioni: readonly PassoRegistra[], rendi: Rendi): Rendi {
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
    if (next !== undefined) void draw(next);
    return own;
  };
}

async function replay({ deps, say }: OpzioniSeed, passato: Passato): Promise<void> {
  const piano = buildPiano(passato);
  const orologio = new OrologioDelPassato();
  const full: Deps = {
    ...deps,
    clock: orologio,
    registro: new Registro(orologio, registroSource),
    dimostrazione: true,
  };
  const registrazioni = piano.filter(isRegistra);
  const replica = new Replica(full, orologio, registrazioni);
  const already = await replica.findAlready();
  const filesOf = drawAhead(
    registrazioni.filter(({ chiave }) => !already.has(chiave)),
    await createRendi(passato.anno),
  );
  const atti = new InCorso(ATTI_INSIEME);
  let registrate = already.size;
  for (const passo of piano) {
    if (!isRegistra(passo)) await atti.start(passo.di, () => replica.compi(passo));
    else if (!already.has(passo.chiave)) {
      if (passo.rispondeA !== undefined) await atti.settled(passo.rispondeA); // who answers must have been given it
      await replica.registra(passo, await filesOf(passo));
      registrate += 1;
      if (registrate % OGNI === 0 || registrate === registrazioni.length)
        say(`Registrazioni ${registrate}/${registrazioni.length}`);
    }
  }
  await atti.end();
  await updateStato({ compiuto: true });
}

/** Beside the data, for what verifies signatures and for programs outside. */
async function ensureAutorita(dataDir: string, anno: number): Promise<void> {
  const certificato = path.join(dataDir, CERTIFICATO_AUTORITA);
  if (existsSync(certificato)) return;
  const { Firme, writeAutorita } = await import('./firma/firme.js');
  writeAutorita(certificato, new Firme(anno));
}

/**
 * Makes the demonstration Comune and its past, once: on an empty database everything, on one where it was broken off what is
 * left, else nothing but another password of the accounts. Safe to kill and to repeat.
 * @returns whether something was registered
 * @throws StatoIncompatibileError on a database that is not a demonstration
 */
export async function seedDemo(opzioni: OpzioniSeed): Promise<boolean> {
  const stato = await ensureStato(() => passatoOf(opzioni.adesso));
  await ensureAutorita(opzioni.deps.config.dataDir, stato.anno);
  if (!stato.compiuto) await ensureEnte(stato.anno, opzioni.password);
  await ensurePassword(stato, opzioni.password);
  if (!stato.compiuto) await replay(opzioni, stato);
  return !stato.compiuto;
}
