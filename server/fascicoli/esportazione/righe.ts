import type { Documento } from '../../../schemas/documento.model.js';
import type { Registrazione } from '../../../schemas/registrazione.model.js';
import { nameOfSoggetto } from '../../../schemas/soggetto.api.js';
import { FLUSSI_IN_PAROLE, giornoOf } from '../../carte/dati.js';
import { rfc3339 } from '../../lib/clock.js';
import { formatNumero } from '../../protocollo/rules.js';
import type { Contenuto } from '../contenuto.js';

/** A document as the index of a fascicolo tells it (titolario.md 6.5). */
export interface RigaIndice {
  posto: number;
  /** `0000012/2026`, or that it is not registered */
  numero: string;
  /** `02/03/2026` */
  data: string;
  flusso: string;
  oggetto: string;
  corrispondente: string;
  /** hex; empty while paper waits for its scan */
  sha256: string;
  /** `primario` where this is its primary fascicolo */
  collocazione: string;
  annullata: boolean;
}

const NON_REGISTRATO = 'non protocollato';

const nomi = (soggetti: Registrazione['mittenti']): string => soggetti.map(nameOfSoggetto).join('; ');

const corrispondenteOf = ({ flusso, mittenti, destinatari }: Registrazione): string =>
  flusso === 'E' ? nomi(mittenti) : nomi(destinatari);

const rigaRegistrazione = (r: Registrazione): Omit<RigaIndice, 'posto' | 'data' | 'collocazione'> => ({
  numero: `${formatNumero(r.numero)}/${r.anno}`,
  flusso: FLUSSI_IN_PAROLE[r.flusso],
  oggetto: r.oggetto,
  corrispondente: corrispondenteOf(r),
  sha256: r.documento?.sha256 ?? '',
  annullata: r.stato === 'annullata',
});

const rigaDocumento = ({ oggetto, versioni }: Documento): Omit<RigaIndice, 'posto' | 'data' | 'collocazione'> => ({
  numero: NON_REGISTRATO,
  flusso: '',
  oggetto,
  corrispondente: '',
  sha256: versioni.at(-1)?.file.sha256 ?? '',
  annullata: false,
});

/** @param posto - its place in the fascicolo, from 1 */
export const rigaOf = (one: Contenuto, posto: number): RigaIndice => ({
  posto,
  data: giornoOf(rfc3339(one.data)),
  ...(one.tipo === 'registrazione' ? rigaRegistrazione(one.record) : rigaDocumento(one.record)),
  collocazione: one.principale ? 'primario' : 'collegato',
});
