import { type Blocco, blocchiOf, type Tratto } from '../../schemas/testo-lettera.api.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { useIo } from '../api/sessione.js';
import type { Soggetto } from '../api/tipi.js';

interface FoglioLetteraProps {
  ufficio: string;
  oggetto: string;
  destinatari: readonly Soggetto[];
  testo: string;
  allegati: readonly string[];
}

const SEGNAPOSTO = /(\{[^{}]+\})/u;

/** Words of a line; what is still to be written stands out. */
function Tratti({ tratti }: { tratti: readonly Tratto[] }) {
  return tratti.map(({ testo, grassetto }, i) => {
    const parti = testo
      .split(SEGNAPOSTO)
      .map((parte, j) => (SEGNAPOSTO.test(parte) ? <mark key={j}>{parte}</mark> : parte));
    return grassetto ? <b key={i}>{parti}</b> : <span key={i}>{parti}</span>;
  });
}

function Parte({ blocco }: { blocco: Blocco }) {
  switch (blocco.tipo) {
    case 'titolo':
      return (
        <p className={`titolo-${blocco.livello}`}>
          <Tratti tratti={blocco.righe[0] ?? []} />
        </p>
      );
    case 'paragrafo':
      return (
        <p>
          {blocco.righe.map((riga, i) => (
            <span key={i}>
              {i > 0 && <br />}
              <Tratti tratti={riga} />
            </span>
          ))}
        </p>
      );
    case 'elenco': {
      const voci = blocco.voci.map((voce, i) => (
        <li key={i}>
          <Tratti tratti={voce} />
        </li>
      ));
      return blocco.ordinato ? <ol>{voci}</ol> : <ul>{voci}</ul>;
    }
  }
}

/** The letter as its paper will be, while one writes; the PDF is made by the server from the same words. */
export function FoglioLettera({ ufficio, oggetto, destinatari, testo, allegati }: FoglioLetteraProps) {
  const io = useIo();
  return (
    <article className="foglio-lettera" aria-label="Anteprima della lettera">
      {io.dimostrazione && <span className="foglio-esempio">ESEMPIO</span>}
      <p className="foglio-ente">{io.ente.denominazione}</p>
      <p className="mut">{ufficio}</p>
      <p className="mut xs">Numero e data di protocollo: nella segnatura</p>
      <div className="foglio-destinatari">
        {destinatari.length === 0 && <p className="mut">manca il destinatario</p>}
        {destinatari.map((soggetto) => (
          <p key={JSON.stringify(soggetto)}>
            {nameOfSoggetto(soggetto)}
            {soggetto.indirizzo !== undefined && (
              <>
                <br />
                {soggetto.indirizzo}
              </>
            )}
            {soggetto.domicilioDigitale !== undefined && (
              <>
                <br />
                {soggetto.domicilioDigitale}
              </>
            )}
          </p>
        ))}
      </div>
      <p>
        <b>Oggetto: {oggetto}</b>
      </p>
      {blocchiOf(testo).map((blocco, i) => (
        <Parte key={i} blocco={blocco} />
      ))}
      <p className="foglio-firma mut">chi approva la lettera</p>
      {allegati.length > 0 && <p className="xs">Allegati: {allegati.join('; ')}</p>}
    </article>
  );
}
