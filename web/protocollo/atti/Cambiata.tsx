import { useUffici } from '../../api/elenchi.js';
import { useNomi } from '../../api/nomi.js';
import { useIo } from '../../api/sessione.js';
import type { RigaPiena } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Persona } from '../../components/Persona.js';
import { giorno, giornoIso, ora } from '../../lib/formati.js';
import { adesso } from '../../lib/orologio.js';
import { utentiIn } from '../../lib/utenti.js';
import { useEventi } from '../scheda/interrogazioni.js';
import { useMotivoAccesso } from '../motivo-accesso.js';
import { differenze, nomeCampo } from '../valori-in-parole.js';

/** A colleague changed it while the form was open: who, when, what; the second press saves over that, if one wants to. */
export function Cambiata({ prima, dopo }: { prima: RigaPiena; dopo: RigaPiena }) {
  const io = useIo();
  const motivoAccesso = useMotivoAccesso();
  const { data: uffici } = useUffici();
  const { data: eventi } = useEventi(dopo, motivoAccesso);
  const ultimo = eventi?.at(-1);
  const nomeOf = useNomi(utentiIn([prima, dopo]));
  const cambi = differenze(prima, dopo, { io, uffici, nomeOf });
  const quando = (instant: string) =>
    giornoIso(instant) === giornoIso(adesso()) ? `alle ${ora(instant)}` : `il ${giorno(instant)} alle ${ora(instant)}`;
  return (
    <Avviso tono="inf" icona="user" annuncio="alert" titolo="Un collega ha cambiato questa scheda">
      {ultimo !== undefined && (
        <>
          {quando(ultimo.data)} (<Persona utente={ultimo.utente} />)
        </>
      )}
      {cambi.length > 0 && ': '}
      {cambi.map(({ campo, prima: era, dopo: diventa }, i) => (
        <span key={campo}>
          {i > 0 && '; '}
          {nomeCampo(campo).toLowerCase()} <del>{era}</del> → <b>{diventa}</b>
        </span>
      ))}
      . Ciò che lei ha scritto è ancora qui: se va bene lo stesso, confermi di nuovo.
    </Avviso>
  );
}
