import type { Caller } from '../../schemas/accesso.api.js';
import type { AttestazioneRichiesta } from '../../schemas/attestazione.api.js';
import { type Attestazione, findByRichiesta, type FirmaAttestazione } from '../../schemas/attestazione.model.js';
import type { Deps } from '../deps.js';
import type { Idempotenza } from '../fascicoli/cambia.js';
import { rfc3339 } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { ChiaveRiusataError, DatiNonValidiError, type ErroreCampo, StatoIncompatibileError } from '../lib/problem.js';
import { isFileWhole } from '../protocollo/files.js';
import { annotaSubito } from './annota.js';
import { requireAccettato } from './campioni.js';
import { requireCiclo } from './ciclo.js';
import { componi, type Composta, type DaAttestare, storeFile } from './componi.js';
import { attestabile, type Copia, findCopie, requireCopia, requireLotto, ufficiDi } from './copie.js';
import { requireDelega } from './deleghe.js';
import { firmaDocumento, requireFirmatario } from './firma-server.js';
import { verificaFirmato } from './motore-firma.js';
import { raffrontiOf, requireUguali } from './raffronti.js';
import { scriviDaFirmare, scriviFirmata } from './scrittura.js';

const FILE_INSIEME = 4;

export interface Attestata {
  attestazione: Attestazione;
  /** false: an earlier try of the same request has made it */
  created: boolean;
}

/** The scan of the address, then those of the body, each once. @throws DatiNonValidiError on `copie[i]` */
async function copieAsked(caller: Caller, prima: Copia, asked: readonly string[]): Promise<Copia[]> {
  const others = [...new Set(asked)].filter((id) => id !== prima.tenuta._id);
  const found = await findCopie(caller, others);
  const faults = asked.flatMap((id, i): ErroreCampo[] =>
    id === prima.tenuta._id || found.has(id)
      ? []
      : [{ campo: `copie[${i}]`, messaggio: 'La scansione non esiste: controllare l’identificativo.' }],
  );
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  return [prima, ...others.flatMap((id) => found.get(id) ?? [])];
}

/** Every copy has still the bytes that its hash says: an altered one is never attested (agid-scansione §6). */
async function requireWhole(deps: Deps, copie: readonly { sha256: string; scansione: string }[]): Promise<void> {
  for (let i = 0; i < copie.length; i += FILE_INSIEME) {
    const some = copie.slice(i, i + FILE_INSIEME);
    const whole = await Promise.all(some.map((one) => isFileWhole(deps, one)));
    const broken = some.find((_one, k) => whole[k] === false);
    if (broken === undefined) continue;
    deps.log.error({ scansione: broken.scansione, sha256: broken.sha256 }, 'copy altered');
    throw new StatoIncompatibileError(
      `Il file della copia ${broken.scansione} manca o è alterato: non si può attestare. Avvisare l’assistenza.`,
    );
  }
}

type Pronta = Pick<DaAttestare, 'delega' | 'copie' | 'tenute' | 'campione'>;

async function perRaffronto(deps: Deps, caller: Caller, copie: readonly Copia[]): Promise<Pronta> {
  const delega = await requireDelega(deps, caller, 'raffronto', copie.map((one) => ufficiDi(one, caller))); // prettier-ignore
  const raffronti = await raffrontiOf(caller, copie);
  const listed = copie.map((one) => attestabile(one, raffronti.get(one.tenuta._id)?.uguali ?? 0));
  requireUguali(raffronti);
  return { delega, copie: listed, tenute: copie.map(({ tenuta }) => tenuta) };
}

/** The whole lot of the scan, less what its sample found wrong (Allegato 3 §2.3: the effect is on the lot). */
async function perProcesso(deps: Deps, caller: Caller, prima: Copia, asked: readonly string[]): Promise<Pronta> {
  await requireDelega(deps, caller, 'processo', [ufficiDi(prima, caller)]);
  await requireCiclo(deps, caller.aoo);
  attestabile(prima, 0);
  const { lotto } = prima.tenuta;
  if (lotto === undefined)
    throw new StatoIncompatibileError(
      'La scansione non viene da un lotto: la certificazione di processo riguarda i lotti, qui serve il raffronto.',
    );
  const delLotto = await requireLotto(caller, lotto);
  const { campione, coperte } = await requireAccettato(caller, delLotto, lotto);
  const within = new Set(coperte.map(({ tenuta }) => tenuta._id));
  const faults = [prima.tenuta._id, ...asked].flatMap((id, i): ErroreCampo[] =>
    within.has(id)
      ? []
      : [
          {
            campo: i === 0 ? 'modo' : `copie[${i - 1}]`,
            messaggio: 'La scansione non è tra le copie del lotto che il campione certifica.',
          },
        ],
  );
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  const delega = await requireDelega(deps, caller, 'processo', coperte.map((one) => ufficiDi(one, caller))); // prettier-ignore
  const raffronti = await raffrontiOf(caller, coperte);
  requireUguali(raffronti);
  return {
    delega,
    campione,
    copie: coperte.map((one) => attestabile(one, raffronti.get(one.tenuta._id)?.uguali ?? 0)),
    tenute: coperte.map(({ tenuta }) => tenuta),
  };
}

