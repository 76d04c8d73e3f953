import type { Caller } from '../../schemas/accesso.api.js';
import type { Bozza } from '../../schemas/bozza.model.js';
import { mayOn } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { DatiNonValidiError, StatoIncompatibileError } from '../lib/problem.js';
import { type Bersaglio, changeBozza } from './cambia.js';
import { checkFirmato, type ControlloFirma } from './controllo-firma.js';
import { type Conferma, daConfermare, perCheNonConfermato } from './da-confermare.js';
import { takeIn } from './file.js';
import { chiOf } from './lettura.js';
import { verifyFirmato } from './verifica-firma.js';

const RIFIUTI: Readonly<Partial<Record<ControlloFirma, string>>> = {
  altro:
    'Il file firmato contiene un documento diverso da quello approvato: firmare il file scaricato da questa bozza e caricarlo di nuovo.',
  'non-firmato':
    'Nel file non c’è una firma con il documento dentro: caricare il .p7m, o il PDF firmato. Una firma staccata non basta.',
};

/** A confirmation as it stays among the steps, also once the signature itself was taken back. Pure. */
const inParole = (mancanze: readonly string[], motivo: string | undefined): string =>
  ['Confermata dal responsabile.', ...mancanze, ...(motivo === undefined ? [] : [`Motivo: ${motivo}`])].join(' ');

/**
 * Takes in the approved letter signed elsewhere (.p7m, signed PDF): what can be told from its bytes must be the approved version;
 * what cannot, a head confirms. Its signatures are verified: one that does not hold is refused; one that cannot be verified, or is of
 * nobody whom the AOO knows, a head confirms too: exactly those bytes, another file is judged anew. The confirmation stays among the
 * steps, with what it was given for.
 * @throws DatiNonValidiError on `documento`, `conferma`
 */
export const attachFirma = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  firmato: ReceivedFile,
  conferma: Conferma | undefined,
): Promise<Bozza> =>
  changeBozza(deps, caller, bersaglio, 'firma', async (bozza) => {
    const { approvata, uo } = bozza;
    if (approvata === undefined) throw new StatoIncompatibileError('La bozza non è approvata: prima si approva.');
    const esito = await checkFirmato(deps, firmato, approvata.documento);
    const rifiuto = RIFIUTI[esito];
    if (rifiuto !== undefined) throw new DatiNonValidiError([{ campo: 'documento', messaggio: rifiuto }]);
    const verifica = await verifyFirmato(deps, caller.aoo, firmato);
    const cattiva = verifica.find((one) => one.esito === 'non-valida');
    if (cattiva !== undefined)
      throw new DatiNonValidiError([
        {
          campo: 'documento',
          messaggio: `La firma di ${cattiva.firmatario} non è valida: ${cattiva.motivo ?? 'firmare di nuovo il file'}`,
        },
      ]);
    const mancanze = daConfermare(esito, verifica);
    if (mancanze.length > 0) {
      const manca = perCheNonConfermato(mancanze, firmato.sha256, conferma, mayOn(caller, 'approva-bozze', [uo]));
      if (manca !== undefined) throw new DatiNonValidiError([manca]);
    }
    const { documento } = await takeIn(deps, caller, { documento: firmato, allegati: [] });
    if (documento === undefined) throw new Error('no file');
    const quando = deps.clock.now();
    const motivo = conferma?.motivo;
    const firma = {
      modo: 'esterna' as const,
      controllo: esito === 'incerto' || verifica.length === 0 ? ('confermato' as const) : ('identico' as const),
      quando,
      ...chiOf(caller),
      documento,
      verifica,
      ...(mancanze.length > 0 && {
        conferma: { quando, ...chiOf(caller), mancanze, ...(motivo !== undefined && { motivo }) },
      }),
    };
    return {
      set: { firma },
      impronte: [documento.sha256],
      ...(mancanze.length > 0 && { osservazioni: inParole(mancanze, motivo) }),
    };
  });
