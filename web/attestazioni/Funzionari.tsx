import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/firme.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giorno } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import '../firme/firme.css';
import { NuovoFunzionario } from './NuovoFunzionario.js';
import { MODI } from './parole-attestazioni.js';

type Funzionario = percorsi.Funzionario;

const STATI: Readonly<Record<Funzionario['stato'], StatoProps>> = {
  'in-corso': { tono: 'inf', icona: 'key', parola: 'In corso' },
  futura: { tono: 'neu', icona: 'calendar', parola: 'Futura' },
  finita: { tono: 'neu', icona: 'check', parola: 'Finita' },
  revocata: { tono: 'neu', icona: 'ban', parola: 'Revocata' },
};

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
  { campo: 'dal', titolo: 'Dal', valore: ({ dal }) => giorno(dal), chiave: ({ dal }) => dal },
  { campo: 'al', titolo: 'Al', valore: ({ al }) => giorno(al), chiave: ({ al }) => al },
  {
    campo: 'stato',
    titolo: 'Stato',
    valore: ({ stato }) => STATI[stato].parola,
    mostra: ({ stato }) => <Stato {...STATI[stato]} />,
  },
];

/** Who may attest that a copy is like its original, by which act and until when (CAD art. 23-ter c. 3). */
export function Funzionari() {
  const io = useIo();
  const [tutti, setTutti] = useState(false);
  const [nuovo, setNuovo] = useState(false);
  const [scelta, setScelta] = useState<string | null>(null);
  const [revoca, setRevoca] = useState<Funzionario | null>(null);
  const { data: elementi = [] } = useQuery({
    queryKey: ['sostituzioni', 'funzionari', tutti],
    queryFn: async ({ signal }) => (await chiedi(percorsi.funzionari(tutti), { segnale: signal })).corpo.elementi,
  });
  useTitolo('Funzionari delegati', io.ente.denominazione);
  const delega = puo(io, 'delega-funzionari');
  const una = elementi.find(({ id }) => id === scelta);
  const aperta = una?.stato === 'in-corso' || una?.stato === 'futura';
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
      <div className="firme-pagina" tabIndex={0} role="region" aria-label="Elenco dei funzionari delegati">
        <TabellaOrdinata
          etichetta="Funzionari delegati"
          nomeFile="funzionari-delegati"
          colonne={COLONNE}
          righe={elementi}
          chiaveOf={({ id }) => id}
          scelta={scelta}
          onScegli={({ id }) => setScelta(id)}
          vuoto={{
            filtrato: 'Nessuna delega con queste parole.',
            nulla:
              'Nessun funzionario delegato. Senza una delega in corso le scansioni si registrano, ma nessuno le può attestare.',
          }}
          azioni={
            delega &&
            elementi.length > 0 && (
              <Bottone
                misura="piccolo"
                nonOra={aperta ? undefined : 'Scegliere prima una delega in corso o futura'}
                onClick={() => una !== undefined && setRevoca(una)}
              >
                {una === undefined ? 'Revoca…' : `Revoca quella di ${una.denominazione}…`}
              </Bottone>
            )
          }
        />
      </div>
      {nuovo && <NuovoFunzionario onChiudi={() => setNuovo(false)} />}
      {revoca !== null && <Revoca delega={revoca} onChiudi={() => setRevoca(null)} />}
    </>
  );
}

function Revoca({ delega, onChiudi }: { delega: Funzionario; onChiudi: () => void }) {
  const [motivo, setMotivo] = useState('');
  const { id, denominazione, al } = delega;
  const atto = useAtto(
    percorsi.revocaFunzionario(id),
    ['Delega revocata.', 'Le attestazioni già firmate restano.'],
    onChiudi,
  );
  return (
    <DialogoAtto
      titolo={`Revocare la delega di ${denominazione}?`}
      premessa={`Da subito non attesta più; sarebbe durata fino al ${giorno(al)}.`}
      azione="Revoca ora"
      rinuncia="Lasciala"
      inCorso="Revoca in corso…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ motivo: motivo.trim() })}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Motivo"
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
