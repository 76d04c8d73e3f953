import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../api/errori.js';
import { leggiCarta, scaricaBlob } from '../api/scarica.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { useMetadati } from './interrogazioni-metadati.js';
import { Mancanze } from './Mancanze.js';
import './metadati.css';
import { NOMI_TIPO, parolaElemento } from './parole-metadati.js';
import { type DiChi, metadatiXml } from './percorsi-metadati.js';

interface MetadatiDiProps {
  di: DiChi;
  /** of the record */
  versione: number;
  /** of the file that is downloaded, without extension */
  nome: string;
}

/** The metadata of Allegato 5: whole or not, what is missing and who can give it, every datum, the XML to read and to take. */
export function MetadatiDi({ di, versione, nome }: MetadatiDiProps) {
  const motivo = useMotivoAccesso();
  const { data, error } = useMetadati(di, versione, motivo);
  const [xml, setXml] = useState<string>();
  const scarica = useMutation({
    mutationFn: async () => scaricaBlob(await leggiCarta(metadatiXml(di), motivo), `${nome}.xml`),
  });
  const mostra = useMutation({
    mutationFn: async () => (await leggiCarta(metadatiXml(di), motivo)).text(),
    onSuccess: setXml,
  });
  if (data === undefined)
    return (
      <p className="sm mut" role="status">
        {error === null ? 'Leggo i metadati…' : wordsOf(error)}
      </p>
    );
  const fault = scarica.error ?? mostra.error;
  return (
    <div className="metadati">
      <p>
        {data.completi ? (
          <Stato tono="ok" icona="check-circle" parola="Completi" pieno />
        ) : (
          <Stato
            tono="warn"
            icona="warning-circle"
            parola={data.mancanze.length === 1 ? 'Manca un dato' : `Mancano ${data.mancanze.length} dati`}
            pieno
          />
        )}{' '}
        <span className="sm mut">
          Metadati {NOMI_TIPO[data.tipo]} (Allegato 5 AgID)
          {data.conforme === true && ', validi per lo schema ufficiale'}
          {data.documenti !== undefined &&
            (data.documenti === 1 ? '; elencano 1 documento' : `; elencano ${data.documenti} documenti`)}
          .
        </span>
      </p>
      {data.mancanze.length > 0 && <Mancanze di={di} mancanze={data.mancanze} />}
      {data.completi && (
        <div className="riga">
          <Bottone icona="download" alLavoro={scarica.isPending && 'Scarico…'} onClick={() => scarica.mutate()}>
            Scarica l’XML
          </Bottone>
          <Bottone
            aspetto="testo"
            aria-expanded={xml !== undefined}
            alLavoro={mostra.isPending && 'Leggo…'}
            onClick={() => (xml === undefined ? mostra.mutate() : setXml(undefined))}
          >
            {xml === undefined ? 'Mostra l’XML' : 'Nascondi l’XML'}
          </Bottone>
        </div>
      )}
      {fault !== null && (
        <Avviso tono="bad" annuncio="alert">
          {wordsOf(fault)}
        </Avviso>
      )}
      {xml !== undefined && (
        <pre className="metadati-xml" tabIndex={0} role="region" aria-label="XML dei metadati">
          {xml}
        </pre>
      )}
      <table className="metadati-campi">
        <caption className="vh">I dati che ci sono</caption>
        <thead>
          <tr>
            <th scope="col">Dato</th>
            <th scope="col">Valore</th>
          </tr>
        </thead>
        <tbody>
          {data.campi.map(({ elemento, valore }, i) => (
            <tr key={i}>
              <th scope="row">{parolaElemento(elemento)}</th>
              <td>{valore}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
