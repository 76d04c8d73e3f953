import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../../api/client.js';
import { Avviso } from '../../components/Avviso.js';
import { Campo } from '../../components/Campo.js';
import { giorno, plural } from '../../lib/formati.js';
import { refreshTitolario } from '../interrogazioni.js';
import { importa, type Importazione } from '../percorsi-titolario.js';
import { DifferenzeTitolario } from './DifferenzeTitolario.js';
import { Importa } from './Importa.js';

const CSV = 'text/csv';

/** The next version from a file: what is tried is told difference by difference, what is confirmed becomes the draft. */
export function ImportaVersione({ domani }: { domani: string }) {
  const cache = useQueryClient();
  const [denominazione, setDenominazione] = useState('');
  const [dal, setDal] = useState('');
  const invia = async (file: File, prova: boolean): Promise<Importazione> => {
    const query = { prova: prova ? 'si' : 'no', denominazione: denominazione.trim(), dal };
    const { corpo } = await chiedi(importa(query), { file: { tipo: CSV, contenuto: file } });
    if (!prova) await refreshTitolario(cache);
    return corpo;
  };
  return (
    <Importa
      nome="Nuova versione del titolario"
      aiuto="codice, titolo, classe, sottoclasse, voce, descrizione…"
      chiave={`${denominazione}|${dal}`}
      invia={invia}
      azione="Salva come bozza"
      fatto="La bozza è salvata: chi la approva la trova qui."
      campi={
        <>
          <Campo
            etichetta="Denominazione"
            facoltativo
            maxLength={200}
            value={denominazione}
            onChange={(event) => setDenominazione(event.target.value)}
          />
          <Campo
            etichetta="In vigore dal"
            aiuto="se vuoto, il prossimo 1 gennaio"
            type="date"
            min={domani}
            value={dal}
            onChange={(event) => setDal(event.target.value)}
          />
        </>
      }
      mostra={({ versione, voci, differenze, avvisi }) => (
        <>
          <Avviso
            tono="inf"
            annuncio="status"
            titolo={`Prova: ${plural(differenze.length, 'differenza', 'differenze')}.`}
          >
            {versione.denominazione}, versione {versione.numero}, dal {giorno(versione.dal)}:{' '}
            {plural(voci, 'voce', 'voci')}. Nulla è stato scritto.
          </Avviso>
          {avvisi.length > 0 && (
            <Avviso tono="warn" titolo="Da guardare:">
              {avvisi
                .slice(0, 10)
                .map(({ riga, messaggio }) => `riga ${riga}: ${messaggio}`)
                .join(' ')}
            </Avviso>
          )}
          <DifferenzeTitolario righe={differenze} nome="titolario" />
        </>
      )}
    />
  );
}
