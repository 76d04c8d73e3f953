import type { Registrazione } from '../../../schemas/registrazione.model.js';
import type { TipoVersamento } from '../../../schemas/versamento.api.js';
import { readRiferimento, riferimentoUnita } from '../regole/riferimento.js';
import type { Seguito } from '../tipi.js';
import { readFascicolo } from './fascicolo.js';
import { readGiornaliero } from './giornaliero.js';
import type { DepsLettura, Letto } from './letto.js';
import { findRegistrazione, readUnitaDi } from './registrazione.js';
import { seguitiOf, type Versato } from './seguiti.js';

export interface DaLeggere {
  aoo: string;
  tipo: TipoVersamento;
  /** as the contract has it: `2026/12`, `DET/2026/12`, `2026-03-02`, id of a fascicolo */
  riferimento: string;
}

/**
 * Something of the domain as it is shipped, with the receiver that the rules name; or all that it lacks, in words and with who can give
 * it. Null: there is no such thing (a day that is not closed is none yet).
 */
export async function readVersabile(deps: DepsLettura, { aoo, tipo, riferimento }: DaLeggere): Promise<Letto | null> {
  const riferito = readRiferimento(tipo, riferimento);
  switch (riferito?.tipo) {
    case undefined:
      return null;
    case 'registro-giornaliero':
      return readGiornaliero(deps, aoo, riferito.giorno);
    case 'fascicolo':
      return readFascicolo(deps, aoo, riferito.id);
    case 'unita-documentaria': {
      const registrazione = await findRegistrazione(aoo, riferito);
      return registrazione === null ? null : readUnitaDi(deps, registrazione, riferimento);
    }
  }
}

/**
 * What later acts ask to tell the receiver of a registration that it keeps, in their order; none while the record lacks something
 * that the metadata want.
 * @param shipped - what the receiver knows
 */
export async function readSeguiti(
  deps: DepsLettura,
  registrazione: Registrazione,
  shipped: Versato,
): Promise<Seguito[]> {
  const letto = await readUnitaDi(deps, registrazione, riferimentoUnita(registrazione));
  return 'versabile' in letto ? seguitiOf(registrazione, letto.versabile, shipped) : [];
}
