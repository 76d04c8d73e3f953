import { insertStrumento, type TipoStrumento } from '../../schemas/strumento.model.js';
import type { ImportaStrumentoQuery } from '../../schemas/strumento.api.js';
import { isDuplicateKey } from '../../server/lib/mongo.js';
import { VersioneSuperataError } from '../../server/lib/problem.js';
import { titolarioOf } from '../service.js';
import { type Autore, requireFaultless } from '../versioni/contesto.js';
import { writeTabella } from '../versioni/csv.js';
import { type DifferenzaStrumento, differenzeStrumento } from './differenze.js';
import { COLONNE_STRUMENTO, readStrumento } from './lettura.js';
import { forgetStrumento, strumentoOf, testeOf } from './service.js';
import type { RigheStrumento } from '../../schemas/strumento.model.js';

/** What an import did, or would do. */
export interface EsitoStrumento {
  /** Absent in a dry run. */
  numero?: number;
  denominazione: string;
  dal: string;
  righe: number;
  differenze: DifferenzaStrumento[];
  /** False: what counts from that day is the same already. */
  created: boolean;
}

const NOMI: Readonly<Record<TipoStrumento, string>> = {
  massimario: 'Piano di conservazione',
  prontuario: 'Prontuario',
};

const attoOf = ({ attoTipo: tipo, attoNumero: numero, attoData: data }: ImportaStrumentoQuery) =>
  tipo !== undefined && numero !== undefined && data !== undefined ? { atto: { tipo, numero, data } } : {};

/**
 * Reads a massimario or a prontuario from CSV and, unless it is a dry run, adds it as a version that counts from a day on: all or
 * nothing, one write. What is the same already is not added again.
 * @throws DatiNonValidiError with all that is wrong, each line by its number; VersioneSuperataError when another one was loaded meanwhile
 */
export async function importStrumento(
  tipo: TipoStrumento,
  csv: Uint8Array,
  query: ImportaStrumentoQuery,
  { aoo, utente, adesso, oggi }: Autore,
): Promise<EsitoStrumento> {
  const dal = query.dal ?? oggi;
  const titolario = await titolarioOf(aoo, dal);
  const { righe, errori } = readStrumento(tipo, csv, new Set(titolario?.byCodice.keys()));
  requireFaultless(
    [
      ...(dal < oggi
        ? [{ campo: 'dal', messaggio: 'Il file vale da oggi in poi: quello che è stato non cambia.' }]
        : []),
      ...(query.attoData !== undefined && query.attoData > oggi
        ? [{ campo: 'attoData', messaggio: 'L’atto non può avere una data futura.' }]
        : []),
    ],
    errori,
  );
  const now = await strumentoOf(aoo, tipo, dal);
  const differenze = differenzeStrumento(tipo, now.righe, righe);
  const denominazione = query.denominazione ?? `${NOMI[tipo]} ${dal.slice(0, 4)}`;
  const esito = { denominazione, dal, righe: righe.length, differenze };
  if (query.prova) return { ...esito, created: false };
  const { atto } = attoOf(query);
  if (
    now.numero > 0 &&
    differenze.length === 0 &&
    now.denominazione === denominazione &&
    (atto === undefined || now.atto?.numero === atto.numero)
  )
    return { ...esito, dal: now.dal, numero: now.numero, created: false };
  const numero = (await testeOf(aoo, tipo)).length;
  const testa = { numero, denominazione, dal, ...(atto !== undefined && { atto }), caricata: { utente, data: adesso } };
  forgetStrumento(aoo, tipo);
  await insertStrumento(aoo, tipo, testa, righe).catch((error: unknown) => {
    throw isDuplicateKey(error) ? new VersioneSuperataError() : error;
  });
  forgetStrumento(aoo, tipo);
  return { ...esito, numero, created: true };
}

const ROWS: { [K in TipoStrumento]: (riga: RigheStrumento[K]) => string[] } = {
  massimario: ({ codice, tipologia, tempo, note = '', fonte }) => [
    codice,
    tipologia,
    tempo === 'illimitato' ? 'ILLIMITATO' : String(tempo),
    note,
    fonte,
  ],
  prontuario: ({ parola, codice }) => [parola, codice],
};

/** The rows of a version as a file that gives the very same rows when it is read. */
export const writeStrumento = <K extends TipoStrumento>(tipo: K, righe: readonly RigheStrumento[K][]): string =>
  writeTabella(COLONNE_STRUMENTO[tipo], righe.map(ROWS[tipo]));
