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
