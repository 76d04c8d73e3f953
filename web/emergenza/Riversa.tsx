import { useState } from 'react';
import type { EsitoRiversamento, PeriodoEmergenza } from '../../schemas/emergenza.api.js';
import { ProblemaError, wordsOf } from '../api/errori.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { annuncia } from '../components/Esiti.js';
import { ZonaFile } from '../components/ZonaFile.js';
import { giorno, giornoInLettere, plural } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { type Foglio, giornateOf, haBuchi, leggiFoglio, richiestaOf, type RigaFoglio, testoDi } from './foglio.js';
import { riversa } from './percorsi-emergenza.js';

/** A sheet may hold anything where a day should be. */
const isGiorno = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

/** Words of the errors of one row. */
const erroriDiRiga = (errore: Error | null, i: number): string[] =>
  errore instanceof ProblemaError
    ? [
        ...new Set(
          errore.errori.filter(({ campo }) => campo.startsWith(`righe[${i}].`)).map(({ messaggio }) => messaggio),
        ),
      ]
    : [];

function racconta({ righe }: EsitoRiversamento): void {
  const nuove = righe.filter(({ creata }) => creata).length;
  annuncia(
    nuove === 0 ? 'Erano già riversate.' : 'Riversate.',
    nuove === 0
      ? 'Le righe hanno i numeri che avevano avuto.'
      : `${plural(nuove, 'riga è diventata una registrazione', 'righe sono diventate registrazioni')} di oggi.`,
  );
}

/** The sheet that was filled during the emergency: shown before it is sent, then poured in, all of it or nothing. */
export function Riversa({ periodo }: { periodo: PeriodoEmergenza }) {
  const [foglio, setFoglio] = useState<Foglio | null>(null);
  const [totali, setTotali] = useState<Record<string, string>>({});
  const [motivo, setMotivo] = useState('');
  const atto = useAtto(riversa, [''], () => setFoglio(null), racconta);
  const righe = foglio?.righe ?? [];
  const giornate = giornateOf(righe);
  const dettoDi = (data: string): string =>
    totali[data] ?? String(periodo.giornate.find((one) => one.data === data)?.operazioni ?? '');
  const read = async (file: readonly File[]) => {
    const bytes = await file[0]?.arrayBuffer();
    if (bytes === undefined) return;
    const letto = leggiFoglio(testoDi(bytes));
    setFoglio(letto);
    setTotali({});
  };
  const send = () => {
    if (righe.length === 0 || atto.alLavoro) return;
    atto.invia({
      periodo: periodo.id,
      righe: righe.map(richiestaOf),
      giornate: giornate.flatMap(({ data }) =>
        dettoDi(data) === '' ? [] : [{ data, operazioni: Number(dettoDi(data)) }],
      ),
      ...(motivo.trim() !== '' && { motivoBuchi: motivo.trim() }),
    });
  };
  useTasti([{ tasti: 'Ctrl+Enter', azione: send }]);
  return (
    <section className="riquadro" aria-labelledby="riversa">
      <header>
        <h2 id="riversa">Riversa le righe</h2>
      </header>
      <div className="corpo pila pila-larga">
        <ZonaFile
          id="foglio-emergenza"
          etichetta="Foglio compilato"
          tipi=".csv,text/csv"
          onFile={(file) => void read(file)}
          errore={foglio?.errore}
        >
          Il foglio compilato durante l’emergenza, in CSV. Nulla si registra prima della conferma.
        </ZonaFile>
        {atto.errore !== null && (
          <Avviso tono="bad" annuncio="alert" titolo="Nessuna riga è stata riversata.">
            {wordsOf(atto.errore)}
          </Avviso>
        )}
        {righe.length > 0 && (
          <>
            <fieldset className="emergenza-giornate">
              <legend>Totale delle operazioni di ogni giornata, come lo dice il registro (art. 63 c. 3)</legend>
              {giornate.map(({ data, righe: n }, i) => (
                <Campo
                  key={data}
                  etichetta={isGiorno(data) ? giornoInLettere(data) : data}
                  aiuto={`righe nel file: ${n}`}
                  type="number"
                  min={0}
                  errore={atto.erroreDi(`giornate[${i}]`)}
                  value={dettoDi(data)}
                  onChange={(event) => setTotali({ ...totali, [data]: event.target.value })}
                />
              ))}
            </fieldset>
            {haBuchi(righe) && (
              <Campo
                etichetta="Perché mancano dei numeri"
                aiuto="per esempio: modulo rovinato"
                errore={atto.erroreDi('motivoBuchi')}
                value={motivo}
                onChange={(event) => setMotivo(event.target.value)}
              />
            )}
            <Anteprima righe={righe} errore={atto.errore} />
            <div className="riga">
              <Bottone
                aspetto="primo"
                tasto="Ctrl Invio"
                alLavoro={atto.alLavoro && 'Riversamento in corso…'}
                onClick={send}
              >
                Riversa {plural(righe.length, 'riga', 'righe')}
              </Bottone>
              <Bottone onClick={() => setFoglio(null)}>Togli il foglio</Bottone>
            </div>
          </>
        )}
      </div>
    </section>
  );
}

const nomi = (soggetti: unknown): string =>
  (Array.isArray(soggetti) ? (soggetti as Record<string, string>[]) : [])
    .map((one) => one['denominazione'] ?? one['uo'] ?? `${one['cognome'] ?? ''} ${one['nome'] ?? ''}`.trim())
    .join('; ');

/** The rows as they were read, each with what is wrong with it. */
function Anteprima({ righe, errore }: { righe: readonly RigaFoglio[]; errore: Error | null }) {
  return (
    <div className="emergenza-righe" tabIndex={0} role="region" aria-label="Righe del foglio">
      <table className="t" aria-label="Righe del foglio">
        <thead>
          <tr>
            <th scope="col" className="c-emergenza">
              Numero
            </th>
            <th scope="col" className="c-emergenza-quando">
              Data e ora
            </th>
            <th scope="col" className="c-emergenza-flusso">
              Flusso
            </th>
            <th scope="col">Mittente, destinatario</th>
            <th scope="col">Oggetto</th>
            <th scope="col">Da correggere</th>
          </tr>
        </thead>
        <tbody>
          {righe.map((riga, i) => {
            const errori = erroriDiRiga(errore, i);
            return (
              <tr key={riga.linea}>
                <th scope="row" className="mono">
                  {riga.numero}
                </th>
                <td>
                  {isGiorno(riga.data) ? giorno(riga.data) : riga.data}, {riga.ora}
                </td>
                <td>{String(riga.corpo['flusso'])}</td>
                <td>{[nomi(riga.corpo['mittenti']), nomi(riga.corpo['destinatari'])].filter(Boolean).join(' → ')}</td>
                <td>{String(riga.corpo['oggetto'])}</td>
                <td>
                  {errori.length > 0 && (
                    <span className="errore-campo">{`Riga ${riga.linea}: ${errori.join(' ')}`}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
