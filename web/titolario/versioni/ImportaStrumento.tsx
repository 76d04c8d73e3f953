import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../../api/client.js';
import { Avviso } from '../../components/Avviso.js';
import { Campo } from '../../components/Campo.js';
import { giorno, plural } from '../../lib/formati.js';
import { refreshTitolario } from '../interrogazioni.js';
import { importaStrumento, type ImportazioneDiStrumento, type TipoStrumento } from '../percorsi-titolario.js';
import { DifferenzeStrumento } from './DifferenzeTitolario.js';
import { Importa } from './Importa.js';

const COLONNE: Readonly<Record<TipoStrumento, string>> = {
  massimario: 'codice, tipologia, tempo, note, fonte',
  prontuario: 'voce_indice, codice',
};
const NOMI: Readonly<Record<TipoStrumento, string>> = {
  massimario: 'Nuovo massimario',
  prontuario: 'Nuovo prontuario',
};

/** A massimario or a prontuario from a file, which counts from a day on. */
export function ImportaStrumento({ tipo, oggi }: { tipo: TipoStrumento; oggi: string }) {
  const cache = useQueryClient();
  const [campi, setCampi] = useState({ denominazione: '', dal: '', attoTipo: '', attoNumero: '', attoData: '' });
  const set = (nome: keyof typeof campi) => (event: { target: { value: string } }) =>
    setCampi({ ...campi, [nome]: event.target.value });
  const invia = async (file: File, prova: boolean): Promise<ImportazioneDiStrumento> => {
    const query = { ...campi, prova: prova ? 'si' : 'no' };
    const { corpo } = await chiedi(importaStrumento(tipo, query), { file: { tipo: 'text/csv', contenuto: file } });
    if (!prova) await refreshTitolario(cache);
    return corpo;
  };
  return (
    <Importa
      nome={NOMI[tipo]}
      aiuto={COLONNE[tipo]}
      chiave={JSON.stringify(campi)}
      invia={invia}
      azione="Carica"
      fatto="Caricato."
      campi={
        <>
          <Campo
            etichetta="Denominazione"
            facoltativo
            maxLength={200}
            value={campi.denominazione}
            onChange={set('denominazione')}
          />
          <Campo
            etichetta="Vale dal"
            aiuto="se vuoto, da oggi"
            type="date"
            min={oggi}
            value={campi.dal}
            onChange={set('dal')}
          />
          <Campo etichetta="Atto: tipo" facoltativo maxLength={100} value={campi.attoTipo} onChange={set('attoTipo')} />
          <Campo
            etichetta="Atto: numero"
            facoltativo
            maxLength={100}
            value={campi.attoNumero}
            onChange={set('attoNumero')}
          />
          <Campo
            etichetta="Atto: data"
            facoltativo
            type="date"
            max={oggi}
            value={campi.attoData}
            onChange={set('attoData')}
          />
        </>
      }
      mostra={({ dal, righe, differenze }) => (
        <>
          <Avviso
            tono="inf"
            annuncio="status"
            titolo={`Prova: ${plural(differenze.length, 'differenza', 'differenze')}.`}
          >
            {plural(righe, 'riga', 'righe')}, dal {giorno(dal)}. Nulla è stato scritto.
          </Avviso>
          <DifferenzeStrumento righe={differenze} nome={tipo} />
        </>
      )}
    />
  );
}
