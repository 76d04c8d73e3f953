import { createReadStream } from 'node:fs';
import { zipOf, type VoceZip } from '../../server/lib/zip.js';
import type { UnitaConservata } from './archivio.js';
import type { Chiamata, Risposta, Simulato } from './chiamata.js';
import { rispondiZip } from './recupero.js';
import { chiaveScritta } from './unita.js';

/** The ZIPs of a unit: its receipts, or all of it. */

/** Name of an entry from a URN: without `urn:`, what is not plain becomes `_`. */
const nomeDa = (urn: string): string => urn.replace(/^urn:/, '').replace(/[^A-Za-z0-9. _-]/g, '_');

async function rapporti({ archivio }: Simulato, unita: UnitaConservata): Promise<VoceZip[]> {
  const { rdv, aggiunte } = await archivio.testi(unita);
  const voce = (urn: string, testo: string): VoceZip => ({
    nome: `${nomeDa(`${urn}:RdV`)}.xml`,
    contenuto: Buffer.from(testo),
  });
  const aggiunti = unita.documenti.flatMap(({ id, aggiunto }) => {
    const suo = aggiunte[id];
    return suo === undefined || aggiunto === undefined ? [] : [voce(aggiunto.urn, suo.rdv)];
  });
  return [...(rdv === '' ? [] : [voce(unita.urn, rdv)]), ...aggiunti];
}

/** RecDIPRapportiVersSync. */
export const rapportiVersamento = (simulato: Simulato, chiamata: Chiamata): Promise<Risposta> =>
  rispondiZip(simulato, chiamata, async (unita, esito) => {
    const voci = await rapporti(simulato, unita);
    if (voci.length === 0) esito.stop('UD-005-004', 'Nessun rapporto di versamento');
    return { nome: `RV-UD_${chiaveScritta(unita.chiave)}.zip`, corpo: zipOf(voci, chiamata.quando) };
  });

/** RecDIPUnitaDocumentariaSync: index, receipts and the files that are kept. */
export const unitaDocumentaria = (simulato: Simulato, chiamata: Chiamata): Promise<Risposta> =>
  rispondiZip(simulato, chiamata, async (unita) => {
    const { archivio } = simulato;
    const { xmlsip } = await archivio.testi(unita);
    const indice: VoceZip = { nome: `${nomeDa(`${unita.urn}:IndiceSIP`)}.xml`, contenuto: Buffer.from(xmlsip) };
    const file = unita.documenti.flatMap(({ componenti }) =>
      componenti.flatMap(({ urn, nome = '', sha256, dimensione }): VoceZip[] => {
        if (sha256 === undefined || dimensione === undefined || !archivio.tieneFile) return [];
        const open = (): Promise<AsyncIterable<Buffer>> =>
          Promise.resolve(createReadStream(archivio.percorsoFile(sha256)) as AsyncIterable<Buffer>);
        return [{ nome: `${nomeDa(urn)}_${nomeDa(nome)}`, contenuto: { dimensione, open, sha256 } }];
      }),
    );
    const voci = [indice, ...(await rapporti(simulato, unita)), ...file];
    return { nome: `UD_${chiaveScritta(unita.chiave)}.zip`, corpo: zipOf(voci, chiamata.quando) };
  });
