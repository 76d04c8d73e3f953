import type { Sorte } from './sorte.js';

/** Faults on request: rules, each with what it waits for and how many times it fires. */

/** Before or while the body comes in. */
const IN_ARRIVO = ['rifiutaConnessione', 'resetInizio', 'resetUpload', 'uploadLento', 'statoGiu'] as const;
/** Once the body is read. */
const LETTA = [
  'silenzioPrima',
  'silenzioDopo',
  'resetDopo',
  'http',
  'nonXml',
  'xmlTroncato',
  'xmlEstraneo',
  'esito',
  'warning',
  '666P',
  '666PConRdv',
  '666',
  'positivoSenzaRdv',
  'chiaveOccupata',
  'rdvHashIndiceErrato',
  'rdvHashFileErrato',
  'rdvChiaveErrata',
  'firmaServizioGiu',
  'credenzialiScadute',
  'codificaErrata',
  'rispostaLenta',
] as const;
/** When the key is found to be there. */
const DUPLICATO = ['duplicatoSenzaRdv'] as const;

const FASI = { arrivo: IN_ARRIVO, letta: LETTA, duplicato: DUPLICATO } as const;
export type Fase = keyof typeof FASI;
export type TipoGuasto = (typeof FASI)[Fase][number];
export const TIPI: readonly string[] = Object.values(FASI).flat();

export interface Guasto {
  id?: string;
  quando?: {
    servizio?: string;
    registro?: string;
    anno?: number;
    /** the number, or a regular expression between slashes, `/^00001/` */
    numero?: string;
    tentativo?: number;
  };
  /** how many times it fires, default 1; 0: always */
  quante?: number;
  /** 0 to 1, from the seeded generator; default 1 */
  probabilita?: number;
  tipo: TipoGuasto;
  parametri?: Record<string, unknown>;
}

export interface Contesto {
  servizio: string;
  tentativo: number;
  registro?: string;
  anno?: string;
  numero?: string;
}

export class GuastoNonValidoError extends Error {}

const numeroVa = (atteso: string, numero: string | undefined): boolean => {
  const [, espressione] = /^\/(.*)\/$/s.exec(atteso) ?? [];
  if (espressione === undefined) return numero === atteso;
  return numero !== undefined && new RegExp(espressione).test(numero);
};

const va = ({ quando = {} }: Guasto, contesto: Contesto): boolean =>
  (quando.servizio === undefined || quando.servizio === contesto.servizio) &&
  (quando.tentativo === undefined || quando.tentativo === contesto.tentativo) &&
  (quando.registro === undefined || quando.registro === contesto.registro) &&
  (quando.anno === undefined || String(quando.anno) === contesto.anno) &&
  (quando.numero === undefined || numeroVa(quando.numero, contesto.numero));

/** Services that ask what is kept: the only ones that `statoGiu` strikes. */
const DI_CONSULTAZIONE = /^(RecDIP|RecStato|InvioRichiesta)/;

/** The parameter as a number. */
export const numeroDi = (guasto: Guasto, nome: string, predefinito: number): number => {
  const valore = guasto.parametri?.[nome];
  return typeof valore === 'number' && Number.isFinite(valore) ? valore : predefinito;
};
export const testoParametro = (guasto: Guasto, nome: string, predefinito: string): string => {
  const valore = guasto.parametri?.[nome];
  return typeof valore === 'string' ? valore : predefinito;
};

export class Guasti {
  #regole: (Guasto & { id: string; scattati: number })[] = [];
  readonly #sorte: Sorte;
  #serie = 0;
  /** called with each rule that is added */
  ascolta: (guasto: Guasto) => void = () => undefined;

  constructor(sorte: Sorte) {
    this.#sorte = sorte;
  }

  /** @throws GuastoNonValidoError on a rule that no call could fire */
  aggiungi(...guasti: Guasto[]): void {
    for (const guasto of guasti) {
      if (!TIPI.includes(guasto.tipo))
        throw new GuastoNonValidoError(`tipo di guasto sconosciuto: ${guasto.tipo}. Tipi: ${TIPI.join(', ')}`);
      const [, espressione] = /^\/(.*)\/$/s.exec(guasto.quando?.numero ?? '') ?? [];
      try {
        if (espressione !== undefined) new RegExp(espressione);
      } catch {
        throw new GuastoNonValidoError(`quando.numero non è un’espressione regolare: ${espressione ?? ''}`);
      }
      this.#serie += 1;
      this.#regole.push({ ...guasto, id: guasto.id ?? `g${this.#serie}`, scattati: 0 });
      this.ascolta(guasto);
    }
  }

  elenco(): readonly (Guasto & { id: string; scattati: number })[] {
    return this.#regole;
  }

  azzera(): void {
    this.#regole = [];
  }

  /** The first rule of that phase that fits and has shots left; it has fired then. */
  prendi(fase: Fase, contesto: Contesto): (Guasto & { id: string }) | undefined {
    const tipi: readonly string[] = FASI[fase];
    for (const regola of this.#regole) {
      const { tipo, quante = 1, probabilita = 1 } = regola;
      if (!tipi.includes(tipo) || (quante > 0 && regola.scattati >= quante) || !va(regola, contesto)) continue;
      if (tipo === 'statoGiu' && !DI_CONSULTAZIONE.test(contesto.servizio)) continue;
      if (probabilita < 1 && this.#sorte.numero() >= probabilita) continue;
      regola.scattati += 1;
      return regola;
    }
    return undefined;
  }
}
