import { useNavigate, useSearchParams } from 'react-router';
import { Bottone } from '../Bottone.js';

/** Back and on through the pages of a list whose cursor stands in the address. @param seguente - cursor of the page after */
export function AltrePagine({ seguente }: { seguente: string | undefined }) {
  const naviga = useNavigate();
  const [parametri, setParametri] = useSearchParams();
  const goOn = (cursore: string) => {
    const next = new URLSearchParams(parametri);
    next.set('cursore', cursore);
    setParametri(next);
  };
  return (
    <>
      {parametri.has('cursore') && (
        <Bottone aspetto="testo" misura="piccolo" onClick={() => void naviga(-1)}>
          Precedenti
        </Bottone>
      )}
      {seguente !== undefined && (
        <Bottone aspetto="testo" misura="piccolo" onClick={() => goOn(seguente)}>
          Successivi
        </Bottone>
      )}
    </>
  );
}
