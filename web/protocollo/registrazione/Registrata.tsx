import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type Ref, useCallback, useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { nameOfSoggetto } from '../../../schemas/soggetto.api.js';
import { chiedi } from '../../api/client.js';
import { wordsOf } from '../../api/errori.js';
import * as percorsi from '../../api/percorsi.js';
import { paginaNuovaPer } from '../../api/scansioni.js';
import { puo, useIo } from '../../api/sessione.js';
import type { Registrazione, Riferimento, Ufficio } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { PAROLE_FLUSSO } from '../../components/Flusso.js';
import { Icona } from '../../components/Icona.js';
import { Stato, type TonoStato } from '../../components/Stato.js';
import { SuggerimentiTasti } from '../../components/SuggerimentiTasti.js';
import { dimensione, giorno, hashBreve, numero7, ora } from '../../lib/formati.js';
import { useTasti } from '../../lib/tasti.js';
import { useTitolo } from '../../lib/titolo.js';
import { CarteRegistrata } from '../carte/CarteRegistrata.js';
import { ElencoBozze, useAltreBozze } from './BozzeAperte.js';
import { autoreOf } from './preferenze.js';
import { nomeUfficio } from '../../api/elenchi.js';
import { nomeRegistro } from '../../lib/nomi.js';

export const chiaveRegistrata = ({ anno, numero }: Riferimento) => ['registrata', anno, numero] as const;

interface RegistrataProps {
  di: Riferimento;
  /** The number belongs to what was sent first, whose answer was lost; what was changed later is not in it. */
  diPrima: boolean;
  /** True just after the registration: the number goes to the clipboard by itself. */
  appena: boolean;
  uffici: readonly Ufficio[];
  onNuova: () => void;
}

type Copia = 'no' | 'copiato' | 'negato';

/** Puts the number in the clipboard when the browser lets it. */
function useCopia(testo: string | undefined, subito: boolean): { copia: Copia; copy: () => void } {
  const [copia, setCopia] = useState<Copia>('no');
  const done = useRef(false);
  const copy = useCallback(() => {
    if (testo === undefined) return;
    const appunti = 'clipboard' in navigator ? navigator.clipboard : undefined;
    if (appunti === undefined) setCopia('negato');
    else
      appunti.writeText(testo).then(
        () => setCopia('copiato'),
        () => setCopia('negato'),
      );
  }, [testo]);
  useEffect(() => {
    if (!subito || done.current || testo === undefined) return;
    done.current = true;
    copy();
  }, [subito, testo, copy]);
  return { copia, copy };
}

