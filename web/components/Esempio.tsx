import { giorno, giornoInLettere, giornoIso } from '../lib/formati.js';

/** Every page of a demonstration says so; when its clock was moved, it says to which day. */
export function Esempio({ adesso }: { adesso: string }) {
  const moved = giornoIso(adesso) !== giornoIso(new Date());
  return (
    <span className="esempio" title={`Dati di prova. Giorno dell’orologio: ${giornoInLettere(adesso)}`}>
      ESEMPIO{moved && ` ${giorno(adesso)}`}
    </span>
  );
}
