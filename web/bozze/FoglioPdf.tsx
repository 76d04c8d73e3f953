import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { BASE, richiestaGrezza } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import { Icona } from '../components/Icona.js';
import { Foglio } from '../protocollo/Foglio.js';
import { useServonoIntestazioni } from '../protocollo/FoglioDi.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { documento, type Lettera } from './percorsi-bozze.js';

const PDF = {
  nome: 'lettera.pdf',
  mime: 'application/pdf',
  dimensione: 0,
  sha256: '',
  formato: { mime: 'application/pdf' },
  firme: [],
};

/** The file of a letter as the browser shows it: signed, approved, one's own, or the PDF of what was saved last. */
export function FoglioPdf({ lettera }: { lettera: Lettera }) {
  const file = lettera.firma?.documento ?? lettera.approvata?.documento ?? lettera.documento ?? PDF;
  const plain = !useServonoIntestazioni();
  const url = `${BASE}${documento(lettera.id)}`;
  return (
    <>
      {plain ? (
        <Foglio key={lettera.versione} file={file} indirizzo={url} titolo="La lettera" />
      ) : (
        <ConIntestazioni key={lettera.versione} url={url} file={file} />
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
function ConIntestazioni({ url, file }: { url: string; file: typeof PDF | NonNullable<Lettera['documento']> }) {
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
