import './scarto.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { ElencoLetto, RigaElencoLetta, TipoElenco } from '../../schemas/scarto.api.js';
import { chiedi } from '../api/client.js';
import { ProblemaError, wordsOf } from '../api/errori.js';
import { leggiCarta, scaricaBlob } from '../api/scarica.js';
import { puo, useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { NonTrovata } from '../components/NonTrovata.js';
import { Stato } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { Persona } from '../components/Persona.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { dimensione, giorno, giornoOra, plural } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { type NomePasso, PassoElenco } from './PassoElenco.js';
import { STATI, TITOLI, durataEFine } from './parole-scarto.js';
import * as percorsi from './percorsi-scarto.js';

export const ElencoScarto = () => <Pagina tipo="scarto" />;
export const ElencoDeposito = () => <Pagina tipo="deposito" />;

function Pagina({ tipo }: { tipo: TipoElenco }) {
  const io = useIo();
  const { id = '' } = useParams();
  const legge = puo(io, 'legge-scarto');
  const { data, error } = useQuery({
    queryKey: ['fascicoli', 'elenco-archivio', tipo, id],
    queryFn: async ({ signal }) => (await chiedi(percorsi.elenco(tipo, id), { segnale: signal })).corpo,
    enabled: legge,
  });
  useTitolo(data === undefined ? TITOLI[tipo] : `Elenco ${data.numero}/${data.anno}`, io.ente.denominazione);
  if (!legge) return <SenzaRegistro titolo={TITOLI[tipo]} />;
  if (error instanceof ProblemaError && error.status === 404) return <NonTrovata />;
  if (error !== null)
    return (
      <Avviso tono="bad" annuncio="alert">
        {wordsOf(error)}
      </Avviso>
    );
  return data === undefined ? null : <Aperto elenco={data} />;
}

const COLONNE: readonly ColonnaOrdinata<RigaElencoLetta>[] = [
  {
    campo: 'codice',
    titolo: 'Fascicolo',
    valore: ({ codice }) => codice,
    mostra: ({ codice, fascicolo }) => (
      <Link className="mono" to={`/fascicoli/${fascicolo}`}>
        {codice}
      </Link>
    ),
  },
  { campo: 'oggetto', titolo: 'Oggetto', valore: ({ oggetto = 'riservato' }) => oggetto },
  { campo: 'classifica', titolo: 'Classifica', valore: ({ classifica, voce }) => `${classifica} ${voce}` },
  {
    campo: 'estremi',
    titolo: 'Date estreme',
    valore: ({ dal, al }) =>
      dal === undefined || al === undefined ? 'nessun documento' : `${giorno(dal)} – ${giorno(al)}`,
  },
  {
    campo: 'quantita',
    titolo: 'Quantità',
    valore: ({ documenti, byte }) => `${plural(documenti, 'documento', 'documenti')}, ${dimensione(byte)}`,
    chiave: ({ documenti }) => String(documenti),
  },
  {
    campo: 'regola',
    titolo: 'Regola applicata',
    valore: ({ regola, fine }) => `${regola.tipologia}: ${durataEFine(regola.tempo, fine)} (${regola.fonte})`,
  },
  {
    campo: 'ora',
    titolo: 'Oggi',
    valore: ({ esclusa, impedimenti }) =>
      esclusa
        ? 'non autorizzato: resta'
        : impedimenti.length === 0
          ? 'nulla lo impedisce'
          : impedimenti.map(({ messaggio }) => messaggio).join(' '),
  },
];

interface Possibile {
  passo: NomePasso;
  parola: string;
  tasto: string;
  pericolo?: boolean;
}

/** What the caller may do with the list as it is. */
function passiDi(io: ReturnType<typeof useIo>, { tipo, stato, avvio, utente }: ElencoLetto): Possibile[] {
  const archivio = puo(io, 'propone-scarto');
  const dirige = puo(io, 'approva-scarto');
  const own = [io.utente, io.perContoDi?.utente];
  if (tipo === 'deposito')
    return archivio && stato === 'proposto'
      ? [
          { passo: 'accettazione', parola: 'Accetta…', tasto: 'C' },
          { passo: 'restituzione', parola: 'Restituisci…', tasto: 'R' },
        ]
      : [];
  const torna: Possibile[] = dirige ? [{ passo: 'restituzione', parola: 'Restituisci…', tasto: 'R' }] : [];
  if (stato === 'proposto')
    return [
      ...(dirige && !own.includes(utente) ? [{ passo: 'approvazione' as const, parola: 'Approva…', tasto: 'C' }] : []),
      ...torna,
    ];
  if (stato === 'approvato' && (archivio || dirige))
    return [{ passo: 'autorizzazione', parola: 'Annota l’autorizzazione…', tasto: 'C' }, ...torna];
  if (stato === 'autorizzato' && (archivio || dirige))
    return [{ passo: 'esecuzione', parola: 'Avvia l’esecuzione…', tasto: 'C', pericolo: true }];
  if (stato === 'da-confermare' && (archivio || dirige) && avvio !== undefined && !own.includes(avvio.utente))
    return [{ passo: 'conferma', parola: 'Conferma ed esegui…', tasto: 'C', pericolo: true }];
  return [];
}

const PAROLE_EVENTI: Readonly<Record<string, string>> = {
  proposta: 'Proposto',
  approvazione: 'Approvato',
  restituzione: 'Restituito',
  autorizzazione: 'Autorizzato dalla Soprintendenza',
  avvio: 'Esecuzione avviata dalla prima persona',
  esecuzione: 'Eseguito dalla seconda persona',
  accettazione: 'Accettato nel deposito',
};

function Aperto({ elenco }: { elenco: ElencoLetto }) {
  const io = useIo();
  const naviga = useNavigate();
  const [passo, setPasso] = useState<NomePasso | null>(null);
  const { tipo, id, numero, anno, stato, autorizzazione, righe, eventi } = elenco;
  const possibili = passiDi(io, elenco);
  const esporta = useMutation({
    mutationFn: async () =>
      scaricaBlob(await leggiCarta(percorsi.righeCsv(tipo, id), undefined), `${tipo}-${anno}-${numero}.csv`),
  });
  useTasti([
    { tasti: 'Escape', azione: () => void naviga(percorsi.pagina(tipo)) },
    ...possibili.map((one) => ({ tasti: one.tasto.toLowerCase(), azione: () => setPasso(one.passo) })),
  ]);
  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>
          {TITOLI[tipo]}, elenco {numero}/{anno}
        </h1>
        <Stato {...STATI[stato]} pieno />
        <span className="sub">
          {plural(elenco.fascicoli, 'fascicolo', 'fascicoli')}, {plural(elenco.documenti, 'documento', 'documenti')},{' '}
          {dimensione(elenco.byte)}
        </span>
        <span className="cresce" />
        <Bottone icona="download" alLavoro={esporta.isPending && 'Esportazione…'} onClick={() => esporta.mutate()}>
          Esporta l’elenco
        </Bottone>
        {possibili.map(({ passo: nome, parola, tasto, pericolo = false }, i) => (
          <Bottone
            key={nome}
            aspetto={pericolo ? 'pericolo' : i === 0 ? 'primo' : 'terzo'}
            tasto={tasto}
            onClick={() => setPasso(nome)}
          >
            {parola}
          </Bottone>
        ))}
      </div>
      <div className="corpo-pagina scarto">
        {autorizzazione !== undefined && (
          <Avviso tono="ok" titolo="Autorizzazione">
            n. {autorizzazione.numero} del {giorno(autorizzazione.data)}, {autorizzazione.autore}
          </Avviso>
        )}
        {elenco.note !== undefined && <p className="sm">{elenco.note}</p>}
        <section className="riquadro scarto-anteprima" aria-label="Righe">
          <TabellaOrdinata
            etichetta="Righe dell’elenco"
            nomeFile={`${tipo}-${anno}-${numero}-righe`}
            colonne={COLONNE}
            righe={righe}
            chiaveOf={({ fascicolo }) => fascicolo}
            classeOf={({ esclusa }) => (esclusa ? 'annullata' : undefined)}
            onApri={({ fascicolo }) => void naviga(`/fascicoli/${fascicolo}`)}
            vuoto={{ filtrato: 'Nessuna riga con queste parole.', nulla: 'Nessuna riga.' }}
          />
        </section>
        <section className="riquadro" aria-label="Storia">
          <header>
            <h2>Storia</h2>
          </header>
          <ol className="corpo sm scarto-storia">
            {eventi.map(({ tipo: nome, data, utente, perContoDi, dettagli, hash }) => (
              <li key={hash}>
                <b>{PAROLE_EVENTI[nome] ?? nome}</b> il {giornoOra(data)} da <Persona utente={utente} conAccount />
                {perContoDi !== undefined && (
                  <>
                    {' '}
                    per conto di <Persona utente={perContoDi} conAccount />
                  </>
                )}
                {typeof dettagli['motivo'] === 'string' && `: ${dettagli['motivo']}`}
              </li>
            ))}
          </ol>
        </section>
      </div>
      {passo !== null && <PassoElenco elenco={elenco} passo={passo} onChiudi={() => setPasso(null)} />}
    </div>
  );
}
