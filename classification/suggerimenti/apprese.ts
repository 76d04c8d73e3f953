import { Conti } from './conti.js';
import { chiaviCorrispondente, chiaviOf } from './indice.js';
import { paroleOf } from './parole.js';
import type { Appreso } from './punteggio.js';
import type { Sinonimi } from './sinonimi.js';

/** What one confirmed registration teaches. */
export interface Lezione {
  /** of the registration, by which it is read again */
  id: string;
  codice: string;
  oggetto: string;
  corrispondente: string;
  mezzo: string;
  /** office of competenza */
  uo?: string;
}

/** A registration that can be named as a reason, if the reader may see it. */
export interface Precedente {
  id: string;
  chiavi: ReadonlySet<string>;
}

/** What a correspondent has under a code: how many, and the last ones. */
export interface DiCorrispondente {
  quante: number;
  ultime: string[];
}

/** What is remembered by name: so many registrations a class, and a correspondent in a class. */
const ULTIME = 20;
const ULTIME_CORRISPONDENTE = 10;
/** Bounds of memory: words and pairs, and correspondents. Some 80 bytes each. */
const MAX_CHIAVI = 120_000;
const MAX_CORRISPONDENTI = 30_000;
/** What is registered under a class weighs as so many registrations at most, however many there are: curated words keep their say. */
const VALGONO = 20;
const PESO = 2;

/** By which a correspondent is the same again. */
export const nomeCorrispondente = (nome: string): string => chiaviCorrispondente(nome).sort().join(' ');

/**
 * What the register of one AOO has taught, at one level of its titolario: counts that one registration raises and, when it is
 * classified again, annulled or reserved, lowers.
 */
export class Apprese {
  readonly #codici: string[] = [];
  readonly #numeri = new Map<string, number>();
  readonly #registrate: number[] = [];
  readonly #parole = new Conti(MAX_CHIAVI);
  readonly #corrispondenti = new Conti(MAX_CORRISPONDENTI);
  readonly #uffici = new Conti(MAX_CORRISPONDENTI);
  readonly #nomiUffici: string[] = [];
  readonly #ultime = new Map<string, Precedente[]>();
  readonly #perNome = new Map<string, DiCorrispondente>();

  constructor(private readonly sinonimi: Sinonimi) {}

  /** Registrations of which it is made. */
  get quante(): number {
    return this.#registrate.reduce((a, b) => a + b, 0);
  }

  get chiavi(): number {
    return this.#parole.chiavi + this.#corrispondenti.chiavi;
  }

  impara(lezione: Lezione): void {
    const chiavi = this.#conta(lezione, 1);
    const ultime = this.#ultime.get(lezione.codice) ?? [];
    this.#ultime.set(lezione.codice, ultime);
    if (ultime.push({ id: lezione.id, chiavi }) > ULTIME) ultime.shift();
    const nome = this.#nomeIn(lezione);
    if (nome === undefined) return;
    const sue = this.#perNome.get(nome) ?? { quante: 0, ultime: [] };
    this.#perNome.set(nome, sue);
    sue.quante += 1;
    if (sue.ultime.push(lezione.id) > ULTIME_CORRISPONDENTE) sue.ultime.shift();
    if (this.#perNome.size > MAX_CORRISPONDENTI) this.#perNome.delete(this.#perNome.keys().next().value ?? nome);
  }

  /** Takes back what the same lesson has taught. */
  dimentica(lezione: Lezione): void {
    this.#conta(lezione, -1);
    const altre = (this.#ultime.get(lezione.codice) ?? []).filter(({ id }) => id !== lezione.id);
    this.#ultime.set(lezione.codice, altre);
    const nome = this.#nomeIn(lezione);
    const sue = nome === undefined ? undefined : this.#perNome.get(nome);
    if (nome === undefined || sue === undefined) return;
    sue.quante -= 1;
    sue.ultime = sue.ultime.filter((id) => id !== lezione.id);
    if (sue.quante <= 0) this.#perNome.delete(nome);
  }

  #nomeIn({ codice, corrispondente }: Lezione): string | undefined {
    const nome = nomeCorrispondente(corrispondente);
    return nome === '' ? undefined : `${codice}|${nome}`;
  }

  #conta({ codice, oggetto, corrispondente, mezzo, uo }: Lezione, quanto: 1 | -1): Set<string> {
    const classe = this.#numero(codice);
    this.#registrate[classe] = Math.max(0, (this.#registrate[classe] ?? 0) + quanto);
    const chiavi = new Set(chiaviOf(paroleOf(oggetto), this.sinonimi));
    for (const chiave of [...chiavi, chiaveMezzo(mezzo)]) this.#parole.conta(chiave, classe, quanto);
    for (const chiave of chiaviCorrispondente(corrispondente)) this.#corrispondenti.conta(chiave, classe, quanto);
    if (uo !== undefined) {
      const ufficio = this.#ufficio(uo);
      this.#uffici.conta(codice, ufficio, quanto);
      const nome = nomeCorrispondente(corrispondente);
      if (nome !== '') this.#uffici.conta(`${codice}|${nome}`, ufficio, quanto);
    }
    return chiavi;
  }

