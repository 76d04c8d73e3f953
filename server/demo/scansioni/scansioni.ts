import { findPagine } from '../../../schemas/pagina-scansione.model.js';
import { findScansioneById } from '../../../schemas/scansione.model.js';
import type { Caller } from '../../../schemas/accesso.api.js';
import { attesta } from '../../attestazioni/attesta.js';
import { markRaffronto } from '../../attestazioni/raffronti.js';
import type { Deps } from '../../deps.js';
import type { ReceivedFile } from '../../lib/multipart.js';
import { sha256Hex } from '../../protocollo/canonico.js';
import { LettoreImmagini } from '../../scansione/immagini/lettore.js';
import type { FileReso } from '../documenti/rendi.js';
import { BancoDelPassato } from './banco.js';
import { type FoglioScansionato, mucchio, offerta, pdfDi, petizione, trasloco } from './carte.js';

const FALDONE = 'Archivio corrente, armadio 3, faldone';

const immagini = (nome: string, fogli: readonly FoglioScansionato[]): FileReso[] =>
  fogli.map(({ png }, i) => ({ nome: `${nome}-${i + 1}.png`, mime: 'image/png', bytes: png }));

/** Compared page by page and attested with the key that the system keeps; without one the copy waits, ready. */
async function attestaCopia(deps: Deps, caller: Caller, id: string): Promise<void> {
  if (deps.config.firme.segreto === undefined) return;
  const scansione = await findScansioneById(id);
  if (scansione?.stato !== 'pronta') return;
  await markRaffronto(deps, caller, id, { pagine: [...(await findPagine(id)).keys()], esito: 'uguale' });
  await attesta(
    deps,
    caller,
    id,
    { modo: 'raffronto', dichiarazione: true, firma: 'server' },
    { chiave: 'demo-attestazione', sha256: sha256Hex(id) },
  );
}

/**
 * What lies on the scan desk, a paper in each state: pages to look at, a copy that is ready, one that is attested, a batch of three
 * documents, a file that cannot be read. What an earlier start made stays.
 * @param giorno - legal day that the papers bear
 */
export async function ensureScansioni(
  deps: Deps,
  caller: Caller,
  store: (file: FileReso) => Promise<ReceivedFile>,
  giorno: string,
): Promise<void> {
  const lettore = new LettoreImmagini();
  try {
    const banco = new BancoDelPassato(deps, store, lettore);
    const [firme, luci, strada, pila] = [petizione(giorno), offerta(giorno), trasloco(giorno), mucchio(giorno)];
    const unica = (n: number) => ({ unico: true, collocazione: `${FALDONE} ${n}` });
    const lotto = { nome: 'posta-del-mattino.pdf', mime: 'application/pdf', bytes: await pdfDi(pila, giorno) };
    await banco.scansiona(caller, { chiave: 'demo-lotto', specie: 'lotto', file: [lotto], fogli: pila });
    const [whole] = immagini('ricevuta', strada);
    if (whole !== undefined) {
      const cut = { ...whole, bytes: whole.bytes.subarray(0, whole.bytes.length / 2) };
      await banco.scansiona(caller, { chiave: 'demo-troncata', specie: 'scansione', file: [cut], fogli: [] });
    }
    const attestata = await banco.scansiona(caller, {
      chiave: 'demo-attestata',
      specie: 'scansione',
      file: immagini('trasloco', strada),
      fogli: strada,
      pagineAttese: 1,
      originale: unica(11),
    });
    await attestaCopia(deps, caller, attestata);
    await banco.scansiona(caller, {
      chiave: 'demo-pronta',
      specie: 'scansione',
      file: immagini('offerta', luci),
      fogli: luci,
      originale: unica(12),
    });
    await banco.scansiona(caller, {
      chiave: 'demo-da-verificare',
      specie: 'scansione',
      file: immagini('petizione', firme),
      fogli: firme,
      originale: unica(13),
    });
  } finally {
    lettore.close();
  }
}
