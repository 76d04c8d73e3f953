import type { ConfigurazioneScansione } from '../../schemas/configurazione-scansione.api.js';
import type { EsitoPagina } from '../../schemas/pagina-scansione.model.js';
import type { ContenutoScansione, ScansioneTenuta } from '../../schemas/scansione.model.js';
import { diceDiChi } from './immagini/leggi-codice.js';
import { codiceDi } from './riconosci.js';

/* What makes a label on the paper less than sure: pure. What is joined is in the register and changes no more, so it is asked before. */

type Esiti = ReadonlyMap<string, EsitoPagina | undefined>;
type Unibile = Pick<ScansioneTenuta, 'aoo' | 'pagine' | 'registrazione' | 'unione' | 'lotto'>;

/** The pages whose words the engine hardly trusts: handwriting, photographs, and whatever lies wrong. Places from 1. */
function pagineIncerte({ pagine }: Pick<Unibile, 'pagine'>, esiti: Esiti, fiduciaMinima: number): number[] {
  return pagine.flatMap(({ id }, i) => {
    const { fiducia } = esiti.get(id) ?? {};
    return fiducia !== undefined && fiducia * 100 < fiduciaMinima ? [i + 1] : [];
  });
}

const SOLO_NUMERO =
  'Il numero è letto da un codice che non dice di quale ufficio è, senza il QR della nostra etichetta: un altro ente può avere stampato lo stesso. Guardare di chi è il foglio, poi confermare il numero o togliere la scansione da esso.';

/** What the label on the pages leaves in doubt; of a batch it may have been the cover that named the registration. */
function dubbiDellEtichetta({ aoo, pagine, registrazione, lotto }: Unibile, esiti: Esiti): string[] {
  const found = codiceDi(pagine.map(({ id }) => ({ id, esito: esiti.get(id) })))?.codice;
  const ancora =
    found === undefined
      ? lotto !== undefined
      : found.anno === registrazione?.anno && found.numero === registrazione.numero;
  if (!ancora) return ['L’etichetta non è più, da sola, su queste pagine.'];
  const bare = found !== undefined && lotto === undefined && !diceDiChi(found, aoo);
  return bare || registrazione?.soloNumero === true ? [SOLO_NUMERO] : [];
}

/**
 * How the copy comes to the registration that the label names, now that every page is read: by itself, or when a person has confirmed
 * it, and why. What a person has said is not asked again.
 * @returns the union as it is where there is nothing to decide
 */
export function unioneDecisa(
  scansione: Unibile,
  esiti: Esiti,
  { soglie, unioneEtichetta }: Pick<ConfigurazioneScansione, 'soglie' | 'unioneEtichetta'>,
): ContenutoScansione['unione'] {
  const { unione, registrazione } = scansione;
  const open = unione?.stato === 'in-attesa' || unione?.stato === 'da-confermare';
  if (!open || registrazione?.da !== 'etichetta') return unione;
  const incerte = pagineIncerte(scansione, esiti, soglie.fiduciaMinima);
  const dubbi = [
    ...dubbiDellEtichetta(scansione, esiti),
    ...(incerte.length === 0
      ? []
      : [
          `${incerte.length === 1 ? 'La pagina' : 'Le pagine'} ${incerte.join(', ')} si ${incerte.length === 1 ? 'legge' : 'leggono'} sotto il ${soglie.fiduciaMinima} %.`,
        ]),
    ...(unioneEtichetta === 'dopo-conferma' ? ['La configurazione chiede di confermare ogni unione.'] : []),
  ];
  return dubbi.length === 0 ? { stato: 'in-attesa' } : { stato: 'da-confermare', messaggio: dubbi.join(' ') };
}
