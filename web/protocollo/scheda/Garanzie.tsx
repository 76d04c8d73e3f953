import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import * as percorsi from '../../api/percorsi.js';
import { wordsOf } from '../../api/errori.js';
import type { Registrazione, Riferimento, VerificaRegistrazione } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { Stato } from '../../components/Stato.js';
import { giorno } from '../../lib/formati.js';
import { detto } from '../parole.js';

interface GaranzieProps {
  registrazione: Registrazione;
  verifica: UseQueryResult<VerificaRegistrazione>;
}

/** The chain as a sentence: is it the text that was registered, in its place, with its files. */
export function Garanzie({ registrazione, verifica }: GaranzieProps) {
  const { hash } = registrazione.catena;
  const { data, error } = verifica;
  const diRepertorio = percorsi.isDiRepertorio(registrazione);
  return (
    <section className="riquadro garanzie" aria-label="Verifica">
      <div className="corpo">
        {data === undefined && error === null && (
          <p className="sm mut" role="status">
            Verifica in corso…
          </p>
        )}
        {error !== null && data === undefined && (
          <>
            <Stato tono="neu" icona="info-circle" parola={`Non ancora verificat${detto(registrazione).fine}`} />
            <p className="sm">{wordsOf(error)}</p>
          </>
        )}
        {data?.integra === true && (
          <>
            <Stato
              tono="ok"
              icona="check-circle"
              parola={diRepertorio ? 'Integro e al suo posto nel repertorio' : 'Integra e al suo posto nel registro'}
            />
            <p className="sm">
              <Frase registrazione={registrazione} verifica={data} />
            </p>
          </>
        )}
        {data?.integra === false && (
          <>
            <Stato tono="bad" icona="error" parola="Non corrisponde a ciò che fu registrato" />
            <p className="sm">
              {data.motivo ?? 'Il testo o un file non è più quello di allora.'} Avvisare il responsabile della gestione
              documentale:{' '}
              {diRepertorio ? 'la copia di sicurezza dice' : 'la copia di sicurezza e il registro giornaliero dicono'}{' '}
              quale era.
            </p>
            {data.file
              .filter(({ integro }) => !integro)
              .map(({ nome }) => (
                <p key={nome} className="sm">
                  File alterato o mancante: <b>{nome}</b>
                </p>
              ))}
          </>
        )}
        <div className="riga">
          <span className="anello cresce" title={hash}>
            anello {hash.slice(0, 8)}…{hash.slice(-8)}
          </span>
          <Bottone
            aspetto="testo"
            misura="piccolo"
            alLavoro={verifica.isFetching && 'Verifica…'}
            onClick={() => void verifica.refetch()}
          >
            Verifica adesso
          </Bottone>
        </div>
      </div>
    </section>
  );
}

function Vicina({ di }: { di: Riferimento }) {
  return <Link to={percorsi.paginaScheda(di)}>{detto(di).nome.replace(' ', '\u00a0')}</Link>;
}

function Frase({ registrazione, verifica }: { registrazione: Registrazione; verifica: VerificaRegistrazione }) {
  const { precedente, successiva, file, eventi } = verifica;
  const { registro } = registrazione;
  const { fine } = detto(registrazione);
  const quantiFile = file.length === 1 ? 'il file torna' : `i ${file.length} file tornano`;
  const quantiEventi = eventi === 1 ? 'l’evento torna' : `i ${eventi} eventi tornano`;
  return (
    <>
      Il testo registrato il {giorno(registrazione.dataRegistrazione)} è identico a oggi
      {precedente === undefined
        ? `, è il primo del ${fine === 'o' ? 'repertorio' : 'registro'}`
        : `, segue ${fine === 'o' ? '' : 'il '}`}
      {precedente !== undefined && <Vicina di={{ ...precedente, registro }} />}
      {successiva === undefined ? ' ed è l’ultimo.' : ` e precede ${fine === 'o' ? '' : 'il '}`}
      {successiva !== undefined && (
        <>
          <Vicina di={{ ...successiva, registro }} />.
        </>
      )}
      {file.length > 0 && ` Anche ${quantiFile}.`}
      {eventi > 0 && ` Anche ${quantiEventi}.`} Verificat{fine} adesso.
    </>
  );
}
