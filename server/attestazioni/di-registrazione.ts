import type { z } from 'zod';
import type { Caller } from '../../schemas/accesso.api.js';
import type { AttestazioniDiRegistrazione } from '../../schemas/attestazione.api.js';
import { type Attestazione, findAttestate } from '../../schemas/attestazione.model.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { VersamentoModel } from '../../schemas/versamento.model.js';
import { riferimentoUnita } from '../conservazione/regole/riferimento.js';
import type { Deps } from '../deps.js';
import { motiviContro } from './distruzione.js';
import { presentAttestazione } from './presenter.js';

/* Copy → attestation → place of the original, as the registration shows them. */

type Elemento = z.infer<typeof AttestazioniDiRegistrazione>['elementi'][number];

interface FileDetto {
  posto: string;
  sha256: string;
}

const filesOf = ({ documento, allegati }: Registrazione): FileDetto[] => [
  ...(documento === undefined ? [] : [{ posto: 'documento', sha256: documento.sha256 }]),
  ...allegati.map(({ n, sha256 }) => ({ posto: `allegati/${n}`, sha256 })),
];

/** Hashes that the conservation system has accepted with the registration. */
async function conservati({ aoo, registro, anno, numero }: Registrazione): Promise<Set<string>> {
  const found = await VersamentoModel.find(
    {
      aoo,
      tipo: 'unita-documentaria',
      riferimento: riferimentoUnita({ registro, anno, numero }),
      vivo: true,
      stato: { $in: ['accettato', 'accettato-con-avvisi'] },
    },
    { _id: 0, 'pacchetto.file': 1 },
  ).lean<{ pacchetto: { file: { sha256: string }[] } }[]>();
  return new Set(found.flatMap(({ pacchetto }) => pacchetto.file.map(({ sha256 }) => sha256)));
}

/** True while the paper may still be asked for: a fascicolo of the document is open, or it is in none yet. */
async function isAperta({ aoo, fascicolo, altriFascicoli = [] }: Registrazione): Promise<boolean> {
  const ids = [...(fascicolo === undefined ? [] : [fascicolo]), ...altriFascicoli];
  return (
    ids.length === 0 || (await FascicoloModel.exists({ aoo, _id: { $in: ids }, stato: { $ne: 'chiuso' } })) !== null
  );
}

/** The attestations of the files of a registration that the caller may see. */
export async function attestazioniDi(
  deps: Pick<Deps, 'config'>,
  caller: Caller,
  r: Registrazione,
): Promise<Elemento[]> {
  const files = filesOf(r);
  const found = await findAttestate(
    caller.aoo,
    files.map(({ sha256 }) => sha256),
  );
  if (found.length === 0) return [];
  const [kept, praticaAperta] = await Promise.all([conservati(r), isAperta(r)]);
  const one = (a: Attestazione, { posto, sha256 }: FileDetto): Elemento[] => {
    const copia = a.copie.find((candidate) => candidate.sha256 === sha256);
    if (copia === undefined) return [];
    const motivi = motiviContro({
      attestata: true,
      originale: copia.originale,
      copiaConservata: kept.has(sha256),
      attestazioneConservata: [a.documento, a.firma].every((file) => file !== undefined && kept.has(file.sha256)),
      praticaAperta,
    });
    const shown = presentAttestazione(deps, a, new Set([copia.scansione])); // the others are not this registration's
    return [{ ...shown, testo: a.testo, posto, copia, distruzione: { ammessa: motivi.length === 0, motivi } }];
  };
  return found.flatMap((a) => files.flatMap((file) => one(a, file)));
}
