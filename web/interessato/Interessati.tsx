import './interessato.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccessoDato, AccessoLetto, InteressatiFascicolo } from '../../schemas/interessato.api.js';
import { chiedi } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giorno, giornoOra, plural } from '../lib/formati.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { AccessoConsegnato } from './AccessoConsegnato.js';
import { DaiAccesso } from './DaiAccesso.js';
import { DocumentiAccesso, RevocaAccesso } from './AttiAccesso.js';
import * as percorsi from './percorsi-interessato.js';

const STATI: Readonly<Record<AccessoLetto['stato'], StatoProps>> = {
  attivo: { tono: 'ok', icona: 'check', parola: 'Attivo' },
  scaduto: { tono: 'neu', icona: 'clock', parola: 'Scaduto' },
  revocato: { tono: 'neu', icona: 'ban', parola: 'Revocato' },
  bloccato: { tono: 'warn', icona: 'locked', parola: 'Bloccato: troppi codici errati' },
};

const LETTO: Readonly<Record<InteressatiFascicolo['letture'][number]['che'], string>> = {
  ingresso: 'è entrato con il codice',
  'codice-errato': 'ha scritto un codice errato',
  pagina: 'ha letto il fascicolo',
  documento: 'ha scaricato il documento',
};

const COLONNE: readonly ColonnaOrdinata<AccessoLetto>[] = [
  { campo: 'nome', titolo: 'Interessato', valore: ({ nome }) => nome },
  {
    campo: 'stato',
    titolo: 'Stato',
    valore: ({ stato }) => STATI[stato].parola,
    mostra: ({ stato }) => <Stato {...STATI[stato]} />,
  },
  {
    campo: 'scadenza',
    titolo: 'Fino al',
    valore: ({ scadenza }) => giorno(scadenza),
    chiave: ({ scadenza }) => scadenza,
  },
  {
    campo: 'documenti',
    titolo: 'Documenti',
    valore: ({ documenti }) => plural(documenti.length, 'documento', 'documenti'),
  },
];

type Atto = { tipo: 'dai' } | { tipo: 'documenti' | 'revoca'; accesso: AccessoLetto };

/** Who sees this fascicolo from outside, until when, which documents, and each reading (CAD art. 41 c. 2-quater). */
export function Interessati({ id }: { id: string }) {
  const motivoAccesso = useMotivoAccesso();
  const [atto, setAtto] = useState<Atto | null>(null);
  const [dato, setDato] = useState<AccessoDato | null>(null);
  const { data, error } = useQuery({
    queryKey: ['fascicoli', 'interessati', id, motivoAccesso ?? ''],
    queryFn: async ({ signal }) => (await chiedi(percorsi.interessati(id), { segnale: signal, motivoAccesso })).corpo,
  });
  if (error !== null)
    return (
      <Avviso tono="bad" annuncio="alert">
        {wordsOf(error)}
      </Avviso>
    );
  if (data === undefined) return null;
  const close = () => setAtto(null);
  const colonne: readonly ColonnaOrdinata<AccessoLetto>[] = [
    ...COLONNE,
    {
      campo: 'azioni',
      titolo: 'Azioni',
      fissa: true,
      valore: () => '',
      mostra: (accesso) =>
        accesso.stato !== 'revocato' && (
          <>
            <Bottone misura="piccolo" onClick={() => setAtto({ tipo: 'documenti', accesso })}>
              Documenti…
            </Bottone>{' '}
            <Bottone misura="piccolo" onClick={() => setAtto({ tipo: 'revoca', accesso })}>
              Revoca…
            </Bottone>
          </>
        ),
    },
  ];
  return (
    <div className="interessati">
      <div className="riga-sparsa">
        <p className="sm mut">
          L’interessato vede lo stato, i termini e i documenti scelti uno per uno; mai ciò che è riservato, le note, le
          bozze e i documenti non registrati. Ogni lettura resta qui.
        </p>
        <Bottone
          aspetto="secondo"
          icona="plus"
          nonOra={data.soggetti.length === 0 ? 'Il fascicolo non nomina ancora nessuno' : undefined}
          onClick={() => setAtto({ tipo: 'dai' })}
        >
          Dai accesso…
        </Bottone>
      </div>
      {data.accessi.length === 0 ? (
        <p className="mut">Nessuno vede questo fascicolo dall’esterno.</p>
      ) : (
        <TabellaOrdinata
          etichetta="Accessi degli interessati"
          prefisso="accessi-"
          nomeFile="accessi-degli-interessati"
          colonne={colonne}
          righe={data.accessi}
          chiaveOf={({ id: accesso }) => accesso}
          vuoto={{ filtrato: 'Nessun accesso con queste parole.', nulla: 'Nessun accesso.' }}
        />
      )}
      {data.letture.length > 0 && (
        <section aria-label="Letture">
          <h2>Letture</h2>
          <ol className="interessati-letture sm">
            {data.letture.map(({ quando, nome, che, documento = '' }) => (
              <li key={`${quando} ${che} ${documento}`}>
                {giornoOra(quando)}: {nome} {LETTO[che]} {documento}
              </li>
            ))}
          </ol>
        </section>
      )}
      {atto?.tipo === 'dai' && <DaiAccesso id={id} dati={data} onDato={setDato} onChiudi={close} />}
      {atto?.tipo === 'documenti' && <DocumentiAccesso id={id} dati={data} accesso={atto.accesso} onChiudi={close} />}
      {atto?.tipo === 'revoca' && <RevocaAccesso id={id} accesso={atto.accesso} onChiudi={close} />}
      {dato !== null && <AccessoConsegnato dato={dato} onChiudi={() => setDato(null)} />}
    </div>
  );
}
