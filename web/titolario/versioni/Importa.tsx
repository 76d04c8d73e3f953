import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { ProblemaError, wordsOf } from '../../api/errori.js';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { Campo } from '../../components/Campo.js';
import { plural } from '../../lib/formati.js';

interface ImportaProps<T> {
  /** What is imported, as the form is called: `Nuova versione del titolario`. */
  nome: string;
  /** Columns that the file has. */
  aiuto: string;
  /** The other fields of the form. */
  campi?: ReactNode;
  /** Changes whenever one of those fields does: what was tried does not count any more. */
  chiave: string;
  invia: (file: File, prova: boolean) => Promise<T>;
  /** What the dry run has told. */
  mostra: (esito: T) => ReactNode;
  azione: string;
  /** Said when it is done. */
  fatto: string;
}

const MOSTRATI = 200;

/** First the dry run, whose differences are read, then what it has shown: only the very file and fields that were tried are sent. */
export function Importa<T>({ nome, aiuto, campi, chiave, invia, mostra, azione, fatto }: ImportaProps<T>) {
  const [file, setFile] = useState<File>();
  const [provata, setProvata] = useState<{ chiave: string; file: File; esito: T }>();
  const [corso, setCorso] = useState<'prova' | 'conferma'>();
  const [errore, setErrore] = useState<unknown>();
  const [riuscita, setRiuscita] = useState(false);
  const valida = provata !== undefined && provata.chiave === chiave && provata.file === file ? provata : undefined;

  const send = async (passo: 'prova' | 'conferma') => {
    if (file === undefined || corso !== undefined) return;
    setErrore(undefined);
    setRiuscita(false);
    setCorso(passo);
    try {
      const esito = await invia(file, passo === 'prova');
      setProvata(passo === 'prova' ? { chiave, file, esito } : undefined);
      setRiuscita(passo === 'conferma');
    } catch (error) {
      setErrore(error);
      setProvata(undefined);
    } finally {
      setCorso(undefined);
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send(valida === undefined ? 'prova' : 'conferma');
  };
  const nonOra = file === undefined ? 'Scegliere prima il file.' : undefined;
  return (
    <form className="riquadro" aria-label={nome} onSubmit={submit}>
      <header>
        <h2>{nome}</h2>
      </header>
      <div className="corpo versioni-campi">
        <Campo
          etichetta="File CSV"
          aiuto={aiuto}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            setFile(event.target.files?.[0]);
            setRiuscita(false);
          }}
        />
        {campi}
        <div className="riga">
          <Bottone
            type="submit"
            aspetto={valida === undefined ? 'primo' : 'terzo'}
            alLavoro={corso === 'prova' && 'Prova in corso…'}
            nonOra={nonOra}
            onClick={(event) => {
              event.preventDefault();
              void send('prova');
            }}
          >
            Prova
          </Bottone>
          {valida !== undefined && (
            <Bottone
              aspetto="primo"
              alLavoro={corso === 'conferma' && 'Importazione in corso…'}
              onClick={() => void send('conferma')}
            >
              {azione}
            </Bottone>
          )}
        </div>
      </div>
      <div className="corpo pila" aria-live="polite">
        {errore !== undefined && <Rifiuto errore={errore} />}
        {riuscita && (
          <Avviso tono="ok" annuncio="status" titolo={fatto}>
            Le altre pagine la vedono da subito.
          </Avviso>
        )}
        {valida !== undefined && mostra(valida.esito)}
      </div>
    </form>
  );
}

/** All that is wrong in the file, each line by its number. */
function Rifiuto({ errore }: { errore: unknown }) {
  const errori = errore instanceof ProblemaError ? errore.errori : [];
  return (
    <Avviso tono="bad" annuncio="alert" titolo="Non importato: nulla è stato cambiato.">
      {wordsOf(errore)}
      {errori.length > 0 && (
        <div className="versioni-errori" tabIndex={0} role="region" aria-label="Errori del file">
          <ul>
            {errori.slice(0, MOSTRATI).map(({ campo, messaggio }, i) => (
              <li key={`${campo}-${i}`}>{messaggio}</li>
            ))}
            {errori.length > MOSTRATI && <li>e {plural(errori.length - MOSTRATI, 'altro errore', 'altri errori')}</li>}
          </ul>
        </div>
      )}
    </Avviso>
  );
}
