import { useState } from 'react';
import { Link } from 'react-router';
import type { CorrispondenteScheda, CorrispondenteVoce } from '../../schemas/corrispondente.api.js';
import { Bottone } from '../components/Bottone.js';
import { codiciOf, nomeIntero, PAROLE_GIUDIZIO } from './parole.js';
import * as percorsi from './percorsi-rubrica.js';
import { Unisci } from './Unisci.js';
import { useAzione } from './use-azione.js';

/** How much is known of one: what comes from the IPA most, then codes and domicile, then where it is used. */
const peso = ({ origine, soggetto, domicilio, usi }: CorrispondenteVoce): number[] => [
  origine === 'ipa' ? 1 : 0,
  codiciOf(soggetto).length + (domicilio === undefined ? 0 : 1),
  usi,
];

/** Of two, the one that stays is that of which more is known. */
function ordered(
  uno: CorrispondenteVoce,
  altro: CorrispondenteVoce,
): { va: CorrispondenteVoce; resta: CorrispondenteVoce } {
  const [one, other] = [peso(uno), peso(altro)];
  const differs = one.findIndex((value, i) => value !== other[i]);
  const unoResta = differs === -1 || (one[differs] ?? 0) > (other[differs] ?? 0);
  return unoResta ? { va: altro, resta: uno } : { va: uno, resta: altro };
}

interface DecisioneProps {
  uno: CorrispondenteVoce;
  altro: CorrispondenteVoce;
}

/** What one may decide of two that may be one: merge them, or say that they are two. */
export function Decisione({ uno, altro }: DecisioneProps) {
  const [unisci, setUnisci] = useState(false);
  const distingui = useAzione<undefined>(['Sono due.', 'Non saranno più proposti come doppioni.'], () => undefined);
  const { va, resta } = ordered(uno, altro);
  return (
    <>
      <Bottone aspetto="secondo" misura="piccolo" onClick={() => setUnisci(true)}>
        Unisci
      </Bottone>
      <Bottone
        aspetto="testo"
        misura="piccolo"
        alLavoro={distingui.isPending && 'Un momento…'}
        onClick={() => distingui.mutate({ percorso: percorsi.distingue(uno.id), corpo: { da: altro.id } })}
      >
        Sono due
      </Bottone>
      {unisci && <Unisci di={va} con={resta} onChiudi={() => setUnisci(false)} />}
    </>
  );
}

/** Others that may be the same subject, with the reasons. */
export function Simili({ di, cura }: { di: CorrispondenteScheda; cura: boolean }) {
  return (
    <ul className="rubrica-lista">
      {di.simili.map((altro) => (
        <li key={altro.id} className="riga">
          <span className="cresce ell">
            <Link to={percorsi.paginaCorrispondente(altro.id)}>{nomeIntero(altro.soggetto)}</Link>{' '}
            <span className="mut">{codiciOf(altro.soggetto).join(' · ')}</span>
            <br />
            <span className="xs mut">
              {PAROLE_GIUDIZIO[altro.giudizio]}: {altro.motivi.join(', ')}
            </span>
          </span>
          {cura && <Decisione uno={di} altro={altro} />}
        </li>
      ))}
    </ul>
  );
}
