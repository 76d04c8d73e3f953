import { markDaAnnotare } from '../../schemas/attestazione.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { ScansioneTenuta } from '../../schemas/scansione.model.js';
import { receivedOf } from '../bozze/file.js';
import { DomainError, toProblem } from '../lib/problem.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { AttoGiaFatto } from '../protocollo/change.js';
import { integrateRegistrazione } from '../protocollo/integrazione.js';
import { requireVisible } from '../protocollo/lookup.js';
import { scrivi } from './atti.js';
import type { DepsScansione } from './deps.js';
import { operatoreDi } from './operatore.js';

const MOTIVO = 'Copia per immagine dell’originale analogico';
const HA_GIA = 'La registrazione ha già il suo documento: per aggiungere la copia come allegato, confermare l’unione.';
const NESSUNO =
  'Chi ha fatto la scansione non ha più un incarico in questa AOO: l’unione va chiesta da un’altra persona.';

/** Name of the copy in a registration: that of the first file, as the PDF that it is now. Pure. */
export function nomeCopia({ originali, _id }: Pick<ScansioneTenuta, 'originali' | '_id'>): string {
  const base = (originali[0]?.nome ?? '').replace(/\.[A-Za-z0-9]{1,5}$/u, '').trim();
  return `${Array.from(base === '' ? `scansione-${_id}` : base)
    .slice(0, 200)
    .join('')}.pdf`;
}

/** The copy as a request would bring it. */
export const copiaRicevuta = async (
  deps: Pick<DepsScansione, 'store'>,
  scansione: Pick<ScansioneTenuta, 'originali' | '_id'>,
  { sha256, dimensione }: { sha256: string; dimensione: number },
): Promise<ReceivedFile> =>
  receivedOf(deps, {
    nome: nomeCopia(scansione),
    mime: 'application/pdf',
    dimensione,
    sha256,
    formato: { mime: 'application/pdf' },
    firme: [],
  });

const has = ({ documento, allegati }: Registrazione, sha256: string): boolean =>
  [...(documento === undefined ? [] : [documento]), ...allegati].some((one) => one.sha256 === sha256);

/** Adds the copy to its registration, once however often it is asked. @returns why not, if it cannot */
async function integra(deps: DepsScansione, scansione: ScansioneTenuta): Promise<string | undefined> {
  const { registrazione, copia } = scansione;
  if (registrazione === undefined || copia === undefined) return undefined;
  try {
    const caller = await operatoreDi(deps, scansione);
    if (caller === undefined) return NESSUNO;
    const posto = { anno: registrazione.anno, numero: registrazione.numero };
    const found = await requireVisible(caller, posto);
    if (has(found, copia.sha256)) return undefined;
    if (found.documento !== undefined && registrazione.da !== 'operatore') return HA_GIA;
    const file = await copiaRicevuta(deps, scansione, copia);
    const idempotenza = { chiave: `scansione-${scansione._id}`, sha256: copia.sha256 };
    await integrateRegistrazione(
      deps,
      caller,
      { ...posto, idempotenza },
      { motivo: MOTIVO, ...(found.documento === undefined ? { documento: file, allegati: [] } : { allegati: [file] }) },
    );
    return undefined;
  } catch (error) {
    if (error instanceof AttoGiaFatto) return undefined;
    if (error instanceof DomainError && toProblem(error).status < 500) return error.message;
    throw error;
  }
}

export const attendeUnione = ({ stato, unione, copia, registrazione }: ScansioneTenuta): boolean =>
  (stato === 'pronta' || stato === 'attestata') &&
  unione?.stato === 'in-attesa' &&
  copia !== undefined &&
  registrazione !== undefined;

/**
 * The copy of a scan that is ready reaches the registration that waits for it, as an integration by who scanned (J2: the number comes
 * before the reading ends). Cut between the two writes it is found done by the next turn.
 */
export async function unisciScansione(
  deps: DepsScansione,
  scansione: ScansioneTenuta,
  soltanto: Record<string, unknown>,
): Promise<ScansioneTenuta> {
  const { registrazione, copia } = scansione;
  if (!attendeUnione(scansione) || registrazione === undefined || copia === undefined) return scansione;
  const motivo = await integra(deps, scansione);
  if (scansione.attestazione !== undefined) await markDaAnnotare(scansione.aoo, scansione.attestazione); // before the scan says it is done
  const { anno, numero } = registrazione;
  return motivo === undefined
    ? scrivi(
        scansione,
        deps.clock.now(),
        { tipo: 'unione-fatta', dettagli: { registrazione: { anno, numero }, copia: copia.sha256 } },
        { unione: { stato: 'fatta' } },
        { soltanto },
      )
    : scrivi(
        scansione,
        deps.clock.now(),
        { tipo: 'unione-rifiutata', dettagli: { motivo } },
        { unione: { stato: 'rifiutata', messaggio: motivo } },
        { soltanto },
      );
}
