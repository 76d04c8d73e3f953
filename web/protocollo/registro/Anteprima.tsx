import { nomeMezzo, nomeUfficio } from '../../api/elenchi.js';
import type { Io, RigaPiena, RigaRegistro, Ufficio } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { Stato } from '../../components/Stato.js';
import { daQuando, giorno, giornoOra, numero7 } from '../../lib/formati.js';
import { adesso } from '../../lib/orologio.js';
import { useFermo } from '../../lib/ritardo.js';
import type { AttoScheda } from '../atti/possibili.js';
import { FoglioDi } from '../FoglioDi.js';
import { corrispondenti, isMascherata, statoDiLavoro, ufficioDi } from '../parole.js';
import { FirmeInBreve } from '../Firme.js';

interface AnteprimaProps {
  riga: RigaRegistro;
  io: Io;
  uffici: readonly Ufficio[] | undefined;
  /** On narrow screens it is a drawer. */
  aperta: boolean;
  possibili: ReadonlySet<AttoScheda>;
  onApri: () => void;
  onAtto: (atto: AttoScheda) => void;
  onChiudi: () => void;
}

/** The chosen row read in full beside the list: its paper, its data, what can be done with it. */
export function Anteprima({ riga, io, uffici, aperta, possibili, onApri, onAtto, onChiudi }: AnteprimaProps) {
  const numero = numero7(riga.numero);
  return (
    <aside className={aperta ? 'anteprima aperta' : 'anteprima'} aria-label={`Anteprima della registrazione ${numero}`}>
      <header>
        <span className="grande">{numero}</span>
        <span className="mut sm nw" title={giornoOra(riga.dataRegistrazione)}>
          {giorno(riga.dataRegistrazione)}
        </span>
        <span className="cresce" />
        <Stato {...statoDiLavoro(riga)} pieno />
      </header>
      <div className="scorre" tabIndex={0} role="region" aria-label="Dati">
        {isMascherata(riga) ? (
          <div className="anteprima-dati">
            <p className="mut">
              Il contenuto è visibile solo agli incaricati. Numero, data e flusso restano nel registro come ogni altro.
            </p>
          </div>
        ) : (
          <DatiRiga riga={riga} io={io} uffici={uffici} />
        )}
      </div>
      <footer>
        <Bottone aspetto="primo" misura="piccolo" tasto="↵" onClick={onApri}>
          Apri
        </Bottone>
        {possibili.has('prendi') && (
          <Bottone misura="piccolo" tasto="P" onClick={() => onAtto('prendi')}>
            Prendi in carico
          </Bottone>
        )}
        {possibili.has('assegna') && (
          <Bottone misura="piccolo" tasto="A" onClick={() => onAtto('assegna')}>
            Assegna
          </Bottone>
        )}
        {possibili.has('classifica') && (
          <Bottone misura="piccolo" tasto="C" onClick={() => onAtto('classifica')}>
            Classifica
          </Bottone>
        )}
        <Bottone misura="piccolo" className="anteprima-apri" onClick={onChiudi}>
          Chiudi
        </Bottone>
      </footer>
    </aside>
  );
}

function DatiRiga({ riga, io, uffici }: { riga: RigaPiena; io: Io; uffici: readonly Ufficio[] | undefined }) {
  // J and K run over many rows: the paper is asked for when one stops.
  const fermo = useFermo(riga, 250);
  const ufficio = ufficioDi(riga);
  const files = [riga.documento, ...riga.allegati].filter((file) => file !== undefined);
  const { protocolloMittente: prot } = riga;
  return (
    <>
      <div className="anteprima-foglio">
        {fermo.documento !== undefined && fermo.numero === riga.numero && fermo.anno === riga.anno ? (
          <FoglioDi
            key={`${fermo.anno}/${fermo.numero}`}
            di={fermo}
            file={fermo.documento}
            titolo={`Documento ${fermo.documento.nome}`}
          />
        ) : (
          riga.documento === undefined && <Stato tono="warn" icona="file-image" parola="Attende la scansione" pieno />
        )}
      </div>
      <div className="anteprima-dati">
        <b className="forte">{riga.oggetto}</b>
        <dl className="dati">
          <dt>{riga.flusso === 'E' ? 'Mittente' : riga.flusso === 'U' ? 'Destinatario' : 'Uffici'}</dt>
          <dd>
            {corrispondenti(riga)}
            {prot !== undefined && (
              <>
                <br />
                <span className="mut xs">
                  prot. {prot.numero}
                  {prot.data !== undefined && ` del ${giorno(prot.data)}`}
                </span>
              </>
            )}
          </dd>
          <dt>{riga.flusso === 'E' ? 'Arrivo' : 'Mezzo'}</dt>
          <dd>
            {nomeMezzo(io, riga.mezzo)}
            {riga.dataArrivo !== undefined && `, ${giornoOra(riga.dataArrivo)}`}
          </dd>
          <dt>Classifica</dt>
          <dd>
            {riga.classifica === undefined ? (
              <span className="mut">manca</span>
            ) : (
              `${riga.classifica.codice} ${riga.classifica.voce}`
            )}
          </dd>
          <dt>Ufficio</dt>
          <dd>
            {ufficio === undefined ? <span className="mut">da assegnare</span> : nomeUfficio(uffici, ufficio)}
            {riga.presaInCarico !== undefined && `, in carico ${daQuando(riga.presaInCarico.data, adesso())}`}
          </dd>
          <dt>File</dt>
          <dd>
            {riga.documento === undefined ? 'documento da scansionare' : '1 documento'}
            {riga.allegati.length > 0 &&
              `, ${riga.allegati.length === 1 ? '1 allegato' : `${riga.allegati.length} allegati`}`}
            <br />
            <FirmeInBreve files={files} />
          </dd>
        </dl>
      </div>
    </>
  );
}
