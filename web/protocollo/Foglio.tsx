import { BASE } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import type { FileRegistrato, Riferimento } from '../api/tipi.js';
import { Icona } from '../components/Icona.js';
import { dimensione } from '../lib/formati.js';
import { osservazioniFile } from './formato-in-parole.js';
import { isInQuarantena, isSoloDaScaricare, vistaDi } from './vista-file.js';

const ICONE: readonly (readonly [RegExp, string])[] = [
  [/pkcs7|p7m/, 'file-signed'],
  [/pdf/, 'file-pdf'],
  [/^image\//, 'file-image'],
  [/xml/, 'file-xml'],
  [/zip|compressed/, 'file-compressed'],
  [/sheet|excel|csv/, 'file-sheet'],
  [/word|opendocument\.text|rtf/, 'file-docx'],
  [/^text\//, 'file-txt'],
  [/rfc822/, 'mail'],
];

export const iconaFile = ({ formato, firme }: Pick<FileRegistrato, 'formato' | 'firme'>): string =>
  firme.length > 0 ? 'file-signed' : (ICONE.find(([pattern]) => pattern.test(formato.mime))?.[1] ?? 'file');

/** Address of a file of a registration, for a frame or a link of the page. */
export const indirizzoFile = (di: Riferimento, n?: number, copia?: percorsi.CopiaFile): string =>
  BASE + percorsi.file(di, n, copia).url;

/** Why a file is not shown, and what to do. */
const percheNon = (file: FileRegistrato): string => {
  const [osservazione] = osservazioniFile(file);
  return isInQuarantena(file) || isSoloDaScaricare(file)
    ? (osservazione ?? '')
    : 'Il browser non mostra questo formato: si scarica e si apre con il suo programma.';
};

interface FoglioProps {
  file: FileRegistrato;
  /** Where the browser reads it: an address of the API, or a `blob:` of bytes that the page fetched itself. */
  indirizzo: string;
  /** Name of the frame for who does not see it. */
  titolo: string;
}

/** A file as the browser shows it: PDF in its own viewer, pictures, plain text; the others by name, to be downloaded. */
export function Foglio({ file, indirizzo, titolo }: FoglioProps) {
  switch (vistaDi(file)) {
    case 'pdf': // a sandboxed frame has no PDF viewer: the answer's own policy and type keep it harmless
      return <iframe title={titolo} src={`${indirizzo}#toolbar=0&navpanes=0&view=FitH`} />;
    case 'immagine':
      // the page's policy lets in pictures of its own address only; bytes in memory go into a frame
      return indirizzo.startsWith('blob:') ? (
        <iframe title={titolo} src={indirizzo} sandbox="" />
      ) : (
        <img src={indirizzo} alt={titolo} />
      );
    case 'testo':
      return <iframe title={titolo} src={indirizzo} sandbox="" />;
    case 'nessuna':
      return (
        <p>
          <Icona nome={iconaFile(file)} misura="xl" />
          <b>{file.nome}</b>
          <span>
            {dimensione(file.dimensione)}. {percheNon(file)}
          </span>
        </p>
      );
  }
}
