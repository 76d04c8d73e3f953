import { isDebole, isFirmato, modoFirmaOf } from '../cms/algoritmi.js';
import { type CertificatoX509, chiaveDi, identificatori } from '../cms/certificato.js';
import type { Ancora, Ancore } from './ancore.js';
import { isSenzaEstensioni, usoChiaveOf, vincoliOf } from './estensioni.js';

const MAX_LUNGHEZZA = 8;
/** Signatures that a search may verify, whatever certificates came with a file. */
const MAX_PROVE = 60;

/** From a certificate upwards. */
export interface Catena {
  /** the certificate first; the anchor last where it was reached */
  certificati: CertificatoX509[];
  ancora: Ancora | undefined;
}

/** Whether the issuer's key signed the certificate. */
export function isEmessoDa(x509: CertificatoX509, emittente: CertificatoX509): boolean {
  const modo = modoFirmaOf(x509.algoritmo);
  const chiave = chiaveDi(emittente);
  return modo !== undefined && chiave !== undefined && isFirmato(chiave, modo, x509.tbs, x509.firma);
}

/** The issuer's signature uses a digest that is not taken any more. */
export const isFirmatoDebole = ({ algoritmo }: CertificatoX509): boolean => {
  const digest = modoFirmaOf(algoritmo)?.digest;
  return digest !== undefined && isDebole(digest);
};

/**
 * Whether a certificate may issue others, with so many authorities below it (RFC 5280 §4.2.1.9, §4.2.1.3).
 * @param ancora - it is trusted by itself: old roots say nothing of themselves
 */
export function isEmittente(x509: CertificatoX509, sotto: number, ancora: boolean): boolean {
  if (ancora && isSenzaEstensioni(x509)) return true;
  const vincoli = vincoliOf(x509);
  if (!vincoli.autorita || (vincoli.sotto !== undefined && sotto > vincoli.sotto)) return false;
  return usoChiaveOf(x509)?.has('firmaCertificati') ?? true;
}

/** Those whose key identifier is named go first: an authority may have renewed its key under the same name. */
function perIdentificatore<T>(di: CertificatoX509, tutti: readonly T[], x509Of: (one: T) => CertificatoX509): T[] {
  const { emittente } = identificatori(di);
  const rank = (one: T): number => {
    const { soggetto } = identificatori(x509Of(one));
    if (emittente === undefined || soggetto === undefined) return 1;
    return emittente === soggetto ? 0 : 2;
  };
  return [...tutti].sort((a, b) => rank(a) - rank(b));
}

class Ricerca {
  #prove = MAX_PROVE;
  migliore: CertificatoX509[] = [];

  constructor(
    private readonly altri: readonly CertificatoX509[],
    private readonly ancore: Ancore,
    private readonly accetta: (ancora: Ancora) => boolean,
  ) {}

  #emesso(x509: CertificatoX509, emittente: CertificatoX509): boolean {
    if (this.#prove <= 0) return false;
    this.#prove -= 1;
    return isEmessoDa(x509, emittente);
  }

  /** @returns undefined where no way leads to an anchor; the longest that was gone stays in `migliore` */
  sali(percorso: CertificatoX509[]): Catena | undefined {
    if (percorso.length > this.migliore.length) this.migliore = percorso;
    const ultimo = percorso.at(-1);
    if (ultimo === undefined) return undefined;
    const stessa = this.ancore.di(ultimo).find(this.accetta);
    if (stessa !== undefined) return { certificati: percorso, ancora: stessa };
    // authorities below the next one: what was walked, less the certificate itself and those that issued themselves anew
    const sotto = percorso.slice(1).filter((one) => one.nomeSoggetto !== one.nomeEmittente).length;
    const ancore = this.ancore.diNome(ultimo.nomeEmittente).filter(this.accetta);
    for (const ancora of perIdentificatore(ultimo, ancore, ({ x509 }) => x509))
      if (isEmittente(ancora.x509, sotto, true) && this.#emesso(ultimo, ancora.x509))
        return { certificati: [...percorso, ancora.x509], ancora };
    if (percorso.length >= MAX_LUNGHEZZA) return undefined;
    const emittenti = this.altri.filter((one) => one.nomeSoggetto === ultimo.nomeEmittente && !percorso.includes(one));
    for (const emittente of perIdentificatore(ultimo, emittenti, (one) => one)) {
      if (!isEmittente(emittente, sotto, false) || !this.#emesso(ultimo, emittente)) continue;
      const found = this.sali([...percorso, emittente]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/**
 * Goes from a certificate to an authority that is trusted, every step by the name and by the signature of the issuer.
 * @param altri - certificates that came with it: they are only a way, never trusted by themselves
 * @param accetta - whether an anchor is trusted for what is asked
 * @returns the chain; without an anchor, as far as it goes
 * @see RFC 5280 §6.1
 */
export function costruisciCatena(
  x509: CertificatoX509,
  altri: readonly CertificatoX509[],
  ancore: Ancore,
  accetta: (ancora: Ancora) => boolean,
): Catena {
  const ricerca = new Ricerca(altri, ancore, accetta);
  return ricerca.sali([x509]) ?? { certificati: ricerca.migliore, ancora: undefined };
}
