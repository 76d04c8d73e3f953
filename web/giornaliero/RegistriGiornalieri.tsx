import './giornaliero.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { chiedi } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import * as percorsi from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import type { Giornate } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { BarraRighe } from '../components/elenco/BarraRighe.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Vuoto } from '../components/Vuoto.js';
import { useOrdine } from '../components/use-ordine.js';
import { scaricaCsv } from '../lib/csv.js';
import { plural } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { apponiSigilli, apriRegistro, type FormatoRegistro, scaricaSigillo } from './apri.js';
import { COLONNE } from './colonne.js';
import { type Mese, meseScelto, mesiOf } from './mesi.js';
import { type Azioni, RigaGiornata } from './RigaGiornata.js';
import { Sigilli } from './Sigilli.js';

const CHIAVE = 'registri-giornalieri';
interface Apertura {
  percorso: Parameters<Azioni['onApri']>[0];
  formato: FormatoRegistro;
  nome: string;
}

/** The daily registers of a year, month by month: opened, verified by their hash, closed where one is missing. */
export function RegistriGiornalieri() {
  const io = useIo();
  useTitolo('Registri giornalieri', io.ente.denominazione);
  if (!puo(io, 'legge-registro-giornaliero'))
    return (
      <div className="pagina-larga">
        <h1 className="vh">Registri giornalieri</h1>
        <Vuoto icona="locked" titolo="Questa pagina è di chi tiene il registro">
          I registri giornalieri contengono anche ciò che è riservato: li leggono il responsabile della gestione
          documentale, il vicario e l’archivista.
        </Vuoto>
      </div>
    );
  return <Pagina />;
}

function Pagina() {
  const [parametri, setParametri] = useSearchParams();
  const anno = /^\d{4}$/.exec(parametri.get('anno') ?? '')?.[0];
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: [CHIAVE, anno],
    queryFn: async ({ signal }) => (await chiedi(percorsi.giornate(anno), { segnale: signal })).corpo,
    refetchInterval: 60_000,
  });
  const apre = useMutation({
    mutationFn: ({ percorso, formato, nome }: Apertura) => apriRegistro(percorso, formato, nome),
  });
  const chiude = useMutation({
    mutationFn: async (giorno: string) => (await chiedi(percorsi.chiudeGiornata(giorno), { corpo: {} })).corpo,
    onSettled: () => client.invalidateQueries({ queryKey: [CHIAVE] }),
  });
  const sigillo = useMutation({
    mutationFn: ({ percorso, nome }: Pick<Apertura, 'percorso' | 'nome'>) => scaricaSigillo(percorso, nome),
    onSettled: () => client.invalidateQueries({ queryKey: [CHIAVE] }),
  });
  const appone = useMutation({
    mutationFn: (giorno: string) =>
      apponiSigilli([percorsi.firmaGiornaliero(giorno, 'xml'), percorsi.firmaGiornaliero(giorno, 'pdf')]),
    onSettled: () => client.invalidateQueries(),
  });
  const ricarica = useCallback(() => void client.invalidateQueries({ queryKey: [CHIAVE] }), [client]);
  const alLavoro = apre.isPending
    ? `${apre.variables.nome}.${apre.variables.formato}`
    : sigillo.isPending
      ? sigillo.variables.nome
      : appone.isPending
        ? `registro-giornaliero-${appone.variables}.sigillo`
        : chiude.isPending
          ? chiude.variables
          : null;
  const azioni: Azioni = {
    alLavoro,
    onApri: (percorso, formato, nome) => apre.mutate({ percorso, formato, nome }),
    onChiudi: (giorno) => chiude.mutate(giorno),
    onSigillo: (percorso, nome) => sigillo.mutate({ percorso, nome }),
    onApponi: (giorno) => appone.mutate(giorno),
  };
  const vai = (nuovi: { anno: string; mese?: string }) => {
    const next = new URLSearchParams(parametri);
    next.delete('mese'); // another year has other months
    for (const [nome, valore] of Object.entries(nuovi)) next.set(nome, valore);
    setParametri(next, { replace: true });
  };
  const refused = apre.error ?? chiude.error ?? sigillo.error ?? appone.error;

  return (
    <>
      <div className="testa">
        <h1>Registri giornalieri</h1>
        <span className="sub">art. 53 c. 2 DPR 445/2000: ogni giornata si chiude da sola dopo la mezzanotte</span>
        <span className="cresce" />
        {data !== undefined && <Anni dati={data} onAnno={(value) => vai({ anno: String(value) })} />}
      </div>
      <div className="giornaliero-corpo" tabIndex={0} role="region" aria-label="Giornate">
        {error !== null && data === undefined && (
          <NonSiApre titolo="L’elenco non si apre" errore={error} onRiprova={refetch} />
        )}
        {data !== undefined && data.inRitardo > 0 && (
          <Avviso
            tono="bad"
            annuncio="status"
            titolo={`${plural(data.inRitardo, 'giornata manca', 'giornate mancano')} del registro giornaliero.`}
          >
            La chiusura notturna non è riuscita: chiudere ora l’ultima giornata mancante, quelle prima si chiudono con
            essa, e avvisare chi si occupa del sistema.
          </Avviso>
        )}
        <Sigilli onFatti={ricarica} />
        {refused !== null && (
          <Avviso tono="bad" annuncio="alert" titolo="Non riuscito.">
            {wordsOf(refused)}
          </Avviso>
        )}
        {chiude.isSuccess && (
          <Avviso tono="ok" annuncio="status" titolo="Giornata chiusa.">
            Il suo registro si apre dalla riga.
          </Avviso>
        )}
        {appone.isSuccess && (
          <Avviso tono="ok" annuncio="status" titolo="Sigillo apposto.">
            La firma si scarica dalla riga; PDF e XML restano quelli di prima.
          </Avviso>
        )}
        {data !== undefined && (
          <Anno
            dati={data}
            mese={parametri.get('mese')}
            azioni={azioni}
            onMese={(mese) => vai({ anno: String(data.anno), mese })}
          />
        )}
      </div>
    </>
  );
}

