import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatEmergenza } from '../../../schemas/emergenza-numero.api.js';
import { nomeMezzo, nomeUfficio } from '../../api/elenchi.js';
import { useNomi } from '../../api/nomi.js';
import * as percorsi from '../../api/percorsi.js';
import type { Evento, Io, Registrazione, Soggetto, Ufficio } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Persona } from '../../components/Persona.js';
import { giorno, giornoInLettere, giornoOra, ora } from '../../lib/formati.js';
import { conAccount, utentiIn } from '../../lib/utenti.js';
import { paginaFascicolo } from '../../fascicoli/percorsi-fascicoli.js';
import { codiciDi, detto, motivoDi, nameOfSoggetto, paroleRiservatezza } from '../parole.js';
import { paroleProtocollo } from '../valori-in-parole.js';
import { Assegnazioni } from './Assegnazioni.js';
import { FileDi } from './FileDi.js';
import { RinnoviDi } from './RinnoviDi.js';

interface DatiProps {
  registrazione: Registrazione;
  io: Io;
  uffici: readonly Ufficio[] | undefined;
  /** Who asked for the annulment and why, while it waits for a decision. */
  richiesta: Evento | undefined;
  onMostra: (n: number | undefined) => void;
}

/** `PEC, lunedì 12 gennaio 2026, ore 08:52`. */
function arrivo(instant: string): string {
  return instant.length === 10 ? giornoInLettere(instant) : `${giornoInLettere(instant)}, ore ${ora(instant)}`;
}