/** What was registered: the number in large type, its segnatura and hash, what the register noted, where to go from here. */
export function Registrata({ di, diPrima, appena, uffici, onNuova }: RegistrataProps) {
  const io = useIo();
  const navigate = useNavigate();
  const { data, error } = useQuery({
    queryKey: chiaveRegistrata(di),
    queryFn: async ({ signal }) => (await chiedi(percorsi.registrazione(di), { segnale: signal })).corpo,
    staleTime: Infinity,
  });
  const { copia, copy } = useCopia(
    data === undefined ? undefined : `n. ${numero7(di.numero)} del ${giorno(data.dataRegistrazione)}`,
    appena,
  );
  const open = useCallback(() => void navigate(percorsi.paginaScheda(di)), [navigate, di]);
  const scansiona = data?.documento === undefined && data !== undefined && puo(io, 'scansiona');
  const nuova = useRef<HTMLButtonElement>(null);
  useTitolo(`Registrata n. ${numero7(di.numero)}`, io.ente.denominazione);
  useTasti([
    { tasti: 'y', azione: copy },
    { tasti: 'o', azione: open },
    { tasti: 'n', azione: onNuova },
    { tasti: 's', azione: () => scansiona && void navigate(paginaNuovaPer(di)) },
    { tasti: 'Ctrl+Shift+Enter', azione: onNuova },
  ]);
  useEffect(() => {
    if (data !== undefined) nuova.current?.focus();
  }, [data]);

  return (
    <>
      <div className="testa">
        <h1>Registrazione riuscita</h1>
        <span className="sub">
          {data === undefined ? '' : `${PAROLE_FLUSSO[data.flusso]}, ${nomeRegistro(data.registro)}`}
        </span>
        <span className="cresce" />
        <Bottone icona="external-link" tasto="O" onClick={open}>
          Apri la scheda
        </Bottone>
      </div>
      <div className="scorre esito-pagina" tabIndex={0} role="region" aria-label="Esito della registrazione">
        {error !== null && (
          <Avviso tono="warn" titolo={`n. ${numero7(di.numero)} del ${di.anno}.`}>
            {wordsOf(error)}
          </Avviso>
        )}
        {diPrima && (
          <Avviso tono="inf" annuncio="status" titolo="Il numero era già stato dato al primo invio.">
            La risposta si era persa. Le modifiche fatte dopo non sono nella registrazione: confrontarle nella scheda e,
            se servono, chiederle lì.
          </Avviso>
        )}
        <div className="esito-colonne">
          <div className="pila">
            {data !== undefined && <Esito {...{ data, copia, copy }} />}
            {data !== undefined && <CarteRegistrata registrazione={data} />}
            {data !== undefined && <Seguito data={data} uffici={uffici} scansiona={scansiona} />}
          </div>
          <Prossima nuova={nuova} onNuova={onNuova} />
        </div>
      </div>
      <SuggerimentiTasti
        tasti={[
          [['Y'], 'copia il numero'],
          [['O'], 'apri la scheda'],
          [['E'], 'etichetta'],
          [['⇧E'], 'ricevuta'],
          ...(data?.documento === undefined ? [] : [[['D'], 'copia con segnatura'] as const]),
          ...(scansiona ? [[['S'], 'scansiona'] as const] : []),
          [['N'], 'nuova registrazione'],
        ]}
      />
    </>
  );
}

/** Where to go from here: an empty form, or one left half done. */
function Prossima({ nuova, onNuova }: { nuova: Ref<HTMLButtonElement>; onNuova: () => void }) {
  const { bozze, rileggi } = useAltreBozze(autoreOf(useIo()), '');
  return (
    <section className="riquadro prossima">
      <header>
        <h2>Prossima</h2>
        <span className="cresce" />
        <span className="xs mut">{bozze.length === 0 ? 'nessuna bozza aperta' : `bozze aperte: ${bozze.length}`}</span>
      </header>
      <div className="corpo pila">
        <Bottone aspetto="primo" misura="grande" icona="plus" tasto="N" onClick={onNuova} ref={nuova}>
          Nuova registrazione
        </Bottone>
        {bozze.length > 0 && <ElencoBozze bozze={bozze} onEliminata={rileggi} />}
      </div>
    </section>
  );
}

const COPIE: Record<Copia, { tono: TonoStato; icona: string; parola: string }> = {
  no: { tono: 'neu', icona: 'copy', parola: '' },
  copiato: { tono: 'ok', icona: 'copy', parola: 'Numero copiato negli appunti' },
  negato: { tono: 'neu', icona: 'copy', parola: 'Il browser non lascia copiare' },
};

