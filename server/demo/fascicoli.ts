import type { Caller } from '../../schemas/accesso.api.js';
import type { FascicoloRichiesta, TipoFascicolo } from '../../schemas/fascicolo.api.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import type { Deps } from '../deps.js';
import { openFascicolo } from '../fascicoli/apri.js';
import { closeFascicolo } from '../fascicoli/chiudi.js';
import { requireFascicolo } from '../fascicoli/visibilita.js';
import { sha256Hex } from '../protocollo/canonico.js';
import { readTabella } from './dati.js';
import { capoOf, type UfficioDemo } from './ente.js';
import { istante } from './giorni.js';
import { OrologioDelPassato } from './orologio-del-passato.js';
import { moveAnni } from './trenta.js';

type Colonna = 'fascicolo' | 'oggetto' | 'tipologia_fascicolo' | 'classifica' | 'sottoclasse' | 'uo';

/** A fascicolo of the demonstration, with the year of its past. */
export interface FascicoloDemo {
  codice: string;
  oggetto: string;
  tipo: TipoFascicolo;
  classifica: string;
  uo: string;
  /** code of the catalogue, where it begins with the fascicolo */
  procedimento?: string;
}

const TIPI: Readonly<Record<string, TipoFascicolo>> = {
  affare: 'affare',
  attività: 'attivita',
  'procedimento amministrativo': 'procedimento',
  'persona fisica': 'persona-fisica',
  'persona giuridica': 'persona-giuridica',
};

/** Half past eight on the first working day: before any document. */
const APERTURA_SECONDI = 8 * 3600 + 1800;

/** The fascicoli of the table, in its order. */
export const readFascicoli = (anno: number): FascicoloDemo[] =>
  readTabella<Colonna>('fascicoli').map((riga) => {
    const tipo = TIPI[riga.tipologia_fascicolo];
    if (tipo === undefined) throw new RangeError(`no kind ${riga.tipologia_fascicolo}`);
    return {
      codice: moveAnni(riga.fascicolo, anno),
      oggetto: moveAnni(riga.oggetto, anno),
      tipo,
      classifica: riga.sottoclasse,
      uo: riga.uo,
    };
  });

/** Whom a fascicolo of a person is about: who sent its first document, or somebody invented where that is a body. Pure. */
export function intestatarioOf(tipo: TipoFascicolo, mittenti: readonly Soggetto[]): Soggetto | undefined {
  if (tipo === 'persona-fisica')
    return mittenti.find((one) => one.tipo === 'PF') ?? { tipo: 'PF', cognome: 'Esempio', nome: 'Assistito' };
  return tipo === 'persona-giuridica' ? mittenti.find((one) => one.tipo === 'PG') : undefined;
}

type CallerOf = (chi: { utente: string; quando: Date }, richiesta: string) => Promise<Caller>;

/**
 * Opens again the fascicoli of the past: those of kind attività on 2 January in the order of their table, the others each with its first
 * document (contract §1). What an earlier start opened is found by its key.
 */
export class FascicoliDelPassato {
  readonly #fascicoli: Map<string, FascicoloDemo>;
  readonly #aperti = new Map<string, string>();

  constructor(
    private readonly deps: Deps,
    private readonly anno: number,
    private readonly uffici: readonly UfficioDemo[],
    private readonly callerOf: CallerOf,
  ) {
    this.#fascicoli = new Map(readFascicoli(anno).map((one) => [one.codice, one]));
  }

  /** One more, to be opened when the first document comes; opened in the order of their numbers. */
  add(fascicolo: FascicoloDemo): void {
    this.#fascicoli.set(fascicolo.codice, fascicolo);
  }

  async openAttivita(): Promise<void> {
    const quando = istante(`${this.anno}-01-02`, APERTURA_SECONDI);
    for (const one of this.#fascicoli.values()) if (one.tipo === 'attivita') await this.#open(one, quando, []);
  }

  /** The id of a fascicolo, which is opened now if it is not there yet. */
  async idOf(codice: string, quando: Date, mittenti: readonly Soggetto[]): Promise<string> {
    const known = this.#aperti.get(codice);
    if (known !== undefined) return known;
    const found = this.#fascicoli.get(codice);
    if (found === undefined) throw new RangeError(`no fascicolo ${codice}`);
    return this.#open(found, quando, mittenti);
  }

  /** Closed by the head of its office, where it is open; its documents are all in it. */
  async close(codice: string, quando: Date): Promise<void> {
    const found = this.#fascicoli.get(codice);
    if (found === undefined) throw new RangeError(`no fascicolo ${codice}`);
    const id = await this.idOf(codice, quando, []);
    const caller = await this.callerOf({ utente: capoOf(this.uffici, found.uo), quando }, `demo-chiude-${codice}`);
    if ((await requireFascicolo(caller, id)).stato === 'chiuso') return; // by an earlier start
    await closeFascicolo({ ...this.deps, clock: new OrologioDelPassato(quando) }, caller, { id }, {});
  }

  async #open(
    { codice, oggetto, tipo, classifica, uo, procedimento }: FascicoloDemo,
    quando: Date,
    mittenti: readonly Soggetto[],
  ): Promise<string> {
    const chiave = `demo-fascicolo-${codice}`;
    const intestatario = intestatarioOf(tipo, mittenti);
    const richiesta: FascicoloRichiesta = {
      oggetto,
      tipo,
      classifica,
      uo,
      ...(intestatario !== undefined && { intestatario }),
      ...(procedimento !== undefined && { procedimento }),
    };
    const caller = await this.callerOf({ utente: capoOf(this.uffici, uo), quando }, chiave);
    const deps = { ...this.deps, clock: new OrologioDelPassato(quando) };
    const { fascicolo } = await openFascicolo(deps, caller, richiesta, { chiave, sha256: sha256Hex(codice) });
    if (fascicolo.codice !== codice) throw new Error(`${codice} was opened as ${fascicolo.codice}`);
    this.#aperti.set(codice, fascicolo._id);
    return fascicolo._id;
  }
}
