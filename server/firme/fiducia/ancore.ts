import { type CertificatoX509, impronta } from '../cms/certificato.js';

/** For what a service of a list is trusted. */
export type Uso = 'documenti' | 'marche';

/** A time in which a service of a list had a status; `al` undefined: it still has it. */
export interface Periodo {
  dal: Date;
  al?: Date;
  attivo: boolean;
}

/** A certificate that is trusted, and why. */
export interface Ancora {
  x509: CertificatoX509;
  /** of the installation's own folder, or of a European list */
  origine: 'cartella' | 'elenco';
  /** what it is trusted for; of the folder: for all */
  usi: readonly Uso[];
  /** of a list: when it was granted and when not; empty: always */
  periodi: readonly Periodo[];
}

/** Trusted certificates, found by name and by hash. */
export class Ancore {
  readonly #perNome = new Map<string, Ancora[]>();
  readonly #perImpronta = new Map<string, Ancora[]>();

  constructor(tutte: readonly Ancora[]) {
    for (const ancora of tutte) {
      add(this.#perNome, ancora.x509.nomeSoggetto, ancora);
      add(this.#perImpronta, impronta(ancora.x509), ancora);
    }
  }

  /** Those whose subject has this name. */
  diNome(nome: string): readonly Ancora[] {
    return this.#perNome.get(nome) ?? [];
  }

  /** The certificate itself, where it is trusted: a time-stamping unit that a list names. */
  di(x509: CertificatoX509): readonly Ancora[] {
    return this.#perImpronta.get(impronta(x509)) ?? [];
  }
}

function add(map: Map<string, Ancora[]>, key: string, ancora: Ancora): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [ancora]);
  else known.push(ancora);
}

/** Whether an authority was trusted for this, at this instant. */
export const isFidata = ({ usi, periodi }: Ancora, uso: Uso, quando: Date): boolean =>
  usi.includes(uso) &&
  (periodi.length === 0 ||
    periodi.some(({ dal, al, attivo }) => attivo && dal <= quando && (al === undefined || quando < al)));
