import * as percorsi from '../api/percorsi.js';
import type { Giornata } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { giorno, giornoInLettere, giornoOra, numero7 } from '../lib/formati.js';
import type { FormatoRegistro } from './apri.js';

/** What the page does with a day; `alLavoro` is what it is doing now. */
export interface Azioni {
  alLavoro: string | null;
  onApri: (percorso: ReturnType<typeof percorsi.registroGiornaliero>, formato: FormatoRegistro, nome: string) => void;
  onChiudi: (giorno: string) => void;
  onSigillo: (percorso: ReturnType<typeof percorsi.firmaGiornaliero>, nome: string) => void;
  onApponi: (giorno: string) => void;
}

export function statoDi({ stato, tardiva }: Giornata) {
  if (stato === 'in-corso') return { tono: 'neu', icona: 'clock', parola: 'in corso' } as const;
  if (stato === 'da-chiudere')
    return tardiva
      ? ({ tono: 'bad', icona: 'warning-circle', parola: 'manca' } as const)
      : ({ tono: 'warn', icona: 'clock', parola: 'da chiudere' } as const);
  return tardiva
    ? ({ tono: 'warn', icona: 'check', parola: 'chiusa in ritardo' } as const)
    : ({ tono: 'ok', icona: 'check', parola: 'chiusa' } as const);
}

/** First and last number of the day. */
export const numeriDi = ({ primo, ultimo }: Giornata): string =>
  primo === undefined || ultimo === undefined ? '' : `${numero7(primo.numero)} - ${numero7(ultimo.numero)}`;

/** When the seal was put on a closed day; the two moments are one unless somebody asked for one of them before. */
export function sigilloDi({ stato, sigilli }: Giornata): string {
  if (stato !== 'chiusa') return '';
  const quando = sigilli?.xml ?? sigilli?.pdf;
  return quando === undefined ? 'manca' : giornoOra(quando);
}

/** One day: its register to be opened, or to be closed where it is missing. */
export function RigaGiornata({ giornata, azioni }: { giornata: Giornata; azioni: Azioni }) {
  const { giorno: day, stato, progressivo, registrazioni, annullate, variazioni, chiusura, sha256 } = giornata;
  const percorso = percorsi.registroGiornaliero(day);
  const nome = `registro-giornaliero-${day}`;
  const vuota = registrazioni === 0 && variazioni === 0;
  return (
    <tr className={stato === 'da-chiudere' ? 'mancante' : vuota ? 'vuota' : undefined}>
      <th scope="row">
        {giorno(day)} <span className="mut">{giornoInLettere(day).split(' ')[0]}</span>
      </th>
      <td>
        <Stato {...statoDi(giornata)} />
      </td>
      <td className="num destra">{progressivo === undefined ? '' : numero7(progressivo)}</td>
      <td className="num destra">{registrazioni ?? ''}</td>
      <td className="num destra">{numeriDi(giornata)}</td>
      <td className="num destra">{annullate ?? ''}</td>
      <td className="num destra">{variazioni ?? ''}</td>
      <td>{chiusura === undefined ? '' : giornoOra(chiusura)}</td>
      <td className="mono impronta" title={sha256}>
        {sha256 === undefined ? '' : `${sha256.slice(0, 16)}…`}
      </td>
      <td>
        <Sigillo giornata={giornata} azioni={azioni} />
      </td>
      <td className="azioni">
        <div className="bottoni">
          {stato === 'chiusa' && (
            <>
              <Bottone
                misura="piccolo"
                aria-label={`Apri il PDF del ${giorno(day)}`}
                alLavoro={azioni.alLavoro === `${nome}.pdf` && '…'}
                onClick={() => azioni.onApri(percorso, 'pdf', nome)}
              >
                PDF
              </Bottone>
              <Bottone
                misura="piccolo"
                aria-label={`Scarica l’XML del ${giorno(day)}`}
                alLavoro={azioni.alLavoro === `${nome}.xml` && '…'}
                onClick={() => azioni.onApri(percorso, 'xml', nome)}
              >
                XML
              </Bottone>
            </>
          )}
          {stato === 'da-chiudere' && (
            <Bottone
              misura="piccolo"
              aspetto="secondo"
              aria-label={`Chiudi ora la giornata del ${giorno(day)}`}
              alLavoro={azioni.alLavoro === day && 'Chiusura…'}
              onClick={() => azioni.onChiudi(day)}
            >
              Chiudi ora
            </Bottone>
          )}
        </div>
      </td>
    </tr>
  );
}

/** The seal of the AOO over the two files of a closed day, to be downloaded; where it is missing, to be put on. */
function Sigillo({ giornata, azioni }: { giornata: Giornata; azioni: Azioni }) {
  const { giorno: day, stato, sigilli } = giornata;
  if (stato !== 'chiusa') return null;
  const nome = `registro-giornaliero-${day}`;
  if (sigilli?.xml === undefined || sigilli.pdf === undefined)
    return (
      <div className="bottoni">
        <span className="mut">manca</span>
        <Bottone
          misura="piccolo"
          aria-label={`Apponi il sigillo al ${giorno(day)}`}
          alLavoro={azioni.alLavoro === `${nome}.sigillo` && '…'}
          onClick={() => azioni.onApponi(day)}
        >
          Apponi
        </Bottone>
      </div>
    );
  return (
    <div className="bottoni">
      {(['pdf', 'xml'] as const).map((di) => (
        <Bottone
          key={di}
          misura="piccolo"
          icona="file-signed"
          title={`Apposto il ${giornoOra(sigilli[di] ?? '')}`}
          aria-label={`Scarica il sigillo sul${di === 'pdf' ? ' PDF' : 'l’XML'} del ${giorno(day)}`}
          alLavoro={azioni.alLavoro === `${nome}.${di}.p7s` && '…'}
          onClick={() => azioni.onSigillo(percorsi.firmaGiornaliero(day, di), `${nome}.${di}.p7s`)}
        >
          {di.toUpperCase()}
        </Bottone>
      ))}
    </div>
  );
}
