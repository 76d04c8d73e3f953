import './amministrazione.css';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useNomi } from '../api/nomi.js';
import { puo, useIo } from '../api/sessione.js';
import type { AccessoLetto } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { Vuoto } from '../components/Vuoto.js';
import { giornoOra } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { conAccount, type NomeOf } from '../lib/utenti.js';
import { Caricamento } from './Caricamento.js';
import { FiltriAccessi } from './FiltriAccessi.js';
import { useAccessi } from './interrogazioni.js';
import { PAROLE_ATTO } from './parole.js';

const FILTRI = ['utente', 'atto', 'riferimento', 'dal', 'al'] as const;
const REGISTRAZIONE = /^\d{4}\/\d+$/;

const diCosa = ({ riferimento, registrazioni }: AccessoLetto): string =>
  registrazioni === undefined ? (riferimento ?? '') : registrazioni.join(', ');

const colonneDi = (nomeOf: NomeOf): readonly ColonnaOrdinata<AccessoLetto>[] => [
  // sorted as the instant is written, shown as people write it
  {
    campo: 'quando',
    titolo: 'Quando',
    classe: 'am-quando',
    valore: ({ quando }) => quando,
    mostra: ({ quando }) => giornoOra(quando),
  },
  { campo: 'utente', titolo: 'Chi', classe: 'am-chi', valore: ({ utente }) => nomeOf(utente) },
  { campo: 'atto', titolo: 'Che cosa', classe: 'am-atto', valore: ({ atto }) => PAROLE_ATTO[atto] ?? atto },
  {
    campo: 'riferimento',
    titolo: 'Di che cosa',
    classe: 'am-riferimento',
    valore: diCosa,
    mostra: (riga) =>
      riga.riferimento !== undefined && REGISTRAZIONE.test(riga.riferimento) ? (
        <Link to={`/registrazioni/${riga.riferimento}`}>{riga.riferimento}</Link>
      ) : (
        diCosa(riga)
      ),
  },
  { campo: 'motivo', titolo: 'Motivo', classe: 'am-motivo', valore: ({ motivo }) => motivo ?? '' },
];

/** Who read what is reserved and why, who changed people and rights: the trace that nobody can change. */
export function Accessi() {
  const io = useIo();
  const [parametri] = useSearchParams();
  useTitolo('Accessi', io.ente.denominazione);
  const filtri = new URLSearchParams(
    FILTRI.flatMap((nome) => {
      const value = parametri.get(nome)?.trim() ?? '';
      return value === '' ? [] : [[nome, value] satisfies [string, string]];
    }),
  );
  const legge = puo(io, 'legge-accessi');
  if (!legge) {
    return (
      <div className="pagina-larga">
        <h1 className="vh">Accessi</h1>
        <Vuoto icona="locked" titolo="La traccia degli accessi non si legge con questo incarico">
          La leggono il responsabile della gestione documentale, il vicario e, per utenti e uffici, l’amministratore.
        </Vuoto>
      </div>
    );
  }
  return (
    <>
      <div className="testa">
        <h1>Accessi</h1>
        <span className="sub">chi ha letto ciò che è riservato, chi ha cambiato utenti e uffici</span>
      </div>
      <Elenco filtri={filtri} />
      <SuggerimentiTasti tasti={[[['↑', '↓'], 'scorri']]} />
    </>
  );
}

function Elenco({ filtri }: { filtri: URLSearchParams }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAccessi(filtri.toString());
  const righe = data?.pages.flatMap(({ elementi }) => elementi);
  const atti = data?.pages[0]?.atti ?? [];
  const nomeOf = useNomi(righe?.map(({ utente }) => utente) ?? []);
  const colonne = useMemo(() => colonneDi(conAccount(nomeOf)), [nomeOf]);
  return (
    <div className="am-accessi">
      <FiltriAccessi filtri={filtri} atti={atti} />
      {righe === undefined ? (
        <Caricamento error={error} onRiprova={() => void refetch()} />
      ) : (
        <TabellaOrdinata
          etichetta="Accessi, dal più recente"
          nomeFile="accessi"
          colonne={colonne}
          righe={righe}
          chiaveOf={({ id }) => id}
          onApri={() => undefined}
          vuoto={{
            filtrato: 'Nessuna riga con queste parole: cambiare il filtro.',
            nulla: 'Nessun accesso con questi filtri: allargare i giorni o togliere un filtro.',
          }}
          azioni={
            hasNextPage && (
              <Bottone
                misura="piccolo"
                alLavoro={isFetchingNextPage && 'Lettura…'}
                onClick={() => void fetchNextPage()}
              >
                Leggi i precedenti
              </Bottone>
            )
          }
        />
      )}
    </div>
  );
}
