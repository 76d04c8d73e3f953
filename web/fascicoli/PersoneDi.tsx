import type { ReactNode } from 'react';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import { nomeUfficio } from '../api/elenchi.js';
import { useNomi } from '../api/nomi.js';
import type { Ufficio } from '../api/tipi.js';
import { Persona } from '../components/Persona.js';

/** Who is in it: whom it is about, who answers for it, the offices and the administrations that take part. */
export function PersoneDi({ fascicolo, uffici }: { fascicolo: FascicoloRisposta; uffici: readonly Ufficio[] }) {
  const { intestatario, responsabile, rup, uo, altreUo = [], partecipanti = [], operatore, riservatezza } = fascicolo;
  const nomeOf = useNomi(riservatezza.utenti ?? []);
  const nome = (utente: string) => <Persona utente={utente} />;
  const riservataA = [
    ...(riservatezza.uo ?? []).map((one) => nomeUfficio(uffici, one)),
    ...(riservatezza.utenti ?? []).map(nomeOf),
  ];
  const voci: readonly (readonly [string, ReactNode])[] = [
    ['Intestatario', intestatario === undefined ? '–' : nameOfSoggetto(intestatario as Soggetto)],
    ['Ufficio', nomeUfficio(uffici, uo)],
    ['Responsabile', responsabile === undefined ? <span className="mut">manca</span> : nome(responsabile)],
    ...(fascicolo.tipo === 'procedimento'
      ? [['Responsabile del procedimento', rup === undefined ? <span className="mut">manca</span> : nome(rup)] as const]
      : []),
    ...(altreUo.length > 0
      ? [['Altri uffici', altreUo.map((one) => nomeUfficio(uffici, one)).join(', ')] as const]
      : []),
    ...(partecipanti.length > 0
      ? [
          [
            'Amministrazioni che partecipano',
            partecipanti.map((one) => nameOfSoggetto(one as Soggetto)).join(', '),
          ] as const,
        ]
      : []),
    ...(riservataA.length > 0 ? [['Lo vedono soltanto', riservataA.join(', ')] as const] : []),
    ['Aperto da', nome(operatore)],
  ];
  return (
    <dl className="fascicolo-persone">
      {voci.map(([parola, valore]) => (
        <div key={parola}>
          <dt>{parola}</dt>
          <dd>{valore}</dd>
        </div>
      ))}
    </dl>
  );
}