function Anni({ dati, onAnno }: { dati: Giornate; onAnno: (anno: number) => void }) {
  return (
    <label className="giornaliero-anno">
      Anno
      <select value={dati.anno} onChange={(event) => onAnno(Number(event.target.value))}>
        {[...new Set([...dati.anni, dati.anno])].map((anno) => (
          <option key={anno}>{anno}</option>
        ))}
      </select>
    </label>
  );
}

interface AnnoProps {
  dati: Giornate;
  mese: string | null;
  azioni: Azioni;
  onMese: (codice: string) => void;
}

function Anno({ dati, mese, azioni, onMese }: AnnoProps) {
  const mesi = mesiOf(dati.elementi);
  const scelto = meseScelto(mesi, mese);
  if (scelto === undefined)
    return (
      <Vuoto icona="calendar" titolo={`Nessuna giornata nel ${dati.anno}`}>
        I registri giornalieri cominciano dalla prima registrazione.
      </Vuoto>
    );
  return (
    <>
      <nav className="giornaliero-mesi" aria-label="Mesi">
        {mesi.map((one) => (
          <button
            key={one.codice}
            type="button"
            className="chip0 senza-freccia"
            aria-current={one.codice === scelto.codice ? 'true' : undefined}
            onClick={() => onMese(one.codice)}
          >
            {one.nome}
            {one.mancanti > 0 && <b className="mancano"> {plural(one.mancanti, 'manca', 'mancano')}</b>}
          </button>
        ))}
        <span className="cresce" />
        <Annuale dati={dati} azioni={azioni} />
      </nav>
      <Giorni mese={scelto} anno={dati.anno} azioni={azioni} />
    </>
  );
}

function Annuale({ dati: { anno, annuale }, azioni }: { dati: Giornate; azioni: Azioni }) {
  if (annuale === undefined) return null;
  if (annuale.stato === 'in-corso')
    return <span className="mut">Il registro annuale si forma dopo il 31 dicembre.</span>;
  const nome = `registro-annuale-${anno}`;
  return (
    <>
      <span className="mut">Registro annuale {anno}</span>
      {(['pdf', 'xml'] as const).map((formato) => (
        <Bottone
          key={formato}
          misura="piccolo"
          aria-label={`${formato === 'pdf' ? 'Apri il PDF' : 'Scarica l’XML'} del registro annuale ${anno}`}
          alLavoro={azioni.alLavoro === `${nome}.${formato}` && '…'}
          onClick={() => azioni.onApri(percorsi.registroAnnuale(anno), formato, nome)}
        >
          {formato.toUpperCase()}
        </Bottone>
      ))}
      <span className="mut">sigillo</span>
      {(['pdf', 'xml'] as const).map((di) => (
        <Bottone
          key={di}
          misura="piccolo"
          icona="file-signed"
          aria-label={`Scarica il sigillo sul${di === 'pdf' ? ' PDF' : 'l’XML'} del registro annuale ${anno}`}
          alLavoro={azioni.alLavoro === `${nome}.${di}.p7s` && '…'}
          onClick={() => azioni.onSigillo(percorsi.firmaAnnuale(anno, di), `${nome}.${di}.p7s`)}
        >
          {di.toUpperCase()}
        </Bottone>
      ))}
    </>
  );
}

function Giorni({ mese, anno, azioni }: { mese: Mese; anno: number; azioni: Azioni }) {
  const { q, viste, teste, ordine, set } = useOrdine(mese.giornate, COLONNE);
  return (
    <>
      <BarraRighe
        etichetta="Giornate"
        q={q}
        onQ={(value) => set('q', value)}
        viste={viste.length}
        righe={mese.giornate.length}
        onCsv={() => scaricaCsv(`registri-giornalieri-${mese.codice}`, viste, COLONNE)}
      />
      <table
        className="t giornaliero"
        aria-label={`Giornate di ${mese.nome} ${anno}${ordine === null ? ', dalla più recente' : ''}`}
      >
        <thead>
          <tr>
            {teste.map((testa) => (
              <th key={testa.classe} scope="col" className={testa.classe} aria-sort={testa.ordine}>
                {testa.titolo}
              </th>
            ))}
            <th scope="col">Registro</th>
          </tr>
        </thead>
        <tbody>
          {viste.map((giornata) => (
            <RigaGiornata key={giornata.giorno} giornata={giornata} azioni={azioni} />
          ))}
          {viste.length === 0 && (
            <tr>
              <td colSpan={11}>Nessuna giornata con queste parole.</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {mese.nome} {anno}
            </th>
            <td className="num destra">{mese.registrazioni}</td>
            <td colSpan={7} />
          </tr>
        </tfoot>
      </table>
    </>
  );
}
