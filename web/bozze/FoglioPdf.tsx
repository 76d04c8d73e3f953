import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { BASE, richiestaGrezza } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import { Icona } from '../components/Icona.js';
import { Foglio } from '../protocollo/Foglio.js';
import { useServonoIntestazioni } from '../protocollo/FoglioDi.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { contenuto, documento, type Lettera } from './percorsi-bozze.js';

const PDF = {
  nome: 'lettera.pdf',
  mime: 'application/pdf',
  dimensione: 0,
  sha256: '',
  formato: { mime: 'application/pdf' },
  firme: [],
};

type FileLettera = typeof PDF | NonNullable<Lettera['documento']>;

/** What is inside an envelope, as the browser shows it; a file that is none is itself. */
function insideOf(file: FileLettera): FileLettera {
  const inside = 'interno' in file.formato ? file.formato.interno : undefined;
  if (inside === undefined) return file;
  const { mime, nome = file.nome.replace(/\.p7m$/i, '') } = inside;
  return { ...file, nome, mime, formato: { ...file.formato, mime } };
}

/** The file of a letter as the browser shows it: signed, approved, one's own, or the PDF of what was saved last. */
export function FoglioPdf({ lettera }: { lettera: Lettera }) {
  const file = lettera.firma?.documento ?? lettera.approvata?.documento ?? lettera.documento ?? PDF;
  const plain = !useServonoIntestazioni();
  const url = `${BASE}${documento(lettera.id)}`;
  const shown = insideOf(file);
  const shownUrl = shown === file ? url : `${BASE}${contenuto(lettera.id)}`;
  return (
    <>
      {plain ? (
        <Foglio key={lettera.versione} file={shown} indirizzo={shownUrl} titolo="La lettera" />
      ) : (
        <ConIntestazioni key={lettera.versione} url={shownUrl} file={shown} />
      )}
      <p className="lettera-scarica">
        <a href={url} download={file.nome}>
          <Icona nome="download" misura="s" /> Scarica {file.nome}
        </a>
      </p>
    </>
  );
}

/** Bytes that the page fetches itself, where a frame cannot send what the server needs to know. */
function ConIntestazioni({ url, file }: { url: string; file: FileLettera }) {
  const motivoAccesso = useMotivoAccesso();
  const [address, setAddress] = useState<string>();
  const { data, error } = useQuery({
    queryKey: ['bozze', 'file', url, file.sha256, motivoAccesso ?? ''],
    queryFn: async () => (await richiestaGrezza(url, motivoAccesso === undefined ? {} : { motivoAccesso })).blob(),
    gcTime: 0,
  });
  useEffect(() => {
    if (data === undefined) return undefined;
    const made = URL.createObjectURL(data);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  if (error !== null) return <p role="alert">{wordsOf(error)}</p>;
  return address === undefined ? (
    <p role="status">Un momento…</p>
  ) : (
    <Foglio file={file} indirizzo={address} titolo="La lettera" />
  );
}
