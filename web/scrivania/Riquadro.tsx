import { Link } from 'react-router';
import { nomeMezzo, nomeUfficio } from '../api/elenchi.js';
import { useNomi } from '../api/nomi.js';
import { paginaScheda } from '../api/percorsi.js';
import { paginaNuovaPer } from '../api/scansioni.js';
import type { Io, RigaScrivania, Ufficio } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Flusso } from '../components/Flusso.js';
import { Persona } from '../components/Persona.js';
import { daQuando, giorno, giornoOra, numero7 } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { utentiIn } from '../lib/utenti.js';
import { FirmeInBreve } from '../protocollo/Firme.js';
import { corrispondenti, detto } from '../protocollo/parole.js';
import { nomeCampo, paroleValore } from '../protocollo/valori-in-parole.js';
import type { AttoScrivania } from './atti-scrivania.js';
import { siScansiona } from './si-scansiona.js';

interface RiquadroProps {
  riga: RigaScrivania;
  io: Io;
  uffici: readonly Ufficio[] | undefined;
  possibili: ReadonlySet<AttoScrivania>;
  onAtto: (atto: AttoScrivania) => void;
}

/** What waits to be answered: who refused it, who asks what, with the deeds that answer. */
function Richieste({ riga, io, uffici, possibili, onAtto }: RiquadroProps) {
  const { rifiuto, richiestaAnnullamento, rettifiche = [] } = riga;
  const nomeOf = useNomi(utentiIn(riga));
  return (
    <>
      {rifiuto !== undefined && (
        <Avviso
          tono="warn"
          icona="restore"
          titolo={`Rifiutat${detto(riga).fine} da ${nomeUfficio(uffici, rifiuto.uo)}`}
        >
          {daQuando(rifiuto.data, adesso())}: «{rifiuto.motivo}»
          {(riga.rifiuti ?? 1) > 1 && ` È il rifiuto n. ${riga.rifiuti ?? 1}.`}
        </Avviso>
      )}
      {riga.stato === 'annullamento-richiesto' && richiestaAnnullamento !== undefined && (
        <div className="scrivania-richiesta">
          <Avviso
            tono="warn"
            titolo={
              <>
                Annullamento chiesto da <Persona utente={richiestaAnnullamento.utente} />
              </>
            }
          >
            {daQuando(richiestaAnnullamento.data, adesso())}: «{richiestaAnnullamento.motivo}»
          </Avviso>
          {possibili.has('annulla') && (
            <div className="riga">
              <Bottone aspetto="pericolo" misura="piccolo" tasto="Z" onClick={() => onAtto('annulla')}>
                Concedi e annulla {detto(riga).nome}…
              </Bottone>
              <Bottone misura="piccolo" tasto="R" onClick={() => onAtto('nega-annullamento')}>
                Nega…
              </Bottone>
            </div>
          )}
        </div>
      )}
      {rettifiche.map(({ n, campo, nuovo, motivo, utente, data }, i) => (
        <div key={n} className="scrivania-richiesta">
          <Avviso
            tono="warn"
            icona="pencil"
            titolo={
              <>
                Rettifica chiesta da <Persona utente={utente} />
              </>
            }
          >
            {daQuando(data, adesso())}. {nomeCampo(campo)}:{' '}
            <del>
              {paroleValore(campo, (riga as unknown as Record<string, unknown>)[campo], { io, uffici, nomeOf })}
            </del>{' '}
            → <b>{paroleValore(campo, nuovo, { io, uffici, nomeOf })}</b>. «{motivo}»
          </Avviso>
          {i === 0 && possibili.has('concedi-rettifica') && (
            <div className="riga">
              <Bottone aspetto="secondo" misura="piccolo" tasto="Z" onClick={() => onAtto('concedi-rettifica')}>
                Concedi…
              </Bottone>
              <Bottone misura="piccolo" tasto="R" onClick={() => onAtto('nega-rettifica')}>
                Nega…
              </Bottone>
            </div>
          )}
        </div>
      ))}
      {riga.tardiva === true && (
        <div className="scrivania-richiesta">
          <Avviso tono="warn" icona="calendar" titolo="Arrivo tardivo">
            {riga.dataArrivo === undefined ? '' : `Arrivata il ${giornoOra(riga.dataArrivo)}, `}
            registrata il {giorno(riga.dataRegistrazione)}, senza un differimento.
          </Avviso>
          {possibili.has('ritardo') && (
            <div className="riga">
              <Bottone aspetto="secondo" misura="piccolo" tasto="D" onClick={() => onAtto('ritardo')}>
                Rispondi del ritardo…
              </Bottone>
            </div>
          )}
        </div>
      )}
    </>
  );
}

