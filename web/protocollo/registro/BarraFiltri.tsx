import { type SyntheticEvent, useState } from 'react';
import { useTitolario } from '../../api/elenchi.js';
import type { Io, Ufficio } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { Campo } from '../../components/Campo.js';
import { Chip } from '../../components/Chip.js';
import { QuantiTrovati } from '../../components/elenco/QuantiTrovati.js';
import { VociTendina } from '../../components/elenco/VociTendina.js';
import { Tendina } from '../../components/Tendina.js';
import { Esporta } from './Esporta.js';
import { ETICHETTE, type Filtri, type Filtro, FILTRI, paroleFiltro, PAROLE_STATO, senza } from './filtri.js';
import { RicercheSalvate } from './RicercheSalvate.js';

interface BarraFiltriProps {
  titolo: string;
  filtri: Filtri;
  io: Io;
  uffici: readonly Ufficio[] | undefined;
  totale: number | undefined;
  oltre: number | undefined;
  onFiltri: (filtri: Filtri) => void;
  onTutti: () => void;
}

/** Title, active filters as chips, those at hand as buttons, how many rows: one line. */
export function BarraFiltri({ titolo, filtri, io, uffici, totale, oltre, onFiltri, onTutti }: BarraFiltriProps) {
  const attivi = FILTRI.filter((nome) => filtri[nome] !== undefined);
  const set = (nome: Filtro) => (value: string) => onFiltri({ ...senza(filtri, nome), [nome]: value });
  const libero = (nome: Filtro) => filtri[nome] === undefined;
  const uffici_ = (uffici ?? []).map(({ codice, denominazione }) => [codice, `${codice} ${denominazione}`] as const);
  return (
    <div className="registro-filtri" role="search" aria-label="Filtri del registro">
      <h1>{titolo}</h1>
      <div className="registro-attivi">
        {attivi.map((nome) => (
          <Chip
            key={nome}
            testo={paroleFiltro(nome, filtri[nome] ?? '', io, uffici)}
            onTogli={() => onFiltri(senza(filtri, nome))}
          />
        ))}
      </div>
      {libero('dal') && libero('al') && <PeriodoTendina filtri={filtri} onFiltri={onFiltri} />}
      {libero('flusso') && (
        <SceltaTendina
          parole="Flusso"
          voci={[
            ['E', 'Entrata'],
            ['U', 'Uscita'],
            ['I', 'Interna'],
          ]}
          onScelta={set('flusso')}
        />
      )}
      {libero('corrispondente') && <TestoTendina nome="corrispondente" onScelta={set('corrispondente')} secondo />}
      {libero('classifica') && <ClassificaTendina onScelta={set('classifica')} />}
      {libero('uo') && <SceltaTendina parole="Ufficio" voci={uffici_} onScelta={set('uo')} secondo />}
      {libero('stato') && (
        <SceltaTendina parole="Stato" voci={Object.entries(PAROLE_STATO)} onScelta={set('stato')} secondo />
      )}
      {libero('mezzo') && (
        <SceltaTendina
          parole="Mezzo"
          voci={io.mezzi.map(({ codice, denominazione }) => [codice, denominazione] as const)}
          onScelta={set('mezzo')}
          secondo
        />
      )}
      <button type="button" className="chip0 senza-freccia" onClick={onTutti}>
        Filtri…
      </button>
      <span className="cresce" />
      <RicercheSalvate filtri={filtri} />
      <Esporta filtri={filtri} />
      <QuantiTrovati totale={totale} oltre={oltre} parole={['registrazione', 'registrazioni']} />
    </div>
  );
}

interface SceltaTendinaProps {
  parole: string;
  voci: readonly (readonly [value: string, words: string])[];
  onScelta: (value: string) => void;
  /** Goes into «Filtri…» on narrow screens. */
  secondo?: boolean;
}

const classeChip = (secondo: boolean): string => (secondo ? 'chip0 filtro-secondo' : 'chip0');

function SceltaTendina({ parole, voci, onScelta, secondo = false }: SceltaTendinaProps) {
  return (
    <Tendina parole={parole} classe={classeChip(secondo)}>
      {(chiudi) => <VociTendina voci={voci} chiudi={chiudi} onScelta={onScelta} />}
    </Tendina>
  );
}

function ClassificaTendina({ onScelta }: { onScelta: (codice: string) => void }) {
  const { data } = useTitolario();
  const titoli = (data?.voci ?? []).filter(({ livello }) => livello === 1);
  return (
    <Tendina parole="Classifica">
      {(chiudi) => (
        <>
          <TestoFiltro
            etichetta="Codice o parte"
            aiuto="VI.3 prende anche ciò che sta sotto"
            onScelta={(codice) => {
              chiudi();
              onScelta(codice);
            }}
          />
          <VociTendina
            voci={titoli.map(({ codice, voce }) => [codice, `${codice} ${voce}`] as const)}
            chiudi={chiudi}
            onScelta={onScelta}
          />
        </>
      )}
    </Tendina>
  );
}

function TestoTendina({
  nome,
  onScelta,
  secondo,
}: {
  nome: Filtro;
  onScelta: (text: string) => void;
  secondo: boolean;
}) {
  return (
    <Tendina parole={ETICHETTE[nome]} classe={classeChip(secondo)}>
      {(chiudi) => (
        <TestoFiltro
          etichetta={ETICHETTE[nome]}
          aiuto="nome, codice o indirizzo"
          onScelta={(text) => {
            chiudi();
            onScelta(text);
          }}
        />
      )}
    </Tendina>
  );
}

interface TestoFiltroProps {
  etichetta: string;
  aiuto: string;
  onScelta: (text: string) => void;
}

function TestoFiltro({ etichetta, aiuto, onScelta }: TestoFiltroProps) {
  const [text, setText] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onScelta(text.trim());
  };
  return (
    <form className="pila" onSubmit={submit}>
      <Campo etichetta={etichetta} aiuto={aiuto} value={text} onChange={(event) => setText(event.target.value)} />
      <Bottone type="submit" misura="piccolo" tasto="↵">
        Filtra
      </Bottone>
    </form>
  );
}

function PeriodoTendina({ filtri, onFiltri }: { filtri: Filtri; onFiltri: (filtri: Filtri) => void }) {
  const [dal, setDal] = useState('');
  const [al, setAl] = useState('');
  return (
    <Tendina parole="Periodo">
      {(chiudi) => (
        <form
          className="pila"
          onSubmit={(event) => {
            event.preventDefault();
            chiudi();
            onFiltri({ ...filtri, ...(dal !== '' && { dal }), ...(al !== '' && { al }) });
          }}
        >
          <Campo etichetta="Dal" type="date" value={dal} onChange={(event) => setDal(event.target.value)} />
          <Campo etichetta="Al" type="date" value={al} onChange={(event) => setAl(event.target.value)} />
          <Bottone type="submit" misura="piccolo" tasto="↵">
            Filtra
          </Bottone>
        </form>
      )}
    </Tendina>
  );
}
