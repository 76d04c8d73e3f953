import type { Response } from 'express';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Mancanza, Metadati, TipoMetadati } from '../../schemas/metadati.api.js';
import { portataOf } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import { DatiMancantiError, Problema } from '../lib/problem.js';
import { campiOf, toXml } from './albero.js';
import type { Costruito } from './dai.js';
import { createConvalida, type Giudizio } from './schema.js';

/** Lists of documents can be long: they are counted, not told one by one. */
const SALTA = ['IndiceDocumenti'];

/** Which metadata, of which version of what record. */
export interface Soggetto {
  tipo: TipoMetadati;
  /** for the log and the name of the file: ids only */
  riferimento: string;
  versione: number;
  documenti?: number;
}

/** Who answers for the documents of the AOO reads why the schema refuses something. */
const readsWhy = (caller: Caller): boolean => portataOf(caller.ruolo, 'configura') !== undefined;

/** Answers with metadata, whole and valid or not at all; and with what a person reads of them. */
export function createRisposte({ config, log }: Pick<Deps, 'config' | 'log'>) {
  const convalida = createConvalida(config.schemiXsd);

  const judge = async ({ tipo, riferimento }: Soggetto, xml: string): Promise<Giudizio> => {
    const [giudizio = {}] = await convalida(tipo, [xml]);
    if (giudizio.valido === false) log.error({ tipo, riferimento, detto: giudizio.detto }, 'metadata not valid');
    return giudizio;
  };

  const xmlOf = async (caller: Caller, soggetto: Soggetto, { radice, mancanze }: Costruito): Promise<string> => {
    if (mancanze.length > 0)
      throw new DatiMancantiError(
        mancanze.length === 1
          ? 'I metadati non sono completi: manca un dato.'
          : `I metadati non sono completi: mancano ${mancanze.length} dati.`,
        mancanze,
      );
    const xml = toXml(radice);
    const { valido, detto = '' } = await judge(soggetto, xml);
    if (valido === false)
      throw new Problema(
        'metadati-non-conformi',
        `I metadati costruiti non superano lo schema ufficiale: non si danno. Avvisare l’assistenza.${readsWhy(caller) ? ` ${detto}` : ''}`,
      );
    return xml;
  };

  const sendXml = async (res: Response, caller: Caller, soggetto: Soggetto, costruito: Costruito): Promise<void> => {
    const xml = await xmlOf(caller, soggetto, costruito);
    const nome = `metadati-${soggetto.riferimento.replaceAll(/[^A-Za-z0-9-]/g, '-')}.xml`;
    res
      .set({
        'Content-Type': 'application/xml; charset=utf-8',
        'Content-Disposition': `attachment; filename="${nome}"`,
        ETag: `"${soggetto.versione}"`,
      })
      .send(xml);
  };

  const vista = async (caller: Caller, soggetto: Soggetto, costruito: Costruito): Promise<Metadati> => {
    const { radice } = costruito;
    const mancanze: Mancanza[] = [...costruito.mancanze];
    const giudizio = mancanze.length > 0 ? {} : await judge(soggetto, toXml(radice));
    if (giudizio.valido === false)
      mancanze.push({
        codice: 'non-conformi',
        messaggio: `I metadati non superano lo schema ufficiale.${readsWhy(caller) ? ` ${giudizio.detto ?? ''}` : ''}`,
        chi: 'L’assistenza; il responsabile della gestione documentale legge qui il motivo',
      });
    return {
      tipo: soggetto.tipo,
      completi: mancanze.length === 0,
      campi: campiOf(radice, SALTA),
      mancanze,
      versione: soggetto.versione,
      ...(soggetto.documenti !== undefined && { documenti: soggetto.documenti }),
      ...(giudizio.valido !== undefined && { conforme: giudizio.valido }),
    };
  };

  return { sendXml, vista, xmlOf };
}
