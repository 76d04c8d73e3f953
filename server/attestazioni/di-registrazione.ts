import type { z } from 'zod';
import type { AttestazioniDiRegistrazione } from '../../schemas/attestazione.api.js';
import { type Attestazione, type CopiaAttestata, findAttestate } from '../../schemas/attestazione.model.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { VersamentoModel } from '../../schemas/versamento.model.js';
import { riferimentoUnita } from '../conservazione/regole/riferimento.js';
import type { Deps } from '../deps.js';
import { distruzioneDi, type FattiDistruzione, motiviContro } from './distruzione.js';
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

/** An attested file of a registration, and what the rule of the destruction is told of it. */
interface FattiDiCopia {
  attestazione: Attestazione;
  posto: string;
  copia: CopiaAttestata;
  fatti: FattiDistruzione;
}

/** The attested files of a registration, each with the facts that decide about its paper. */
export async function fattiDi(r: Registrazione): Promise<FattiDiCopia[]> {
  const files = filesOf(r);
  const found = await findAttestate(r.aoo, files.map(({ sha256 }) => sha256)); // prettier-ignore
  if (found.length === 0) return [];
  const [kept, praticaAperta] = await Promise.all([conservati(r), isAperta(r)]);
  return found.flatMap((attestazione) =>
    files.flatMap(({ posto, sha256 }): FattiDiCopia[] => {
      const copia = attestazione.copie.find((candidate) => candidate.sha256 === sha256);
      if (copia === undefined) return [];
      const { documento, firma } = attestazione;
      const fatti = {
        annullata: r.stato === 'annullata',
        attestata: true,
        originale: copia.originale,
        copiaConservata: kept.has(sha256),
        attestazioneConservata: [documento, firma].every((file) => file !== undefined && kept.has(file.sha256)),
        praticaAperta,
      };
      return [{ attestazione, posto, copia, fatti }];
    }),
  );
}

/** The attestations of the files of a registration, as they are shown to who sees it. */
export async function attestazioniDi(deps: Pick<Deps, 'config'>, r: Registrazione): Promise<Elemento[]> {
  return (await fattiDi(r)).map(({ attestazione, posto, copia, fatti }): Elemento => {
    const fatta = distruzioneDi(r, copia.sha256);
    const motivi = fatta === undefined ? motiviContro(fatti) : [];
    const shown = presentAttestazione(deps, attestazione, new Set([copia.scansione])); // the others are not this registration's
    const distruzione = {
      ammessa: fatta === undefined && motivi.length === 0,
      motivi,
      ...(fatta !== undefined && { fatta }),
    };
    return { ...shown, testo: attestazione.testo, posto, copia, distruzione };
  });
}