async function firmaEScrivi(
  deps: Deps,
  caller: Caller,
  composta: Composta,
  firmatario: Awaited<ReturnType<typeof requireFirmatario>>,
  richiesta: Attestazione['richiesta'],
): Promise<Attestazione> {
  const { nata, bytes } = composta;
  const quando = new Date(nata.riferimentoTemporale);
  const p7m = await firmaDocumento(deps, bytes, firmatario, quando);
  const { esito } = await verificaFirmato(deps, p7m, bytes);
  const [found] = esito.firme;
  if (found === undefined || found.esito === 'non-valida')
    throw new StatoIncompatibileError(
      `La chiave di firma non fa una firma valida: ${found?.motivo ?? 'controllare il certificato.'}`,
    );
  const { file, stored } = await storeFile(deps, `${nata.documento.nome}.p7m`, p7m);
  const firma: FirmaAttestazione = {
    ...file,
    modo: 'server',
    tipo: found.tipo,
    esito: found.esito,
    ...(found.motivo !== undefined && { motivo: found.motivo }),
    firmatario: found.firmatario,
    ...(found.certificato !== undefined && { certificato: found.certificato.sha256 }),
    quando: rfc3339(quando),
  };
  return scriviFirmata(deps, composta, firma, stored, richiesta);
}

async function fatta(caller: Caller, idempotenza: Idempotenza | undefined): Promise<Attestazione | undefined> {
  if (idempotenza === undefined) return undefined;
  const found = await findByRichiesta(caller.aoo, caller.utente, idempotenza.chiave);
  if (found !== null && found.richiesta?.sha256 !== idempotenza.sha256) throw new ChiaveRiusataError();
  return found ?? undefined;
}

/**
 * Attests that copies conform to their originals: by comparison of each, or, of a lot, by its certified process. Signed here with the
 * official's key, all is done in one write; else the document waits for the signature made elsewhere.
 * @throws NonTrovatoError, OperazioneNonConsentitaError (no valid delegation), StatoIncompatibileError, DatiNonValidiError
 * @see CAD art. 22 cc. 1-bis and 2, 23-ter c. 3; LG 2.2, 2.5; Allegato 3
 */
export async function attesta(
  deps: Deps,
  caller: Caller,
  id: string,
  asked: AttestazioneRichiesta,
  idempotenza: Idempotenza | undefined,
): Promise<Attestata> {
  const before = await fatta(caller, idempotenza);
  if (before !== undefined) return { attestazione: before, created: false };
  const { modo, firma, copie = [], note } = asked;
  const prima = await requireCopia(caller, id);
  const pronta =
    modo === 'processo'
      ? await perProcesso(deps, caller, prima, copie)
      : await perRaffronto(deps, caller, await copieAsked(caller, prima, copie));
  const firmatario = firma === 'server' ? await requireFirmatario(deps, caller) : undefined;
  await deps.clock.ensureReliable(); // the riferimento temporale is what the attestation is worth
  await requireWhole(deps, pronta.copie);
  const richiesta = idempotenza && { autore: caller.utente, ...idempotenza };
  try {
    const composta = await componi(deps, { caller, richiesta: { modo, note }, ...pronta });
    const attestazione =
      firmatario === undefined
        ? await scriviDaFirmare(deps, composta, richiesta)
        : await firmaEScrivi(deps, caller, composta, firmatario, richiesta);
    const { _id, stato } = attestazione;
    deps.log.info({ aoo: caller.aoo, attestazione: _id, stato, copie: attestazione.copie.length }, 'attested');
    await annotaSubito(deps, attestazione);
    return { attestazione, created: true };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const first = await fatta(caller, idempotenza);
    if (first !== undefined) return { attestazione: first, created: false };
    throw new StatoIncompatibileError('Una delle copie è già attestata: rileggere le scansioni.', [], { cause: error });
  }
}
