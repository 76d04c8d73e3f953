import type { Contenuto } from '../../schemas/registrazione.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import type { ErroreCampo } from '../lib/problem.js';

/** In the place of the name of who is protected. */
const ANONIMO = 'Anonimo';

const MESSAGGIO = `Chi segnala non si scrive nel registro (D.Lgs. 24/2023, art. 12): indicare ${ANONIMO}; l’identità la custodisce, a parte, chi riceve le segnalazioni.`;

/** An office, an administration, or nobody: of a subject that says nothing of a person. */
const isSenzaPersona = ({ tipo, ...dati }: Soggetto): boolean =>
  tipo === 'UO' ||
  tipo === 'PAI' ||
  tipo === 'PAE' ||
  (tipo === 'PG' && Object.values(dati).every((one) => one === ANONIMO));

/**
 * Names that a document of a protected tipologia must not bring into the register: once there they would stay for ever, in its
 * chain, in the daily register, in what goes to conservation.
 * @see D.Lgs. 24/2023 art. 12 c. 1, 2; art. 4 c. 2 (who receives the reports keeps them apart)
 */
export const faultsOfIdentita = ({
  mittenti,
  destinatari,
}: Pick<Contenuto, 'mittenti' | 'destinatari'>): ErroreCampo[] =>
  Object.entries({ mittenti, destinatari }).flatMap(([campo, soggetti]) =>
    soggetti.flatMap((one, i) => (isSenzaPersona(one) ? [] : [{ campo: `${campo}[${i}]`, messaggio: MESSAGGIO }])),
  );
