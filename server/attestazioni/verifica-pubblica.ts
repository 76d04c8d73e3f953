import type { AttestazionePubblica, ConfrontoAttestazione, FirmaConfrontata } from '../../schemas/attestazione.api.js';
import { type Attestazione, findFirmata } from '../../schemas/attestazione.model.js';
import { findPersone } from '../../schemas/utente.model.js';
import { findChiavi } from '../../schemas/chiave-firma.model.js';
import { allAooByCodice } from '../accesso/aoo.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { readBytes } from './componi.js';
import { giudicaFirma } from './firma-rules.js';
import { hasSoloFirma, verificaFirmato } from './motore-firma.js';
import { faultOfAttestazione } from './nascita.js';

/* What anybody who has the address of an attestation may learn: that it is there and whole, whether a file is of it. Nothing of the content. */

/** What an address asks. */
export interface Chiesta {
  id: string;
  atto: 'pagina' | 'confronto' | 'firma';
}

const INDIRIZZO = /^\/attestazione\/([0-9a-f]{24})(?:\/(confronto|firma))?$/;

/** The one way to write the address; anything else is none, so that all that is wrong is answered alike. */
export function readIndirizzo(path: string): Chiesta | undefined {
  const [whole, id = '', atto = 'pagina'] = INDIRIZZO.exec(path) ?? [];
  return whole === undefined ? undefined : { id, atto: atto as Chiesta['atto'] };
}

/** A signed attestation that is whole; one that is altered is not said to be there: the log has it. */
export async function findIntegra({ log }: Pick<Deps, 'log'>, id: string): Promise<Attestazione | undefined> {
  const found = await findFirmata(id);
  if (found === null) return undefined;
  const fault = faultOfAttestazione(found);
  if (fault === null) return found;
  log.error({ aoo: found.aoo, attestazione: id, motivo: fault }, 'attestation altered');
  return undefined;
}

export async function presentPubblica({ clock }: Pick<Deps, 'clock'>, a: Attestazione): Promise<AttestazionePubblica> {
  const aoo = (await allAooByCodice()).get(a.aoo);
  return {
    id: a._id,
    ente: aoo?.ente.denominazione ?? a.aoo,
    aoo: a.aoo,
    modo: a.modo,
    data: a.riferimentoTemporale,
    copie: a.copie.length,
    verificata: rfc3339(clock.now()),
  };
}

/** Which of the files of an attestation has that hash. The file itself never leaves the computer of who asks. Pure. */
export function confrontaImpronta(a: Attestazione, sha256: string): ConfrontoAttestazione {
  const copia = a.copie.find((one) => one.sha256 === sha256);
  if (copia !== undefined) return { che: 'copia', pagine: copia.pagine };
  if (a.documento.sha256 === sha256) return { che: 'attestazione' };
  return { che: a.firma?.sha256 === sha256 ? 'firma' : 'nessuno' };
}

/** Whether a signature signs exactly this attestation, by its official, and what of it holds. What is sent is kept nowhere. */
export async function confrontaFirma(deps: Deps, a: Attestazione, bytes: Buffer): Promise<FirmaConfrontata> {
  const documento = await readBytes(deps, a.documento);
  const [{ esito, forma }, chiavi, [persona]] = await Promise.all([
    verificaFirmato(deps, bytes, documento),
    findChiavi(a.aoo, a.funzionario.utente),
    findPersone([a.funzionario.utente]),
  ]);
  // a key that was withdrawn since has signed all the same: what is accepted is the certificate that signed then
  const certificati = [
    ...chiavi.map(({ impronta }) => impronta),
    ...(a.firma?.certificato === undefined ? [] : [a.firma.certificato]),
  ];
  const judged = giudicaFirma(esito, {
    sha256: a.documento.sha256,
    forma,
    funzionario: {
      denominazione: a.funzionario.denominazione,
      certificati,
      ...(persona?.codiceFiscale !== undefined && { codiceFiscale: persona.codiceFiscale }),
    },
  });
  const soloFirma = forma !== 'pdf' || (await hasSoloFirma(bytes, documento));
  if ('motivo' in judged || !soloFirma) {
    const [firma] = esito.firme;
    return {
      corrisponde: false,
      esito: firma?.esito ?? 'non-verificabile',
      motivo: 'motivo' in judged ? judged.motivo : 'Il PDF firmato non è quello di questa attestazione.',
      ...(firma !== undefined && { firmatario: firma.firmatario }),
      controlli: firma?.controlli ?? [],
    };
  }
  const { firmatario, esito: come, motivo, controlli } = judged.firma;
  return { corrisponde: true, esito: come, firmatario, ...(motivo !== undefined && { motivo }), controlli };
}
