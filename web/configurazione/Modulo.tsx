import { giorno } from '../lib/formati.js';
import { CAMPI, isIntero } from './campi-regole.js';
import type { TipoCampi } from './campo-regole.js';
import { Campi } from './Campi.js';
import { type ErroreContenuto, paroleDi } from './errori-contenuto.js';
import { paroleCampo, readCampo, type Voce } from './valori.js';

interface ModuloProps {
  tipo: TipoCampi;
  voce: Voce;
  errori: readonly ErroreContenuto[];
  /** absent: only to be read */
  onVoce?: ((voce: Voce) => void) | undefined;
}

/** A part that is one form: its values, or the fields in which they are changed. */
export function Modulo({ tipo, voce, errori, onVoce }: ModuloProps) {
  return (
    <div className="regole-modulo" tabIndex={0} role="region" aria-label="Valori">
      {onVoce === undefined ? (
        <dl className="dati regole-dati">
          {CAMPI[tipo].map((campo) => {
            const value = readCampo(voce, campo.campo);
            const parole = paroleCampo(campo, value);
            return (
              <div key={campo.campo} className="regole-dato">
                <dt>{campo.titolo}</dt>
                <dd>
                  {parole === '' ? (
                    <span className="mut">non indicato</span>
                  ) : campo.genere === 'data' ? (
                    giorno(parole)
                  ) : (
                    parole
                  )}
                  {campo.aiuto !== undefined && <span className="regole-unita"> {campo.aiuto}</span>}
                </dd>
              </div>
            );
          })}
        </dl>
      ) : (
        <Campi
          campi={CAMPI[tipo]}
          voce={voce}
          onVoce={onVoce}
          erroreDi={(campo) => paroleDi(errori, null, campo)}
          interi={isIntero(tipo)}
        />
      )}
    </div>
  );
}
