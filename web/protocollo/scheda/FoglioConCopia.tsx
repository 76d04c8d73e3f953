import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { isFormatoUfficio } from '../../../schemas/formati-ufficio.api.js';
import { nomeFormato } from '../../../schemas/nomi-formati.api.js';
import { wordsOf } from '../../api/errori.js';
import type { CopiaFile } from '../../api/percorsi.js';
import { scaricaFile } from '../../api/scarica.js';
import { useIo } from '../../api/sessione.js';
import type { FileRegistrato, Io } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { FoglioDi, type FoglioDiProps } from '../FoglioDi.js';
import { useMotivoAccesso } from '../motivo-accesso.js';
import { isInQuarantena, vistaDi } from '../vista-file.js';

/** The file that the server gives in place of one: what is inside an envelope, or its copy in PDF/A. */
interface Copia {
  quale: CopiaFile;
  file: FileRegistrato;
}

/** @returns undefined where a file has no other form */
function copiaDi(file: FileRegistrato, { copiaPdfA }: Pick<Io, 'copiaPdfA'>): Copia | undefined {
  const { formato, nome } = file;
  if (isInQuarantena(file)) return undefined;
  if (formato.interno !== undefined) {
    const { mime, nome: dentro = nome.replace(/\.(p7m|tsd|m7m)$/i, '') } = formato.interno;
    return { quale: 'contenuto', file: { ...file, nome: dentro, mime, formato: { ...formato, mime } } };
  }
  if (!copiaPdfA || !isFormatoUfficio(formato.mime)) return undefined;
  const mime = 'application/pdf';
  return { quale: 'pdfa', file: { ...file, nome: `${nome.replace(/\.\w+$/, '')}-pdfa.pdf`, mime, formato: { mime } } };
}

/** A file as the browser shows it: of an envelope the document inside, of a file of office the copy, when it is asked for. */
export function FoglioConCopia({ di, file, n, titolo }: FoglioDiProps) {
  const io = useIo();
  const copia = copiaDi(file, io);
  const [chiesta, setChiesta] = useState(false);
  if (copia === undefined) return <Carta di={di} file={file} n={n} titolo={titolo} />;
  const shown = copia.quale === 'contenuto' ? vistaDi(copia.file) !== 'nessuna' : chiesta;
  return (
    <>
      <Striscia di={di} n={n} copia={copia} chiesta={chiesta} onChiesta={setChiesta} />
      {shown ? (
        <Carta di={di} file={copia.file} n={n} copia={copia.quale} titolo={`${titolo}: ${copia.file.nome}`} />
      ) : (
        <Carta di={di} file={file} n={n} titolo={titolo} />
      )}
    </>
  );
}

const Carta = (props: FoglioDiProps) => (
  <div className="scheda-foglio">
    <FoglioDi {...props} />
  </div>
);

interface StrisciaProps extends Pick<FoglioDiProps, 'di' | 'n'> {
  copia: Copia;
  chiesta: boolean;
  onChiesta: (chiesta: boolean) => void;
}

/** What the paper below is, beside what is registered, and how to have it. */
function Striscia({ di, n, copia: { quale, file }, chiesta, onChiesta }: StrisciaProps) {
  const motivo = useMotivoAccesso();
  const scarica = useMutation({ mutationFn: () => scaricaFile(di, n, file.nome, motivo, quale) });
  return (
    <div className="scheda-copia">
      {quale === 'contenuto' ? (
        <span className="ell" title={file.nome}>
          Dentro la busta: <b>{file.nome}</b>, {nomeFormato(file.mime)}
        </span>
      ) : (
        <span className="ell">Copia di lettura in PDF/A: il file registrato resta com’è.</span>
      )}
      <span className="cresce" />
      {scarica.error !== null && (
        <span role="alert" className="errore-campo">
          {wordsOf(scarica.error)}
        </span>
      )}
      {quale === 'pdfa' && (
        <Bottone misura="piccolo" onClick={() => onChiesta(!chiesta)}>
          {chiesta ? 'Torna al file' : 'Vedi la copia PDF/A'}
        </Bottone>
      )}
      {(quale === 'contenuto' || chiesta) && (
        <Bottone
          aspetto="testo"
          misura="piccolo"
          icona="download"
          alLavoro={scarica.isPending && 'Scaricamento…'}
          onClick={() => scarica.mutate()}
        >
          {quale === 'contenuto' ? 'Scarica il documento' : 'Scarica la copia'}
        </Bottone>
      )}
    </div>
  );
}
