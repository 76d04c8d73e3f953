import { Readable } from 'node:stream';
import type { Caller } from '../../schemas/accesso.api.js';
import type { FirmaRichiesta } from '../../schemas/bozza.api.js';
import type { Bozza } from '../../schemas/bozza.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { mayOn } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import { firmatarioOf } from '../firme/chiavi/firmatario.js';
import { bytesDi, firmaCades } from '../firme/crea/cades.js';
import { chiediMarca } from '../firme/crea/marca.js';
import { firmaPades, PdfNonFirmabileError } from '../firme/crea/pades.js';
import type { Firmatario } from '../firme/tipi.js';
import { DatiNonValidiError, OperazioneNonConsentitaError, StatoIncompatibileError } from '../lib/problem.js';
import { type Bersaglio, changeBozza } from './cambia.js';
import { receivedOf, takeIn } from './file.js';
import { chiOf } from './lettura.js';

/** A letter is some megabytes; what is larger is signed elsewhere. */
const MAX_BYTES = 64 * 1024 * 1024;

async function readAll({ store }: Pick<Deps, 'store'>, { sha256 }: FileRegistrato): Promise<Buffer> {
  const { stream } = await store.open(sha256);
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

/** The approved letter, signed. @throws DatiNonValidiError on `formato` */
async function sign(
  { clock, config }: Pick<Deps, 'clock' | 'config'>,
  { nome, mime }: FileRegistrato,
  bytes: Buffer,
  firmatario: Firmatario,
  formato: FirmaRichiesta['formato'],
): Promise<{ nome: string; mime: string; bytes: Buffer }> {
  const { tsa } = config.firme;
  const opzioni = { quando: clock.now(), ...(tsa !== undefined && { marca: chiediMarca(tsa) }) };
  const isPdf = mime === 'application/pdf';
  if (formato === 'PAdES' && !isPdf)
    throw new DatiNonValidiError([
      { campo: 'formato', messaggio: 'La lettera non è un PDF: la firma si può fare soltanto CAdES (.p7m).' },
    ]);
  if (formato === 'CAdES' || !isPdf) {
    const busta = await firmaCades(bytes, firmatario, { ...opzioni, staccata: false });
    return { nome: `${nome}.p7m`, mime: 'application/pkcs7-mime', bytes: await bytesDi(busta) };
  }
  try {
    return { nome, mime, bytes: await firmaPades(bytes, firmatario, opzioni) };
  } catch (error) {
    if (!(error instanceof PdfNonFirmabileError)) throw error;
    throw new DatiNonValidiError([
      {
        campo: 'formato',
        messaggio: 'Il PDF è cifrato o danneggiato: firmarlo come CAdES (.p7m), o con il proprio programma.',
      },
    ]);
  }
}

/**
 * The head signs the approved letter with the key that the system keeps for him: in the PDF itself, or around it (.p7m).
 * @throws OperazioneNonConsentitaError for who is not the head; StatoIncompatibileError without a key in use;
 *   MarcaNonOttenutaError where a timestamp is configured and cannot be had
 */
export const signBozza = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  { formato }: FirmaRichiesta,
): Promise<Bozza> =>
  changeBozza(deps, caller, bersaglio, 'firma', async ({ approvata, uo }) => {
    if (approvata === undefined) throw new StatoIncompatibileError('La bozza non è approvata: prima si approva.');
    if (!mayOn(caller, 'approva-bozze', [uo]))
      throw new OperazioneNonConsentitaError('La lettera la firma il responsabile dell’ufficio che scrive.');
    const firmatario = await firmatarioOf(deps, caller.aoo, { utente: caller.utente });
    if (firmatario === undefined)
      throw new StatoIncompatibileError(
        'Non ha una chiave di firma in uso: caricarla tra le chiavi di firma, oppure firmare il file con il proprio programma e caricarlo qui.',
      );
    if (approvata.documento.dimensione > MAX_BYTES)
      throw new StatoIncompatibileError('La lettera supera 64 MB: firmarla con il proprio programma e caricarla qui.');
    const bytes = await readAll(deps, approvata.documento);
    const firmato = await sign(deps, approvata.documento, bytes, firmatario, formato);
    const { sha256, dimensione } = await deps.store.put(Readable.from([firmato.bytes]));
    const vuota = { formato: { mime: firmato.mime }, firme: [] };
    const ricevuto = await receivedOf(deps, { nome: firmato.nome, mime: firmato.mime, sha256, dimensione, ...vuota });
    const { documento } = await takeIn(deps, caller, { documento: ricevuto, allegati: [] });
    if (documento === undefined) throw new Error('no file');
    const firma = {
      modo: 'server' as const,
      controllo: 'identico' as const,
      quando: deps.clock.now(),
      ...chiOf(caller),
    };
    return { set: { firma: { ...firma, documento } }, impronte: [sha256] };
  });
