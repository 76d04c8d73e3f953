import type { Config } from '../../lib/config.js';
import type { Logger } from '../../lib/logger.js';
import { certificatiX509, certificatoOf, certificatoX509 } from '../cms/certificato.js';
import type { Controllo, Fiducia, GiudizioCatena } from '../tipi.js';
import { Ancore, isFidata } from './ancore.js';
import { leggiCartella } from './cartella.js';
import { costruisciCatena } from './catena.js';
import { leggiElenchi } from './elenchi.js';
import { controlloCatena, controlloUso, controlloValidita } from './regole.js';
import { Rete } from './rete.js';
import { controlloRevoca, revocheDi } from './revoca.js';
import { sorveglia } from './sorveglia.js';

export interface FiduciaDeps {
  config: Pick<Config, 'firme' | 'retiPrivate'>;
  log?: Pick<Logger, 'warn'>;
}

const ILLEGGIBILE: readonly Controllo[] = (['uso-chiave', 'catena', 'validita', 'revoca'] as const).map((codice) => ({
  codice,
  esito: 'ignoto',
  messaggio: 'Il certificato non è leggibile.',
}));

/** What is trusted now, of the folder and of the lists. */
function fidati({ config: { firme }, log }: FiduciaDeps): () => Promise<{ ancore: Ancore; revoche: Buffer[] }> {
  const cartella = sorveglia(firme.fiducia, leggiCartella);
  const elenchi = sorveglia(firme.elenchi, (percorsi) =>
    leggiElenchi(percorsi, (error) => log?.warn({ err: error }, 'a list of trusted services could not be read')),
  );
  let noto: { cartella: unknown; elenchi: unknown; valore: { ancore: Ancore; revoche: Buffer[] } } | undefined;
  return async () => {
    const [propria, europei] = await Promise.all([cartella(), elenchi()]);
    if (noto?.cartella !== propria || noto.elenchi !== europei) {
      const valore = { ancore: new Ancore([...propria.ancore, ...europei]), revoche: propria.revoche };
      noto = { cartella: propria, elenchi: europei, valore };
    }
    return noto.valore;
  };
}

/**
 * Whom this installation trusts: the certificates of its folder, and those that the European lists it was given grant. Both are
 * read again when they change. One for a process: it keeps what authorities answered about revocations.
 */
export function createFiducia(deps: FiduciaDeps): Fiducia {
  const { config } = deps;
  const leggi = fidati(deps);
  const rete = new Rete(config.retiPrivate);

  const giudica: Fiducia['giudica'] = async (domanda): Promise<GiudizioCatena> => {
    const { quando, uso, dichiarato, contesto } = domanda;
    const x509 = certificatoX509(domanda.certificato);
    if (x509 === undefined) return { catena: [], controlli: [...ILLEGGIBILE] };
    const { ancore, revoche } = await leggi();
    const catena = costruisciCatena(x509, certificatiX509(domanda.altri), ancore, (one) => isFidata(one, uso, quando));
    const provato = uso === 'marche' || quando.getTime() !== contesto.adesso.getTime();
    const { segnale } = contesto;
    const richiesta = !config.firme.rete
      ? 'mai'
      : contesto.rete
        ? { rete, adesso: contesto.adesso, ...(segnale !== undefined && { segnale }) }
        : 'non-ora';
    const istante = { quando, retroattivo: uso === 'marche' };
    return {
      catena: catena.certificati.map(certificatoOf),
      controlli: [
        controlloUso(x509, uso),
        controlloCatena(catena, quando),
        controlloValidita(x509, quando, { provato, ...(dichiarato !== undefined && { dichiarato }) }),
        await controlloRevoca(catena, revocheDi([...domanda.revoche, ...revoche]), istante, richiesta),
      ],
    };
  };
  return { giudica };
}
