import type { EsitoVerifica, FirmeRegistrazione } from '../../schemas/firma.api.js';
import { findEsami, saveFirme } from '../../schemas/esame-file.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import type { Deps } from '../deps.js';
import { Limite } from '../formati/fonte.js';
import { dicePiuDiNulla } from './breve.js';
import { verificaDeposito } from './note.js';
import { rfc3339 } from '../lib/clock.js';

/** Somebody waits for the answer: all the files of a registration together. */
const ATTESA = { ms: 20_000, bytes: 4 * 1024 ** 3 };
const QUARANTENA = 'Il file è in quarantena: l’antivirus vi ha trovato una minaccia, e non si apre.';

interface FileInPosto {
  posto: string;
  file: FileRegistrato;
}

const filesOf = ({ documento, allegati }: Pick<Registrazione, 'documento' | 'allegati'>): FileInPosto[] => [
  ...(documento === undefined ? [] : [{ posto: 'documento', file: documento }]),
  ...allegati.map((file) => ({ posto: `allegati/${file.n}`, file })),
];

/**
 * What is known of the signatures of the files of a registration, in words; what the worker has not looked at yet is looked at now,
 * without the network.
 * @param ancora - everything is verified again now, revocation is asked, and what is found is kept
 */
export async function firmeDiRegistrazione(
  deps: Deps,
  registrazione: Pick<Registrazione, 'documento' | 'allegati'>,
  { ancora }: { ancora: boolean },
): Promise<FirmeRegistrazione> {
  const files = filesOf(registrazione);
  const esami = await findEsami(files.map(({ file }) => file.sha256));
  const limite = new Limite(ATTESA);
  const adesso = rfc3339(deps.clock.now());
  const vuoto: EsitoVerifica = { firme: [], marche: [], quando: adesso, avvisi: [] };

  const verificaOf = async ({ file }: FileInPosto): Promise<EsitoVerifica> => {
    const esame = esami.get(file.sha256);
    if (esame?.antivirus?.stato === 'infetto') return { ...vuoto, avvisi: [QUARANTENA] };
    if (!ancora && esame?.firme !== undefined) return esame.firme;
    const accanto = files.map((one) => one.file).filter(({ sha256 }) => sha256 !== file.sha256);
    const esito = (await verificaDeposito(deps, file, { accanto, rete: ancora, limite })) ?? vuoto;
    if (ancora && (dicePiuDiNulla(esito) || esame?.firme !== undefined)) await saveFirme(file.sha256, esito);
    return esito;
  };

  const elementi: FirmeRegistrazione['elementi'] = [];
  for (const one of files) {
    const { nome, sha256 } = one.file;
    elementi.push({ posto: one.posto, nome, sha256, verifica: await verificaOf(one) });
  }
  return { elementi };
}
