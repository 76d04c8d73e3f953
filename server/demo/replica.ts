import { Readable } from 'node:stream';
import type { Caller } from '../../schemas/accesso.api.js';
import { findByChiavi, type Registrazione } from '../../schemas/registrazione.model.js';
import { findUtente } from '../../schemas/utente.model.js';
import { recordAccesso } from '../accesso/audit.js';
import { callerOf, chooseIncarico } from '../accesso/incarico.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { annulRegistrazione } from '../protocollo/annullamento.js';
import { assignRegistrazione, refuseAssegnazione, takeCharge } from '../protocollo/assegnazione.js';
import { readEvento } from '../protocollo/canonico.js';
import { fileDocumenti } from '../fascicoli/fascicola.js';
import { classifyRegistrazione } from '../protocollo/classificazione.js';
import { registerProtocollo } from '../protocollo/register.js';
import { patchRegistrazione } from '../protocollo/rinnovo.js';
import type { FileReso } from './documenti/rendi.js';
import { AOO, readUffici } from './ente.js';
import { FascicoliDelPassato } from './fascicoli.js';
import { OrologioDelPassato } from './orologio-del-passato.js';
import type { PassoAtto, PassoRegistra } from './tipi.js';

/** First bytes of a file, as a request keeps them to tell the format. */
const HEAD_BYTES = 4_100;

/** Documento and attachments of a registration, drawn. */
export interface FileResi {
  documento?: FileReso;
  allegati: FileReso[];
}

type AttoSuRegistrazione = Exclude<PassoAtto, { azione: 'fascicola' }>;

/** One act by the service that does it. */
async function act(
  deps: Deps,
  caller: Caller,
  registrazione: Registrazione,
  passo: AttoSuRegistrazione,
): Promise<void> {
  const { azione } = passo;
  if (azione === 'assegna') await assignRegistrazione(deps, caller, registrazione, passo.assegnazioni, passo.motivo);
  else if (azione === 'prendi-in-carico') await takeCharge(deps, caller, registrazione);
  else if (azione === 'rifiuta') await refuseAssegnazione(deps, caller, registrazione, passo.motivo);
  else if (azione === 'classifica') await classifyRegistrazione(deps, caller, registrazione, passo);
  else if (azione === 'rinnova')
    await patchRegistrazione(deps, caller, registrazione, passo.modifica, registrazione.versione);
  else await annulRegistrazione(deps, caller, registrazione, { motivo: passo.motivo });
}

/** Does again, one after the other, what people did in the past: through the services that they use, each in the own role. */
export class Replica {
  readonly #who = new Map<string, Parameters<typeof callerOf>[0]>();
  /** author of each registration, by its chiave */
  readonly #autori: ReadonlyMap<string, string>;
  readonly fascicoli: FascicoliDelPassato;

  /**
   * @param deps - with `orologio` as its clock
   * @param registrazioni - all of the plan
   * @param anno - of the past
   */
  constructor(
    private readonly deps: Deps,
    private readonly orologio: OrologioDelPassato,
    registrazioni: readonly PassoRegistra[],
    anno: number,
  ) {
    this.fascicoli = new FascicoliDelPassato(deps, anno, readUffici(), (chi, richiesta) =>
      this.callerOf(chi, richiesta),
    );
    this.#autori = new Map(registrazioni.map(({ chiave, utente }) => [chiave, utente]));
  }

  /** Chiavi of what an earlier start registered. */
  async findAlready(): Promise<Set<string>> {
    const richieste = [...this.#autori].map(([chiave, autore]) => ({ autore, chiave, sha256: '' }));
    const found = await findByChiavi(AOO.codice, richieste);
    return new Set(found.map(({ richiesta }) => richiesta.chiave));
  }

  /** Somebody of the past, in the own role. @param richiesta - named in the audit */
  async callerOf({ utente, quando }: { utente: string; quando: Date }, richiesta: string): Promise<Caller> {
    const found = this.#who.get(utente) ?? (await findUtente(utente));
    if (found === null) throw new Error(`no user ${utente}`);
    this.#who.set(utente, found);
    return callerOf(found, await chooseIncarico(found, AOO.codice, legalDay(quando)), `demo-${richiesta}`);
  }

  async store({ nome, mime, bytes }: FileReso): Promise<ReceivedFile> {
    const stored = await this.deps.store.put(Readable.from([bytes], { objectMode: false }));
    return { nome, mime, ...stored, inizio: bytes.subarray(0, HEAD_BYTES) };
  }

  /** The registration of a chiave. @throws Error if it is not there: the plan is in order */
  async find(chiave: string): Promise<Registrazione> {
    const autore = this.#autori.get(chiave) ?? '';
    const [found] = await findByChiavi(AOO.codice, [{ autore, chiave, sha256: '' }]);
    if (found === undefined) throw new Error(`${chiave} is not registered`);
    return found;
  }

  /** Registers what is not there yet. */
  async registra(
    { chiave, quando, utente, richiesta, rispondeA, fascicolo, nasceInFascicolo = false }: PassoRegistra,
    { documento, allegati }: FileResi,
  ): Promise<void> {
    this.orologio.set(quando);
    const caller = await this.callerOf({ utente, quando }, chiave);
    const risposta = rispondeA === undefined ? undefined : await this.find(rispondeA);
    const id = fascicolo === undefined ? undefined : await this.fascicoli.idOf(fascicolo, quando, richiesta.mittenti);
    const stored = await Promise.all(allegati.map((one) => this.store(one)));
    const invio = {
      richiesta: {
        ...richiesta,
        ...(id !== undefined && nasceInFascicolo && { fascicolo: id }),
        ...(risposta !== undefined && { risponde: { anno: risposta.anno, numero: risposta.numero } }),
      },
      ...(documento !== undefined && { documento: await this.store(documento) }),
      allegati: stored,
    };
    await registerProtocollo(this.deps, caller, invio, chiave);
  }

  async #file(deps: Deps, caller: Caller, { anno, numero, mittenti }: Registrazione, codice: string): Promise<void> {
    const id = await this.fascicoli.idOf(codice, deps.clock.now(), mittenti);
    await fileDocumenti(deps, caller, { id }, { registrazioni: [{ anno, numero }] }, {});
  }

  /** A later act, at its own instant wherever the births are; one that is among the events of that instant has been done. */
  async compi(passo: PassoAtto): Promise<void> {
    const { quando, motivoAccesso } = passo;
    const clock = new OrologioDelPassato(quando);
    const registrazione = await this.find(passo.di);
    const done = registrazione.eventi.some((one) => Date.parse(readEvento(one).data) === quando.getTime());
    if (done) return;
    const caller = {
      ...(await this.callerOf(passo, passo.di)),
      ...(motivoAccesso !== undefined && { motivoAccesso }),
    };
    const { anno, numero } = registrazione;
    if (motivoAccesso !== undefined) await recordAccesso(clock, caller, 'accede-riservate', `${anno}/${numero}`);
    if (passo.azione === 'fascicola') await this.#file({ ...this.deps, clock }, caller, registrazione, passo.fascicolo);
    else await act({ ...this.deps, clock }, caller, registrazione, passo);
  }
}
