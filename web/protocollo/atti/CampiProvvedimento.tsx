import type { Provvedimento } from '../../api/tipi.js';
import { Campo } from '../../components/Campo.js';
import { giornoInLettere } from '../../lib/formati.js';

export const SENZA_PROVVEDIMENTO: Provvedimento = { numero: '', data: '', autore: '' };

/** The act as it is sent: nothing at all when nothing was written, so that the system makes and numbers its own. */
export function provvedimentoScritto({ numero, data, autore }: Provvedimento): { provvedimento?: Provvedimento } {
  const scritto = { numero: numero.trim(), data, autore: autore.trim() };
  return Object.values(scritto).every((value) => value === '') ? {} : { provvedimento: scritto };
}

interface CampiProvvedimentoProps {
  valore: Provvedimento;
  erroreDi: (campo: string) => string | undefined;
  onValore: (valore: Provvedimento) => void;
  /** Who decides has the system write the act; who asks may cite one. */
  daSistema: boolean;
}

/** The act that authorises (DPR 445/2000 art. 54 c. 2): cited if there is one already. */
export function CampiProvvedimento({ valore, erroreDi, onValore, daSistema }: CampiProvvedimentoProps) {
  const field = (nome: keyof Provvedimento) => ({
    name: `provvedimento.${nome}`,
    value: valore[nome],
    errore: erroreDi(`provvedimento.${nome}`),
    onChange: (event: { target: { value: string } }) => onValore({ ...valore, [nome]: event.target.value }),
  });
  return (
    <details className="altri" open={erroreDi('provvedimento') !== undefined || undefined}>
      <summary>Provvedimento già adottato (facoltativo)</summary>
      <p className="aiuto">
        {daSistema
          ? 'Se non c’è, lo scrive e lo numera il sistema: un atto che autorizza resta sempre agli atti.'
          : 'Se c’è, chi decide lo trova già citato.'}
      </p>
      <div className="griglia-due">
        <Campo etichetta="Numero" {...field('numero')} />
        <Campo
          etichetta="Data"
          type="date"
          {...field('data')}
          {...(valore.data !== '' && { aiuto: giornoInLettere(valore.data) })}
        />
        <Campo etichetta="Autore" {...field('autore')} />
      </div>
    </details>
  );
}
