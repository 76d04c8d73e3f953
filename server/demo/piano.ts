import { legalDay } from '../lib/clock.js';
import { buildAltre } from './altre.js';
import { buildSeguito, type DaSeguire } from './atti.js';
import { createCaso } from './caso.js';
import { readUffici } from './ente.js';
import type { Passato } from './passato.js';
import type { ContestoAltre } from './righe.js';
import { chooseSingolari } from './singolari.js';
import { buildSoggetti } from './soggetti.js';
import type { Passo } from './tipi.js';
import { buildTrenta } from './trenta.js';

/** The same on every machine, so that two first starts on one day give the same register. */
const SEME = 'valdoria';

/** What the registrations beside the thirty are made from. */
export const contestoOf = ({ anno, ieri }: Passato): ContestoAltre => ({
  anno,
  ieri,
  seme: SEME,
  soggetti: buildSoggetti(),
  uffici: readUffici(),
});

/** What was registered and done in the past of the demonstration, in the order of time: the thirty documents first. */
export function buildPiano(passato: Passato): Passo[] {
  const contesto = contestoOf(passato);
  const { anno, ieri, uffici } = contesto;
  const caso = createCaso(`${SEME}/atti/${anno}/${ieri}`);
  const altre = buildAltre(contesto);
  const singolari = chooseSingolari(caso.fork('singolari'), altre, ieri);
  const daSeguire = [
    ...buildTrenta(contesto, ieri).map(({ passo, uo, sottoclasse }): DaSeguire => ({
      passo,
      uo,
      sottoclasse,
      recente: false,
    })),
    ...altre.map(({ passo, modello, recente, sottoclasse }): DaSeguire => ({
      passo: singolari.passi.get(passo.chiave) ?? passo,
      uo: modello.uo,
      recente,
      ...(sottoclasse !== undefined && { sottoclasse }),
    })),
  ];
  const seguito = buildSeguito(
    caso.fork('seguito'),
    daSeguire.filter(({ passo }) => !singolari.chiuse.has(passo.chiave)),
    uffici,
  );
  const chiuse = daSeguire.map(({ passo }) => passo).filter(({ chiave }) => singolari.chiuse.has(chiave));
  const passi: Passo[] = [...seguito.registrazioni, ...chiuse, ...seguito.atti, ...singolari.atti];
  return passi.filter(({ quando }) => legalDay(quando) <= ieri).sort((a, b) => a.quando.getTime() - b.quando.getTime());
}
