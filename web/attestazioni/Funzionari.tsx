import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/firme.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaConAtto } from '../components/TabellaConAtto.js';
import { giorno } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { ConMotivo } from '../protocollo/atti/ConMotivo.js';
import { colonnaStato, GIORNI, isAperta } from '../sostituzioni/colonne-periodo.js';
import '../firme/firme.css';
import { NuovoFunzionario } from './NuovoFunzionario.js';
import { MODI } from './parole-attestazioni.js';

type Funzionario = percorsi.Funzionario;

const COLONNE: readonly ColonnaOrdinata<Funzionario>[] = [
  { campo: 'funzionario', titolo: 'Funzionario', valore: ({ denominazione }) => denominazione },
  {
    campo: 'atto',
    titolo: 'Atto',
    valore: ({ atto }) => `${atto.numero} del ${giorno(atto.data)}, ${atto.autore}`,
    chiave: ({ atto }) => atto.data,
  },
  { campo: 'modi', titolo: 'Attesta', valore: ({ ambito }) => ambito.modi.map((modo) => MODI[modo]).join(', ') },
  { campo: 'uo', titolo: 'Per gli uffici', valore: ({ ambito }) => ambito.uo?.join(', ') ?? 'tutti' },
  ...GIORNI,
  colonnaStato('key'),
];

/** Who may attest that a copy is like its original, by which act and until when (CAD art. 23-ter c. 3). */
export function Funzionari() {
  const io = useIo();
  const [tutti, setTutti] = useState(false);
  const [nuovo, setNuovo] = useState(false);
  const [revoca, setRevoca] = useState<Funzionario | null>(null);
  const { data: elementi = [] } = useQuery({
    queryKey: ['sostituzioni', 'funzionari', tutti],
    queryFn: async ({ signal }) => (await chiedi(percorsi.funzionari(tutti), { segnale: signal })).corpo.elementi,
  });
  useTitolo('Funzionari delegati', io.ente.denominazione);
  const delega = puo(io, 'delega-funzionari');
  return (
    <>
      <div className="testa">
        <h1>Funzionari delegati</h1>
        <span className="sub">chi attesta la conformità delle copie, con quale atto e fino a quando</span>
        <span className="cresce" />
        <Bottone aria-pressed={tutti} onClick={() => setTutti(!tutti)}>
          {tutti ? 'Solo aperte' : 'Anche finite'}
        </Bottone>
        {delega && (
          <Bottone aspetto="primo" icona="plus" onClick={() => setNuovo(true)}>
            Registra una delega
          </Bottone>
        )}
      </div>
      <div
        className="firme-pagina ordinata-periodi"
        tabIndex={0}
        role="region"
        aria-label="Elenco dei funzionari delegati"
      >
        <TabellaConAtto
          etichetta="Funzionari delegati"
          nomeFile="funzionari-delegati"
          colonne={COLONNE}
          righe={elementi}
          chiaveOf={({ id }) => id}
          vuoto={{
            filtrato: 'Nessuna delega con queste parole.',
            nulla:
              'Nessun funzionario delegato. Senza una delega in corso le scansioni si registrano, ma nessuno le può attestare.',
          }}
          atto={
            delega
              ? {
                  isPossibile: isAperta,
                  nonOra: 'Scegliere prima una delega in corso o futura',
                  parole: (una) => (una === undefined ? 'Revoca…' : `Revoca quella di ${una.denominazione}…`),
                  onAtto: setRevoca,
                }
              : undefined
          }
        />
      </div>
      {nuovo && <NuovoFunzionario onChiudi={() => setNuovo(false)} />}
      {revoca !== null && (
        <ConMotivo
          percorso={percorsi.revocaFunzionario(revoca.id)}
          titolo={`Revocare la delega di ${revoca.denominazione}?`}
          premessa={`Da subito non attesta più; sarebbe durata fino al ${giorno(revoca.al)}.`}
          azione="Revoca ora"
          rinuncia="Lasciala"
          inCorso="Revoca in corso…"
          fatto={['Delega revocata.', 'Le attestazioni già firmate restano.']}
          onChiudi={() => setRevoca(null)}
        />
      )}
    </>
  );
}
