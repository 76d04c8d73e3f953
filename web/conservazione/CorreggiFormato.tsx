import { useState } from 'react';
import type { RigaVersamento } from '../../schemas/versamento.api.js';
import { Avviso } from '../components/Avviso.js';
import { Campo } from '../components/Campo.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { DialogoRitenta } from './DialogoRitenta.js';
import { useVersamento } from './interrogazioni-conservazione.js';
import { nomeBreve } from './parole-conservazione.js';
import type { RimediaProps } from './rimedia-props.js';
import { type FormatoScelto, richiesteDi } from './rimedi.js';
import { useRitenta } from './use-ritenta.js';

/** Names that receivers give to what is shipped every day. */
const FORMATI = [
  'PDF',
  'PDFA',
  'PDF.P7M',
  'XML',
  'XML.P7M',
  'JPEG',
  'PNG',
  'TIFF',
  'TXT',
  'EML',
  'DOCX',
  'XLSX',
  'ODT',
  'ODS',
  'ZIP',
];

interface FileDaDichiarare {
  id: string;
  file: string;
  nome: string;
  /** as one knows it, or as it was declared */
  formato: string;
}

const chiaveOf = ({ id, file }: { id: string; file: string }): string => `${id} ${file}`;

/** The file that the receiver named, of each package. */
const conFile = (righe: readonly RigaVersamento[]): FileDaDichiarare[] =>
  righe.flatMap(({ id, causa }) =>
    causa?.file === undefined
      ? []
      : [{ id, file: causa.file.id, nome: causa.file.nome, formato: causa.file.formato ?? '' }],
  );

/** The file stays as it is: only what is declared of it changes. Known formats are written in already. */
export function CorreggiFormato({ righe, onFatto, onChiudi }: RimediaProps) {
  const [only] = righe;
  const nominati = conFile(righe);
  const senza = righe.filter(({ causa }) => causa?.file === undefined);
  // a refusal that names no file: every file of the package can be corrected
  const daLeggere = righe.length === 1 && nominati.length === 0 ? only?.id : undefined;
  const { data } = useVersamento(daLeggere);
  const dichiarati: FileDaDichiarare[] =
    daLeggere === undefined || data === undefined
      ? []
      : data.file.map(({ id, nome, formato }) => ({ id: daLeggere, file: id, nome, formato }));
  const file = nominati.length > 0 ? nominati : dichiarati;
  const [scritti, setScritti] = useState<Readonly<Record<string, string>>>({});
  const [mancano, setMancano] = useState(false);
  const ritenta = useRitenta(onFatto);
  const formatoDi = (one: FileDaDichiarare): string => (scritti[chiaveOf(one)] ?? one.formato).trim().toUpperCase();
  const send = () => {
    const scelti: FormatoScelto[] = file
      .filter((one) => nominati.length > 0 || formatoDi(one) !== one.formato)
      .map((one) => ({ id: one.id, file: one.file, formato: formatoDi(one) }));
    const incomplete = scelti.length === 0 || scelti.some(({ formato }) => formato === '');
    setMancano(incomplete);
    if (!incomplete) ritenta.invia(richiesteDi(scelti));
  };
  const wrong = erroreDi(ritenta.errore, 'formati');
  return (
    <DialogoRitenta
      azione="Correggi e reinvia"
      righe={righe}
      premessa="Si dichiara il formato vero: il file non cambia, la sua impronta nemmeno."
      ritenta={ritenta}
      onAzione={send}
      onChiudi={onChiudi}
    >
      {senza.length > 0 && righe.length > 1 && (
        <Avviso tono="inf">
          Di {senza.map(nomeBreve).join(', ')} il conservatore non ha detto quale file: si correggono dalla loro pagina.
        </Avviso>
      )}
      {file.map((one) => {
        const riga = righe.find(({ id }) => id === one.id);
        return (
          <Campo
            key={chiaveOf(one)}
            etichetta={`${riga === undefined || righe.length === 1 ? '' : `${nomeBreve(riga)}: `}${one.nome}`}
            aiuto={one.formato === '' ? 'che cosa è davvero' : `trovato: ${one.formato}`}
            list="formati-versati"
            autoComplete="off"
            value={scritti[chiaveOf(one)] ?? one.formato}
            errore={mancano && formatoDi(one) === '' ? 'Indicare il formato, per esempio PDF o JPEG.' : wrong}
            onChange={(event) => setScritti({ ...scritti, [chiaveOf(one)]: event.target.value })}
          />
        );
      })}
      {mancano && file.every((one) => formatoDi(one) !== '') && (
        <Avviso tono="warn" annuncio="alert">
          Nessun formato è cambiato: correggerne almeno uno.
        </Avviso>
      )}
      <datalist id="formati-versati">
        {FORMATI.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </DialogoRitenta>
  );
}
