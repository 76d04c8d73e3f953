import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createFiducia } from '../../../server/firme/fiducia/crea.js';
import type { ContestoFirme, Controllo } from '../../../server/firme/tipi.js';

/** The instant at which everything is judged. */
export const ADESSO = new Date('2026-07-01T12:00:00Z');

/** A folder of trust with these files, for as long as the tests of a file. */
export class Cartella {
  readonly dir = mkdtempSync(path.join(os.tmpdir(), 'fiducia-'));

  metti(nome: string, bytes: Buffer | string): void {
    writeFileSync(path.join(this.dir, nome), bytes);
  }

  /** What a verification may use, with the files that are there now. */
  contesto({ rete = false, elenchi }: { rete?: boolean; elenchi?: string } = {}): ContestoFirme {
    const firme = { fiducia: this.dir, elenchi, rete, tsa: undefined, segreto: undefined };
    return { adesso: ADESSO, fiducia: createFiducia({ config: { firme, retiPrivate: true } }), rete };
  }

  close(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Outcome of each check by its code, as short text. */
export const esitiDi = (controlli: readonly Controllo[]): Record<string, string> =>
  Object.fromEntries(controlli.map(({ codice, esito }) => [codice, esito]));