type Comando = [atto: AttoScrivania, tasto: string, parola: string];

/** The chosen row in full, with what can be done: to decide, without opening it. */
export function Riquadro(props: RiquadroProps) {
  const { riga, io, uffici, possibili, onAtto } = props;
  const files = [riga.documento, ...riga.allegati].filter((file) => file !== undefined);
  const { nome, fine } = detto(riga);
  const assegna: Comando = ['assegna', 'A', riga.assegnazioni.length === 0 ? 'Assegna' : 'Riassegna'];
  const fascicola: Comando = possibili.has('completa')
    ? ['completa', 'F', 'Sottoclasse e fascicolo']
    : ['fascicola', 'F', riga.fascicolo === undefined ? 'Fascicola' : 'Metti anche in un fascicolo'];
  const buttons: Comando[] = [
    ['visione', 'P', 'Prendi visione'],
    ['prendi', 'P', 'Prendi in carico'],
    ...(riga.flusso === 'U' || riga.presaInCarico !== undefined ? [fascicola, assegna] : [assegna, fascicola]),
    ['classifica', 'C', 'Classifica'],
    ['rifiuta', 'R', 'Rifiuta…'],
    ['integra', 'I', siScansiona(riga, possibili, io) ? 'Aggiungi un file' : 'Aggiungi la scansione'],
  ];
  const shown = buttons.filter(([atto]) => possibili.has(atto) && (atto !== 'integra' || riga.documento === undefined));
  return (
    <section className="riquadro scrivania-scheda" aria-label={fine === 'a' ? `Registrazione ${nome}` : `Atto ${nome}`}>
      <header>
        <span className="grande">{fine === 'a' ? numero7(riga.numero) : nome}</span>
        <Flusso flusso={riga.flusso} />
        <span className="xs mut nw">{giornoOra(riga.dataRegistrazione)}</span>
        <span className="cresce" />
        <Link to={paginaScheda(riga)} className="sm nw">
          Apri la scheda
        </Link>
      </header>
      <div className="corpo pila pila-larga">
        <div>
          <b className="forte">{riga.oggetto}</b>
          <p className="sm mut">{corrispondenti(riga)}</p>
        </div>
        <Richieste {...props} />
        <dl className="dati">
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
          <dt>Assegnat{fine} a</dt>
          <dd>
            {riga.assegnazioni.length === 0 ? (
              <span className="mut">nessuno</span>
            ) : (
              riga.assegnazioni.map(({ uo, tipo, utente }) => (
                <div key={`${uo} ${tipo} ${utente ?? ''}`}>
                  {nomeUfficio(uffici, uo)}
                  {utente !== undefined && (
                    <>
                      , <Persona utente={utente} />
                    </>
                  )}
                  {tipo === 'conoscenza' && ' (conoscenza)'}
                </div>
              ))
            )}
          </dd>
          {riga.presaInCarico !== undefined && (
            <>
              <dt>In carico a</dt>
              <dd>
                <Persona utente={riga.presaInCarico.utente} />, {daQuando(riga.presaInCarico.data, adesso())}
              </dd>
            </>
          )}
          <dt>File</dt>
          <dd>
            {riga.documento === undefined ? 'documento da scansionare' : riga.documento.nome}
            {riga.allegati.length > 0 &&
              `, ${riga.allegati.length === 1 ? '1 allegato' : `${riga.allegati.length} allegati`}`}
            <br />
            <FirmeInBreve files={files} />
          </dd>
        </dl>
        {shown.length > 0 && (
          <div className="in-riga">
            {siScansiona(riga, possibili, io) && (
              <Link className="btn btn-primo btn-piccolo" to={paginaNuovaPer(riga)}>
                Scansiona <kbd>S</kbd>
              </Link>
            )}
            {shown.map(([atto, tasto, parola], i) => (
              <Bottone
                key={atto}
                aspetto={i === 0 && !siScansiona(riga, possibili, io) ? 'primo' : 'terzo'}
                misura="piccolo"
                tasto={tasto}
                onClick={() => onAtto(atto)}
              >
                {parola}
              </Bottone>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}