  #numero(codice: string): number {
    const noto = this.#numeri.get(codice);
    if (noto !== undefined) return noto;
    this.#numeri.set(codice, this.#codici.length);
    return this.#codici.push(codice) - 1;
  }

  #ufficio(uo: string): number {
    const noto = this.#nomiUffici.indexOf(uo);
    return noto < 0 ? this.#nomiUffici.push(uo) - 1 : noto;
  }

  /** As the engine reads it, for an index of those codes; codes that the index does not have are left out. */
  perIndice(codici: readonly string[]): Appreso {
    const posti = new Map(codici.map((codice, i) => [codice, i]));
    const posto = (classe: number): number | undefined => posti.get(this.#codici[classe] ?? '');
    return {
      pesi: (chiave) =>
        this.#parole.di(chiave).flatMap(({ classe, quante }) => {
          const dove = posto(classe);
          const registrate = this.#registrate[classe] ?? 0;
          if (dove === undefined || registrate === 0) return [];
          // half a time less: a name that was seen once tells little
          return [{ classe: dove, peso: (PESO * Math.min(registrate, VALGONO) * (quante - 0.5)) / registrate }];
        }),
      corrispondenti: (chiave) =>
        new Map(
          this.#corrispondenti.di(chiave).flatMap(({ classe, quante }) => {
            const dove = posto(classe);
            return dove === undefined ? [] : [[dove, quante] as const];
          }),
        ),
    };
  }

  /** The last registrations under a code. */
  ultime = (codice: string): readonly Precedente[] => this.#ultime.get(codice) ?? [];

  /** What a correspondent has under a code, newest last. */
  ultimeDi = (codice: string, corrispondente: string): DiCorrispondente =>
    this.#perNome.get(`${codice}|${nomeCorrispondente(corrispondente)}`) ?? { quante: 0, ultime: [] };

  /** Offices that had what is under a code, those of the correspondent first: share of each, largest first. */
  uffici(codice: string, corrispondente: string): { uo: string; quota: number; delCorrispondente: boolean }[] {
    const delNome = this.#uffici.di(`${codice}|${nomeCorrispondente(corrispondente)}`);
    const delCorrispondente = nomeCorrispondente(corrispondente) !== '' && delNome.length > 0;
    const conti = delCorrispondente ? delNome : this.#uffici.di(codice);
    const tutte = conti.reduce((a, { quante }) => a + quante, 0);
    return conti
      .map(({ classe, quante }) => ({ uo: this.#nomiUffici[classe] ?? '', quota: quante / tutte, delCorrispondente }))
      .sort((a, b) => b.quota - a.quota);
  }
}

/** How a document came, as a word among the others. */
export const chiaveMezzo = (mezzo: string): string => `#${mezzo}`;
