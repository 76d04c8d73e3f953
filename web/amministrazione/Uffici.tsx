import { useMemo, useState } from 'react';
import { useNomi } from '../api/nomi.js';
import * as percorsi from '../api/percorsi.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { Persona } from '../components/Persona.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giorno } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import type { NomeOf } from '../lib/utenti.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { inAlbero, type NelAlbero } from './albero.js';
import { Caricamento } from './Caricamento.js';
import { useUfficiTutti } from './interrogazioni.js';
import { UfficioDialogo } from './UfficioDialogo.js';
import { useSalva } from './use-salva.js';

const colonneDi = (nomeOf: NomeOf): readonly ColonnaOrdinata<NelAlbero>[] => [
  {
    campo: 'codice',
    titolo: 'Codice',
    classe: 'am-codice',
    valore: ({ ufficio }) => ufficio.codice,
    mostra: ({ ufficio, livello }) => <span className={`am-livello-${Math.min(livello, 4)}`}>{ufficio.codice}</span>,
  },
  {
    campo: 'denominazione',
    titolo: 'Denominazione',
    classe: 'am-nome',
    valore: ({ ufficio }) => ufficio.denominazione,
  },
  { campo: 'padre', titolo: 'Sotto', classe: 'am-padre', valore: ({ ufficio }) => ufficio.padre ?? '' },
  {
    campo: 'responsabile',
    titolo: 'Responsabile',
    classe: 'am-utente',
    valore: ({ ufficio: { responsabile } }) => (responsabile === undefined ? '' : nomeOf(responsabile)),
    mostra: ({ ufficio: { responsabile } }) => responsabile !== undefined && <Persona utente={responsabile} />,
  },
  {
    campo: 'stato',
    titolo: 'Stato',
    classe: 'am-stato',
    valore: ({ ufficio: { attivo, apertoDal, chiusoDal } }) =>
      attivo
        ? `aperto${apertoDal === undefined ? '' : ` dal ${giorno(apertoDal)}`}`
        : `chiuso${chiusoDal === undefined ? '' : ` dal ${giorno(chiusoDal)}`}`,
    mostra: ({ ufficio: { attivo, apertoDal, chiusoDal } }) =>
      attivo ? (
        <Stato
          tono="ok"
          icona="check-circle"
          parola={apertoDal === undefined ? 'aperto' : `aperto dal ${giorno(apertoDal)}`}
        />
      ) : (
        <Stato
          tono="neu"
          icona="minus-circle"
          parola={chiusoDal === undefined ? 'chiuso' : `chiuso dal ${giorno(chiusoDal)}`}
        />
      ),
  },
];

/** The tree of offices: opened, changed, moved, closed; never deleted, since registrations name them. */
export function Uffici() {
  const { data, error, refetch } = useUfficiTutti();
  const [scelta, setScelta] = useState<string | null>(null);
  const [aperto, setAperto] = useState<'nuovo' | 'cambia' | 'chiude' | null>(null);
  const righe = useMemo(() => inAlbero(data ?? []), [data]);
  const nomeOf = useNomi(righe.map((one) => one.ufficio.responsabile));
  const colonne = useMemo(() => colonneDi(nomeOf), [nomeOf]);
  useTasti([{ tasti: '+', azione: () => setAperto('nuovo') }]);
  const ufficio = data?.find(({ codice }) => codice === scelta);
  if (data === undefined) return <Caricamento error={error} onRiprova={() => void refetch()} />;
  const nonOra = ufficio === undefined ? 'Scegliere prima un ufficio' : undefined;
  return (
    <>
      <TabellaOrdinata
        etichetta="Uffici"
        nomeFile="uffici"
        colonne={colonne}
        righe={righe}
        chiaveOf={(one) => one.ufficio.codice}
        classeOf={(one) => (one.ufficio.attivo ? undefined : 'am-chiuso')}
        scelta={scelta}
        onScegli={(one) => setScelta(one.ufficio.codice)}
        onApri={() => setAperto('cambia')}
        vuoto={{
          filtrato: 'Nessun ufficio con queste parole: cambiare il filtro.',
          nulla: 'Non c’è ancora nessun ufficio.',
        }}
        azioni={
          <>
            <Bottone aspetto="primo" misura="piccolo" icona="plus" tasto="+" onClick={() => setAperto('nuovo')}>
              Apri un ufficio
            </Bottone>
            <Bottone misura="piccolo" icona="pencil" nonOra={nonOra} onClick={() => setAperto('cambia')}>
              Cambia
            </Bottone>
            <Bottone misura="piccolo" nonOra={nonOra} onClick={() => setAperto('chiude')}>
              {ufficio?.attivo === false ? 'Riapri' : 'Chiudi'}
            </Bottone>
          </>
        }
      />
      {aperto === 'nuovo' && (
        <UfficioDialogo uffici={data} ufficio={undefined} sotto={ufficio?.codice} onChiudi={() => setAperto(null)} />
      )}
      {aperto === 'cambia' && ufficio !== undefined && (
        <UfficioDialogo uffici={data} ufficio={ufficio} onChiudi={() => setAperto(null)} />
      )}
      {aperto === 'chiude' && ufficio !== undefined && (
        <ChiudeORiapre
          codice={ufficio.codice}
          attivo={ufficio.attivo}
          versione={ufficio.versione}
          onChiudi={() => setAperto(null)}
        />
      )}
    </>
  );
}

interface ChiudeORiapreProps {
  codice: string;
  attivo: boolean;
  versione: number;
  onChiudi: () => void;
}

function ChiudeORiapre({ codice, attivo, versione, onChiudi }: ChiudeORiapreProps) {
  const { salva, alLavoro, errore } = useSalva(
    percorsi.cambiaUfficio(codice),
    [attivo ? `Ufficio ${codice} chiuso.` : `Ufficio ${codice} riaperto.`],
    onChiudi,
  );
  return (
    <DialogoAtto
      titolo={attivo ? `Chiudi l’ufficio ${codice}` : `Riapri l’ufficio ${codice}`}
      premessa={
        attivo
          ? 'Da oggi non gli si assegna più nulla. Ciò che gli è stato assegnato resta, e si riassegna.'
          : 'Da oggi gli si può di nuovo assegnare.'
      }
      azione={attivo ? 'Chiudi l’ufficio' : 'Riapri l’ufficio'}
      inCorso="Salvataggio…"
      pericolo={attivo}
      alLavoro={alLavoro}
      errore={errore}
      onAzione={() => salva({ corpo: { attivo: !attivo }, versione })}
      onChiudi={onChiudi}
    />
  );
}