/** All that was registered, with what was renewed beside what it was before. */
export function Dati({ registrazione, io, uffici, richiesta, onMostra }: DatiProps) {
  const {
    oggetto,
    mittenti,
    destinatari,
    protocolloMittente,
    dataArrivo,
    emergenza,
    classifica,
    annullamento,
    risponde,
    avvisi,
  } = registrazione;
  const nomeOf = useNomi(utentiIn(registrazione));
  const rinnovi = (campo: string) => (
    <RinnoviDi rinnovi={registrazione.rinnovi} campo={campo} dizionari={{ io, uffici, nomeOf }} />
  );
  return (
    <div className="scheda-dati" tabIndex={0} role="region" aria-label="Dati della registrazione">
      {annullamento !== undefined && (
        <section aria-label="Annullamento">
          <div className="annullamento">
            <b className="forte">ANNULLATO il {giornoOra(annullamento.data)}</b>
            <div className="sm">«{annullamento.motivo}»</div>
            <div className="xs mut">
              Da <Persona utente={annullamento.operatore} />, provvedimento n. {annullamento.provvedimento.numero} del{' '}
              {giorno(annullamento.provvedimento.data)}, {annullamento.provvedimento.autore}
            </div>
          </div>
        </section>
      )}
      {registrazione.stato === 'annullamento-richiesto' && (
        <Avviso tono="warn" icona="clock" titolo="È stato chiesto l’annullamento.">
          {richiesta !== undefined && (
            <>
              <Persona utente={richiesta.utente} />, {giornoOra(richiesta.data)}: «{motivoDi(richiesta)}».{' '}
            </>
          )}
          Fino alla decisione la registrazione vale.
        </Avviso>
      )}
      {avvisi.map(({ codice, messaggio, riferimenti = [] }) => (
        <Avviso key={codice + messaggio} tono="warn">
          {messaggio}{' '}
          {riferimenti.map((one) => (
            <Link key={`${one.anno}/${one.numero}`} to={percorsi.paginaScheda(one)}>
              {detto(one).nome} del {one.anno}
            </Link>
          ))}
        </Avviso>
      ))}
      <section>
        <h2>Oggetto</h2>
        {registrazione.rinnovi.some(({ campo }) => campo === 'oggetto') ? (
          <div className="rinnovato">
            <ins className="oggetto">{oggetto}</ins>
            {rinnovi('oggetto')}
          </div>
        ) : (
          <p className="oggetto">{oggetto}</p>
        )}
      </section>
      <section>
        <h2>Registrazione</h2>
        <dl className="dati">
          {mittenti.length > 0 && (
            <Voce nome={mittenti.length === 1 ? 'Mittente' : 'Mittenti'}>
              {mittenti.map((one, i) => (
                <SoggettoInRiga key={i} soggetto={one} uffici={uffici} />
              ))}
              {rinnovi('mittenti')}
            </Voce>
          )}
          {destinatari.length > 0 && (
            <Voce nome={destinatari.length === 1 ? 'Destinatario' : 'Destinatari'}>
              {destinatari.map((one, i) => (
                <SoggettoInRiga key={i} soggetto={one} uffici={uffici} />
              ))}
              {rinnovi('destinatari')}
            </Voce>
          )}
          {protocolloMittente !== undefined && (
            <Voce nome="Suo protocollo">
              {paroleProtocollo(protocolloMittente)}
              {rinnovi('protocolloMittente')}
            </Voce>
          )}
          <Voce nome={registrazione.flusso === 'E' ? 'Arrivo' : 'Mezzo'}>
            {nomeMezzo(io, registrazione.mezzo)}
            {dataArrivo !== undefined && `, ${arrivo(dataArrivo)}`}
            {rinnovi('dataArrivo')}
          </Voce>
          {registrazione.rinnovi.some(({ campo }) => campo === 'flusso') && (
            <Voce nome="Flusso">{rinnovi('flusso')}</Voce>
          )}
          <Voce nome="Segnatura">
            <span className="mono">{registrazione.segnatura}</span>
          </Voce>
          {emergenza !== undefined && (
            <Voce nome="Emergenza">
              <span className="mono">{formatEmergenza(emergenza)}</span>, {giorno(emergenza.data)} alle {emergenza.ora}
            </Voce>
          )}
          <Voce nome="Classifica">
            {classifica === undefined ? <span className="mut">manca</span> : `${classifica.codice} ${classifica.voce}`}
          </Voce>
          {(registrazione.fascicoli ?? []).length > 0 && (
            <Voce nome="Fascicolo">
              {(registrazione.fascicoli ?? []).map(({ id, codice, oggetto: titolo, principale, stato }) => (
                <div key={id}>
                  <Link to={paginaFascicolo(id)}>
                    <span className="mono">{codice}</span> {titolo}
                  </Link>
                  {!principale && <span className="mut"> per rimando</span>}
                  {stato === 'chiuso' && <span className="mut"> chiuso</span>}
                </div>
              ))}
            </Voce>
          )}
          {registrazione.tipologia !== undefined && registrazione.tipologia !== '' && (
            <Voce nome="Tipologia">{registrazione.tipologia}</Voce>
          )}
          {risponde !== undefined && (
            <Voce nome="Risponde a">
              <Link to={percorsi.paginaScheda(risponde)}>
                {detto(risponde).nome} del {risponde.anno}
              </Link>
            </Voce>
          )}
          {registrazione.registrazione !== undefined && (
            <Voce nome="Protocollo">
              <Link to={percorsi.paginaScheda(registrazione.registrazione)}>
                {detto(registrazione.registrazione).nome} del {registrazione.registrazione.anno}
              </Link>
            </Voce>
          )}
          {registrazione.riservatezza.livello === 'riservata' && (
            <Voce nome="Riservatezza">{paroleRiservatezza(registrazione.riservatezza, conAccount(nomeOf))}</Voce>
          )}
          {registrazione.note !== undefined && registrazione.note !== '' && (
            <Voce nome="Note">
              <span className="righe">{registrazione.note}</span>
            </Voce>
          )}
          <Voce nome={`Registrat${detto(registrazione).fine} da`}>
            <Persona utente={registrazione.operatore} />
            {registrazione.perContoDi !== undefined && (
              <>
                , per conto di <Persona utente={registrazione.perContoDi} />
              </>
            )}
          </Voce>
        </dl>
      </section>
      <FileDi registrazione={registrazione} onMostra={onMostra} />
      {(!percorsi.isDiRepertorio(registrazione) || registrazione.assegnazioni.length > 0) && (
        <Assegnazioni registrazione={registrazione} uffici={uffici} />
      )}
    </div>
  );
}

function Voce({ nome, children }: { nome: string; children: ReactNode }) {
  return (
    <>
      <dt>{nome}</dt>
      <dd>{children}</dd>
    </>
  );
}

function SoggettoInRiga({ soggetto, uffici }: { soggetto: Soggetto; uffici: DatiProps['uffici'] }) {
  const nome = soggetto.tipo === 'UO' ? nomeUfficio(uffici, soggetto.uo ?? '') : nameOfSoggetto(soggetto);
  const sotto = [soggetto.domicilioDigitale, soggetto.indirizzo, soggetto.paese].filter((one) => one !== undefined);
  return (
    <div>
      <b>{nome}</b>
      {codiciDi(soggetto).map((codice) => ` · ${codice}`)}
      {sotto.length > 0 && <div className="mut xs">{sotto.join(', ')}</div>}
    </div>
  );
}
