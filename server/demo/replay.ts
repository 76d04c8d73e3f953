import { aooOf } from '../accesso/aoo.js';
import type { Deps } from '../deps.js';
import { closeThrough } from '../giornaliero/chiusura.js';
import { endOfLegalDay } from '../giornaliero/rules.js';
import { registroSource } from '../protocollo/apertura.js';
import { Registro } from '../protocollo/registro.js';
import { renderFile } from './documenti/rendi.js';
import { AOO, readUffici } from './ente.js';
import { addEsempi, addScansioni } from './esempi.js';
import { readFascicoli } from './fascicoli.js';
import { registerAttiDelPassato } from './atti-repertorio.js';
import { Firme } from './firma/firme.js';
import { InCorso } from './in-corso.js';
import type { Passato } from './passato.js';
import { buildPiano } from './piano.js';
import { buildPratiche } from './pratiche.js';
import { buildRaccolte } from './raccolte.js';
import { OrologioDelPassato } from './orologio-del-passato.js';
import { type FileResi, Replica } from './replica.js';
import { isRegistra, type PassoRegistra } from './tipi.js';

/** How often a person is told how far it is. */
const OGNI = 25;
/** Registrations on which somebody acts at once: the database waits for the disk, the machine draws meanwhile. */
const ATTI_INSIEME = 6;
/** After midnight the days of the past were closed as the days of today are. */
const CHIUSURA_MS = 5 * 60_000;

/** What the services need, but for the clock and the register's writer, which are those of the past. */
export type OpzioniReplay = Omit<Deps, 'clock' | 'registro' | 'dimostrazione'>;

type Rendi = (passo: PassoRegistra) => Promise<FileResi>;

function createRendi(anno: number): Rendi {
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

/**
 * Does again what the plan of that past says and the register does not have yet.
 * @param say - tells a person how far it is
 */
export async function replay(deps: OpzioniReplay, passato: Passato, say: (line: string) => void): Promise<void> {
  const piano = buildPiano(passato);
  const orologio = new OrologioDelPassato();
  const full: Deps = {
    ...deps,
    clock: orologio,
    registro: new Registro(orologio, registroSource),
    dimostrazione: true,
  };
  const registrazioni = piano.filter(isRegistra);
  const replica = new Replica(full, orologio, registrazioni, passato.anno);
  const already = await replica.findAlready();
  const filesOf = drawAhead(
    registrazioni.filter(({ chiave }) => !already.has(chiave)),
    createRendi(passato.anno),
  );
  const atti = new InCorso(ATTI_INSIEME);
  await replica.fascicoli.openAttivita();
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
  // one after the other: their fascicoli are numbered in this order
  const table = readFascicoli(passato.anno);
  const raccolte = buildRaccolte(passato, piano, table);
  const prima = [...new Set([...table, ...raccolte.map(({ fascicolo }) => fascicolo)])];
  const pratiche = buildPratiche(passato, piano, readUffici(), prima);
  for (const { fascicolo } of [...raccolte, ...pratiche]) replica.fascicoli.add(fascicolo);
  for (const { atti: proprie, fascicolo, chiusa } of raccolte) {
    for (const passo of proprie) await replica.compi(passo);
    if (chiusa !== undefined) await replica.fascicoli.close(fascicolo.codice, chiusa);
  }
  for (const { atti: proprie } of pratiche) for (const passo of proprie) await replica.compi(passo);
  await addEsempi(full, replica, pratiche, passato);
  // pictures are decoded in a process of their own while the database writes the rest
  const scansioni = addScansioni(full, replica, passato);
  scansioni.catch(() => undefined); // told below
  say(`Atti nei repertori ${await registerAttiDelPassato(full, orologio, passato)}`);
  // each day says what was so when it ended: closed after all that was registered, they are what each night would have closed
  const { quante } = await closeThrough(full, await aooOf(AOO.codice), passato.ieri, {
    istanteOf: (giorno) => new Date(endOfLegalDay(giorno).getTime() + CHIUSURA_MS),
  });
  say(`Registri giornalieri ${quante}`);
  await scansioni;
}
