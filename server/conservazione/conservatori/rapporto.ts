import type { ChiaveVersamento } from '../../../schemas/versamento.api.js';
import type { Rapporto } from '../tipi.js';
import { type Elemento, leggiXml, ovunque, RispostaIllegibileError, sotto, testoOf, testoSotto } from './leggi-xml.js';

/** Receipts: what they say of what was kept (conservazione-parer.md §7.1, §12.5). */

const ISTANTE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const ESADECIMALE = /^[0-9a-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/** A SHA-256 in lower-case hex, however it is written; of another algorithm, with the algorithm before it: it is then equal to none. */
function impronta(testo: string, algoritmo = 'SHA-256'): string {
  if (!/^SHA-?256$/i.test(algoritmo)) return `${algoritmo}:${testo}`;
  return BASE64.test(testo) ? Buffer.from(testo, 'base64').toString('hex') : testo.toLowerCase();
}

const optional = <K extends string>(nome: K, valore: string | undefined): Partial<Record<K, string>> =>
  valore === undefined ? {} : ({ [nome]: valore } as Partial<Record<K, string>>);

/** A key; of a fascicolo it has no register. Undefined where it is not whole. */
export function chiaveOf(elemento: Elemento | undefined): ChiaveVersamento | undefined {
  const numero = testoSotto(elemento, 'Numero');
  const anno = Number(testoSotto(elemento, 'Anno'));
  if (numero === undefined || !Number.isInteger(anno)) return undefined;
  return { registro: testoSotto(elemento, 'TipoRegistro') ?? testoSotto(elemento, 'Registro') ?? '', anno, numero };
}

/** A component without a file, a note, has an empty hash: it is not one of the files. */
function impronteOf(radice: Elemento): Rapporto['impronte'] {
  return ovunque(radice, 'Componente').flatMap((componente) => {
    const detta = testoSotto(componente, 'Hash');
    if (detta === undefined) return [];
    const nome = testoSotto(componente, 'NomeComponente');
    return [{ ...(nome !== undefined && { nome }), sha256: impronta(detta, testoSotto(componente, 'AlgoritmoHash')) }];
  });
}

/** Everything in a document that looks like a SHA-256: receipts of other receivers have each its own form. */
function improntePossibili(radice: Elemento): Rapporto['impronte'] {
  const testo = radice.testo.trim();
  const propria = ESADECIMALE.test(testo) || BASE64.test(testo) ? [{ sha256: impronta(testo) }] : [];
  return [...propria, ...radice.figli.flatMap(improntePossibili)];
}

const RADICI = new Set(['RapportoVersamento', 'RapportoVersamentoFascicolo']);

/**
 * A receipt out of its bytes.
 * @param soloNoto - undefined for a document that is none of ParER's forms; else a foreign one is read for the hashes in it
 * @returns undefined where it is no XML that can be read
 */
export function leggiRapporto(contenuto: Buffer, mime: string, soloNoto = false): Rapporto | undefined {
  let radice: Elemento;
  try {
    radice = leggiXml(testoOf(contenuto, mime));
  } catch (error) {
    if (error instanceof RispostaIllegibileError) return undefined;
    throw error;
  }
  if (!RADICI.has(radice.nome)) {
    if (soloNoto) return undefined;
    return { contenuto, mime, impronte: improntePossibili(radice) };
  }
  const sip = sotto(radice, 'SIP');
  const indice = testoSotto(sip, 'HashIndiceSIP');
  const chiave = chiaveOf(
    sotto(sip, 'UnitaDocumentaria', 'Chiave') ??
      sotto(radice, 'UnitaDocumentaria', 'Chiave') ??
      sotto(radice, 'Fascicolo', 'Chiave'),
  );
  const data = testoSotto(radice, 'DataRapportoVersamento');
  return {
    contenuto,
    mime,
    ...optional(
      'identificativo',
      testoSotto(radice, 'URNRapportoVersamento') ?? testoSotto(radice, 'IdentificativoRapportoVersamento'),
    ),
    ...(data !== undefined && ISTANTE.test(data) && { data }),
    ...(indice !== undefined && { improntaIndice: impronta(indice, testoSotto(sip, 'AlgoritmoHashIndiceSIP')) }),
    ...(chiave !== undefined && { chiave }),
    impronte: impronteOf(sip ?? radice),
  };
}
