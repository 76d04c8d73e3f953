import './attesta.css';
import { useEffect, useRef } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { AttestazioneLetta } from '../../schemas/attestazione.api.js';
import { attestazione as percorsoDocumento, firma as percorsoFirma } from '../api/attestazioni.js';
import { wordsOf } from '../api/errori.js';
import { paginaScheda } from '../api/percorsi.js';
import type { Scansione } from '../api/scansioni.js';
import { PAGINA, pdf as percorsoPdf } from '../api/scansioni.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { Vuoto } from '../components/Vuoto.js';
import { dimensione, giorno, giornoOra, hashBreve, numero7, plural } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { CartaOriginale } from './CartaOriginale.js';
import { FirmaEsterna } from './FirmaEsterna.js';
import { FoglioAttestazione } from './FoglioAttestazione.js';
import { useAttestazione } from './interrogazioni-attestazioni.js';
import { useScaricaScansione } from './use-scarica-scansione.js';

const PAROLE_ESITO = {
  valida: { tono: 'ok', icona: 'check-circle', parola: 'Firma valida' },
  'non-valida': { tono: 'bad', icona: 'error', parola: 'Firma non valida' },
  'non-verificabile': { tono: 'warn', icona: 'warning-circle', parola: 'Firma non verificabile per intero' },
} as const;

/** The attestation of a scan: to be signed with one's own device, or signed, with all that it binds. */
export function Attesta({ scansione }: { scansione: Scansione }) {
  const io = useIo();
  const naviga = useNavigate();
  const [cerca] = useSearchParams();
  const { data, error } = useAttestazione(scansione.attestazione ?? cerca.get('attestazione') ?? undefined);
  const { scarica } = useScaricaScansione();
  const registrabile = scansione.registrazione === undefined && puo(io, 'scansiona') && puo(io, 'registra-entrata');
  const piede = useRef<HTMLDivElement>(null);
  const aperta = data !== undefined;
  useEffect(() => {
    // the button that was pressed is gone with its step: the next thing to do takes its place
    if (aperta) piede.current?.querySelector<HTMLElement>('a, button')?.focus();
  }, [aperta]);
  const registra = () => void naviga(`/protocollo/nuova?flusso=E&scansione=${scansione.id}`);
  useTasti([
    { tasti: 'r', azione: () => registrabile && registra() },
    { tasti: 'Escape', azione: () => void naviga(PAGINA) },
  ]);
  if (data === undefined)
    return (
      <div className="attesta-vuota">
        {error !== null && (
          <Vuoto icona="file-signed" titolo="L’attestazione non si apre">
            {wordsOf(error)}
          </Vuoto>
        )}
      </div>
    );
  const firmata = data.stato === 'firmata';
  return (
    <>
      <div className="attesta">
        <FoglioAttestazione attestazione={data} />
        <aside className="banco-lato" tabIndex={0} aria-label="Attestazione e firma">
          <DatiDi attestazione={data} />
          {data.firma === undefined ? (
            <FirmaEsterna attestazione={data} />
          ) : (
            <FirmaDi
              firma={data.firma}
              onScarica={() => scarica(percorsoFirma(data.id), data.firma?.nome ?? 'firma.p7m')}
            />
          )}
          <CartaOriginale originale={scansione.originale} />
        </aside>
      </div>
      <div ref={piede} className="piede">
        {firmata && registrabile && (
          <Bottone aspetto="primo" tasto="R" onClick={registra}>
            Registra la copia
          </Bottone>
        )}
        {scansione.registrazione !== undefined && (
          <Link className="btn btn-secondo" to={paginaScheda(scansione.registrazione)}>
            Apri n. {numero7(scansione.registrazione.numero)}
          </Link>
        )}
        <Bottone icona="download" onClick={() => scarica(percorsoDocumento(data.id), data.documento.nome)}>
          Attestazione
        </Bottone>
        <Bottone icona="download" onClick={() => scarica(percorsoPdf(scansione.id), nomeCopia(data, scansione.id))}>
          Copia
        </Bottone>
        <Link className="btn btn-testo" to={PAGINA}>
          {firmata ? 'Alle scansioni' : 'Sospendi'}
        </Link>
        <span className="cresce" />
        <span className="xs mut">
          {firmata
            ? 'La copia e la sua attestazione non cambiano più.'
            : 'Finché non è firmata, la copia non è attestata.'}
        </span>
      </div>
    </>
  );
}

const nomeCopia = ({ copie }: AttestazioneLetta, scansione: string): string =>
  copie.find((copia) => copia.scansione === scansione)?.nome ?? 'copia.pdf';

function DatiDi({ attestazione }: { attestazione: AttestazioneLetta }) {
  const { copie, nascoste, delega, funzionario, documento, riferimentoTemporale, verifica } = attestazione;
  return (
    <section className="riquadro" aria-labelledby="attesta-dati">
      <header>
        <h2 id="attesta-dati">Attestazione</h2>
      </header>
      <div className="corpo pila">
        <dl className="dati">
          <dt>Funzionario</dt>
          <dd>{funzionario.denominazione}</dd>
          <dt>Delega</dt>
          <dd>
            n. {delega.atto.numero} del {giorno(delega.atto.data)}, {delega.atto.autore}
          </dd>
          <dt>Riferimento</dt>
          <dd>{giornoOra(riferimentoTemporale)}</dd>
          <dt>Documento</dt>
          <dd>
            {dimensione(documento.dimensione)},{' '}
            <span className="mono" title={documento.sha256}>
              {hashBreve(documento.sha256)}
            </span>
          </dd>
          <dt>Chi verifica</dt>
          <dd>
            <a href={verifica} target="_blank" rel="noreferrer">
              la pagina pubblica
            </a>
          </dd>
        </dl>
        <ul className="pila xs" aria-label="Copie attestate">
          {copie.map(({ scansione, nome, pagine, sha256 }) => (
            <li key={scansione}>
              <b>{nome}</b>, {plural(pagine, 'pagina', 'pagine')},{' '}
              <span className="mono" title={sha256}>
                {hashBreve(sha256)}
              </span>
            </li>
          ))}
          {nascoste > 0 && <li className="mut">{plural(nascoste, 'altra copia', 'altre copie')} di altri uffici</li>}
        </ul>
      </div>
    </section>
  );
}

function FirmaDi({ firma, onScarica }: { firma: NonNullable<AttestazioneLetta['firma']>; onScarica: () => void }) {
  return (
    <section className="riquadro" aria-labelledby="attesta-firma">
      <header>
        <h2 id="attesta-firma">Firma</h2>
        <span className="cresce" />
        <Stato {...PAROLE_ESITO[firma.esito]} />
      </header>
      <dl className="dati corpo">
        <dt>Firmatario</dt>
        <dd>{firma.firmatario}</dd>
        <dt>Quando</dt>
        <dd>{giornoOra(firma.quando)}</dd>
        <dt>Come</dt>
        <dd>
          {firma.tipo}, {firma.modo === 'server' ? 'con la chiave nel server' : 'con il proprio dispositivo'}
        </dd>
        {firma.motivo !== undefined && (
          <>
            <dt>Da sapere</dt>
            <dd>{firma.motivo}</dd>
          </>
        )}
        <dt>File</dt>
        <dd>
          <button type="button" className="come-link" onClick={onScarica}>
            {firma.nome}
          </button>
          ,{' '}
          <span className="mono" title={firma.sha256}>
            {hashBreve(firma.sha256)}
          </span>
        </dd>
      </dl>
    </section>
  );
}
