import type { Caller } from '../../schemas/accesso.api.js';
import type { Bozza } from '../../schemas/bozza.model.js';
import { mayOn } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { DatiNonValidiError, StatoIncompatibileError } from '../lib/problem.js';
import { type Bersaglio, changeBozza } from './cambia.js';
import { checkFirmato, type ControlloFirma } from './controllo-firma.js';
import { takeIn } from './file.js';
import { chiOf } from './lettura.js';
import { verifyFirmato } from './verifica-firma.js';

const RIFIUTI: Readonly<Partial<Record<ControlloFirma, string>>> = {
  altro:
    'Il file firmato contiene un documento diverso da quello approvato: firmare il file scaricato da questa bozza e caricarlo di nuovo.',
  'non-firmato':
    'Nel file non c’è una firma con il documento dentro: caricare il .p7m, o il PDF firmato. Una firma staccata non basta.',
};
const INCERTO =
  'Il file è firmato, ma è stato riscritto o cambiato da chi lo ha firmato, o la firma non si legge: dal file non si può dire se sia la versione approvata. Il responsabile lo confronti e confermi.';

/**
 * Takes in the approved letter signed elsewhere (.p7m, signed PDF): what can be told from its bytes must be the approved version;
 * what cannot, a head confirms. Its signatures are verified: one that does not hold is refused, what cannot be verified is told.
 * @param confermato - who brings the file has compared it
 * @throws DatiNonValidiError on `documento`, `conferma`
 */
export const attachFirma = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  firmato: ReceivedFile,
  confermato: boolean,
): Promise<Bozza> =>
  changeBozza(deps, caller, bersaglio, 'firma', async (bozza) => {
    const { approvata, uo } = bozza;
    if (approvata === undefined) throw new StatoIncompatibileError('La bozza non è approvata: prima si approva.');
    const esito = await checkFirmato(deps, firmato, approvata.documento);
    const rifiuto = RIFIUTI[esito];
    if (rifiuto !== undefined) throw new DatiNonValidiError([{ campo: 'documento', messaggio: rifiuto }]);
    const verifica = await verifyFirmato(deps, caller.aoo, firmato);
    const incerto = esito === 'incerto' || verifica.length === 0; // a signature that nobody can read proves nothing
    if (incerto && !(confermato && mayOn(caller, 'approva-bozze', [uo])))
      throw new DatiNonValidiError([{ campo: 'conferma', messaggio: INCERTO }]);
    const cattiva = verifica.find((one) => one.esito === 'non-valida');
    if (cattiva !== undefined)
      throw new DatiNonValidiError([
        {
          campo: 'documento',
          messaggio: `La firma di ${cattiva.firmatario} non è valida: ${cattiva.motivo ?? 'firmare di nuovo il file'}`,
        },
      ]);
    const { documento } = await takeIn(deps, caller, { documento: firmato, allegati: [] });
    if (documento === undefined) throw new Error('no file');
    const controllo = incerto ? ('confermato' as const) : ('identico' as const);
    const firma = {
      modo: 'esterna' as const,
      controllo,
      quando: deps.clock.now(),
      ...chiOf(caller),
      documento,
      verifica,
    };
    return { set: { firma }, impronte: [documento.sha256] };
  });
