import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { useIo } from '../api/sessione.js';
import { nomeMezzo } from '../lib/nomi.js';
import { AllegatiLettera } from './AllegatiLettera.js';
import { NomeFascicolo } from './CampoFascicolo.js';
import { FirmaLettera } from './FirmaLettera.js';
import type { Lettera } from './percorsi-bozze.js';

/** What a letter says, for who reads and decides. */
export function DatiLettera({ lettera }: { lettera: Lettera }) {
  const io = useIo();
  const { destinatari, mezzo, classifica, fascicolo, tipologia, note, firma } = lettera;
  return (
    <>
      <dl className="dati-lettera">
        <dt>Oggetto</dt>
        <dd>{lettera.oggetto}</dd>
        <dt>A</dt>
        <dd>
          {destinatari.map((one) => (
            <span key={JSON.stringify(one)} className="blocco">
              {nameOfSoggetto(one)}
              {one.domicilioDigitale !== undefined && <span className="mut"> {one.domicilioDigitale}</span>}
            </span>
          ))}
        </dd>
        <dt>Mezzo</dt>
        <dd>{mezzo === undefined ? 'manca' : nomeMezzo(io, mezzo)}</dd>
        <dt>Classifica</dt>
        <dd>{classifica === undefined ? 'manca' : `${classifica.codice} ${classifica.voce}`}</dd>
        <dt>Fascicolo</dt>
        <dd>{fascicolo === undefined ? 'nessuno' : <NomeFascicolo id={fascicolo} />}</dd>
        {tipologia !== undefined && (
          <>
            <dt>Tipologia</dt>
            <dd>{tipologia}</dd>
          </>
        )}
        {note !== undefined && (
          <>
            <dt>Note</dt>
            <dd className="osservazioni-lettera">{note}</dd>
          </>
        )}
        {firma !== undefined && (
          <>
            <dt>Firma</dt>
            <dd>
              <FirmaLettera firma={firma} />
            </dd>
          </>
        )}
      </dl>
      <AllegatiLettera lettera={lettera} />
    </>
  );
}