function Esito({ data, copia, copy }: { data: Registrazione; copia: Copia; copy: () => void }) {
  const esterni = data.flusso === 'E' ? data.mittenti : data.destinatari;
  return (
    <section className="riquadro esito" role="status">
      <div className="riga">
        <Stato
          tono="ok"
          icona="check-circle"
          pieno
          parola={
            data.documento === undefined
              ? 'Registrata, numero al sicuro'
              : 'Registrata, numero e copia del documento al sicuro'
          }
        />
        <span className="cresce" />
        {copia !== 'no' && <Stato {...COPIE[copia]} />}
      </div>
      <p className="numero-riga">
        <span className="numero">
          <span className="numero-n">n. </span>
          {numero7(data.numero)}
        </span>
        <span className="numero-data"> del {giorno(data.dataRegistrazione)}</span>
        <span className="mut">
          ore {ora(data.dataRegistrazione)} · {PAROLE_FLUSSO[data.flusso]} · {nomeRegistro(data.registro)}
        </span>
      </p>
      <p className="riga">
        <span className="mut">Segnatura</span> <span className="mono ell">{data.segnatura}</span>
        <Bottone aspetto="testo" misura="piccolo" icona="copy" tasto="Y" onClick={copy}>
          Copia il numero
        </Bottone>
      </p>
      <hr />
      <p>
        <b>{esterni.map((uno) => nameOfSoggetto(uno)).join(', ')}</b>: {data.oggetto}
      </p>
      <p className="sm">
        {data.classifica !== undefined && (
          <span className="esito-dato">
            Classifica{' '}
            <b>
              {data.classifica.codice} {data.classifica.voce}
            </b>
          </span>
        )}
        {data.riservatezza.livello === 'riservata' && (
          <span className="esito-dato">
            <Icona nome="locked" misura="s" /> <b>Riservata</b>
          </span>
        )}
        {data.documento !== undefined && (
          <span className="esito-dato">
            {data.documento.nome}, {dimensione(data.documento.dimensione)}, SHA-256{' '}
            <span className="mono" title={data.documento.sha256}>
              {hashBreve(data.documento.sha256)}
            </span>
          </span>
        )}
        {data.allegati.length > 0 && (
          <span className="esito-dato">
            {data.allegati.length === 1 ? '1 allegato' : `${data.allegati.length} allegati`}
          </span>
        )}
        <span className="esito-dato">
          Anello nel registro{' '}
          <span className="mono" title={data.catena.hash}>
            {hashBreve(data.catena.hash)}
          </span>
        </span>
      </p>
    </section>
  );
}

/** What happens now: who has it, what the register noted, what is still to do. */
function Seguito({ data, uffici, scansiona }: { data: Registrazione; uffici: readonly Ufficio[]; scansiona: boolean }) {
  const { assegnazioni, avvisi } = data;
  const chi = (tipo: string) =>
    assegnazioni.filter((una) => una.tipo === tipo).map(({ uo }) => nomeUfficio(uffici, uo));
  const competenza = chi('competenza');
  const conoscenza = chi('conoscenza');
  return (
    <section className="riquadro">
      <header>
        <h2>Che cosa succede adesso</h2>
      </header>
      <ul className="seguito">
        {competenza.length > 0 && (
          <Riga tono="ok" icona="check-circle" parola="Fatto">
            {competenza.join(', ')} vede il documento tra quelli da prendere in carico
          </Riga>
        )}
        {conoscenza.length > 0 && (
          <Riga tono="ok" icona="check-circle" parola="Fatto">
            {conoscenza.join(', ')} lo vede per conoscenza
          </Riga>
        )}
        {assegnazioni.length === 0 && (
          <Riga tono="warn" icona="inbox" parola="Da assegnare">
            Nessun ufficio l’ha ancora: si assegna dalla scheda
          </Riga>
        )}
        {data.classifica === undefined && (
          <Riga tono="warn" icona="folder" parola="Da classificare">
            La classifica si dà dalla scheda
          </Riga>
        )}
        {data.documento === undefined && (
          <Riga tono="warn" icona="file-image" parola="Attende scansione">
            Il documento è su carta.{' '}
            {scansiona ? (
              <>
                <Link to={paginaNuovaPer(data)}>Scansiona adesso</Link> <kbd>S</kbd>
              </>
            ) : (
              'La sua scansione si aggiunge dalla scheda'
            )}
          </Riga>
        )}
        {avvisi.map((avviso) => (
          <Riga key={avviso.codice + avviso.messaggio} tono="warn" icona="warning-circle" parola="Avviso">
            {avviso.messaggio}
            {(avviso.riferimenti ?? []).map((uno) => (
              <a key={percorsi.paginaScheda(uno)} href={percorsi.paginaScheda(uno)} target="_blank" rel="noreferrer">
                {' '}
                n. {numero7(uno.numero)} del {uno.anno}
              </a>
            ))}
          </Riga>
        ))}
      </ul>
    </section>
  );
}

function Riga({
  tono,
  icona,
  parola,
  children,
}: {
  tono: TonoStato;
  icona: string;
  parola: string;
  children: ReactNode;
}) {
  return (
    <li>
      <Stato tono={tono} icona={icona} parola={parola} />
      <span>{children}</span>
    </li>
  );
}
