import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ErroreRiga } from '../../schemas/importazione.api.js';
import { chiedi } from '../api/client.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { Progresso } from '../components/Progresso.js';
import { Stato } from '../components/Stato.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { intero } from '../lib/formati.js';
import { PAROLE_TIPO_IPA, STATI_IMPORTAZIONE } from './importazione-in-parole.js';
import * as percorsi from './percorsi-rubrica.js';

const REFRESH_MS = 1_000;

const COLONNE: readonly ColonnaOrdinata<ErroreRiga>[] = [
  {
    campo: 'riga',
    titolo: 'Riga',
    classe: 'num c-riga',
    valore: ({ riga }) => String(riga),
    mostra: ({ riga }) => intero(riga),
  },
  { campo: 'messaggio', titolo: 'Che cosa non va', valore: ({ messaggio }) => messaggio },
  { campo: 'presa', titolo: 'Presa', classe: 'c-presa', valore: ({ presa }) => (presa ? 'in parte' : 'no') },
];
const NESSUNO: readonly ErroreRiga[] = [];

/** How far one import is, and every row that it did not take, with its line. */
export function ImportazioneAperta({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['importazioni', id],
    queryFn: async ({ signal }) => (await chiedi(percorsi.importazione(id), { segnale: signal })).corpo,
    refetchInterval: ({ state }) =>
      state.data?.stato === 'in-coda' || state.data?.stato === 'in-corso' ? REFRESH_MS : false,
  });
  if (data === undefined) return null;
  const { righe, totale, stato, motivo, errori } = data;
  return (
    <section className="riquadro" aria-label="A che punto è">
      <header>
        <h2>
          {PAROLE_TIPO_IPA[data.tipo]}: {data.file.nome}
        </h2>
        <Stato {...STATI_IMPORTAZIONE[stato]} pieno />
      </header>
      <div className="corpo pila">
        {stato === 'in-corso' && (
          <Progresso
            etichetta={totale === undefined ? 'Conto le righe' : `${intero(righe.lette)} righe di ${intero(totale)}`}
            valore={totale === undefined ? undefined : righe.lette / Math.max(1, totale)}
          />
        )}
        {motivo !== undefined && (
          <Avviso tono={stato === 'errore' ? 'bad' : 'warn'} titolo="Perché.">
            {motivo}
          </Avviso>
        )}
        <p className="sm" role="status">
          Lette {intero(righe.lette)}, nuove {intero(righe.nuove)}, cambiate {intero(righe.cambiate)}, invariate{' '}
          {intero(righe.invariate)}, rifiutate {intero(righe.rifiutate)}, prese in parte {intero(righe.segnalate)};
          cessate {intero(data.cessate)}.
        </p>
        {errori.length > 0 && <Errori id={id} key={righe.rifiutate + righe.segnalate} />}
      </div>
    </section>
  );
}

function Errori({ id }: { id: string }) {
  const [cursori, setCursori] = useState<readonly (string | null)[]>([null]);
  const cursore = cursori.at(-1) ?? null;
  const { data } = useQuery({
    queryKey: ['importazioni', id, 'errori', cursore],
    queryFn: async ({ signal }) => (await chiedi(percorsi.erroriImportazione(id, cursore), { segnale: signal })).corpo,
    placeholderData: keepPreviousData,
  });
  const following = data?.cursore;
  return (
    <>
      <div className="rubrica-errori">
        <TabellaOrdinata
          etichetta="Righe non prese, o prese in parte"
          prefisso="errori-"
          nomeFile="importazione-righe-non-prese"
          colonne={COLONNE}
          righe={data?.elementi ?? NESSUNO}
          chiaveOf={({ riga }) => String(riga)}
          diPagina={cursori.length > 1 || following !== undefined}
          vuoto={{ filtrato: 'Nessuna riga con queste parole.', nulla: 'Leggo le righe…' }}
        />
      </div>
      <div className="riga">
        {cursori.length > 1 && (
          <Bottone aspetto="testo" misura="piccolo" onClick={() => setCursori(cursori.slice(0, -1))}>
            Precedenti
          </Bottone>
        )}
        {following !== undefined && (
          <Bottone aspetto="testo" misura="piccolo" onClick={() => setCursori([...cursori, following])}>
            Successive
          </Bottone>
        )}
      </div>
    </>
  );
}
