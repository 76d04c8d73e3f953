import type { CodiceControllo, Controllo, EsitoFirma, FirmaVerificata } from '../../schemas/firma.api.js';
import type { StatoProps } from '../components/Stato.js';

/** The words of signatures: what was looked at, and what became of it. */

export const CONTROLLI: Readonly<Record<CodiceControllo, string>> = {
  contenuto: 'Documento firmato',
  integrita: 'Integrità',
  firmatario: 'Firmatario',
  algoritmi: 'Algoritmi',
  'uso-chiave': 'Uso della chiave',
  catena: 'Autorità',
  validita: 'Validità del certificato',
  revoca: 'Revoca',
  marca: 'Marca temporale',
  modifiche: 'Modifiche successive',
};

export const STATO_CONTROLLO: Readonly<Record<Controllo['esito'], StatoProps>> = {
  si: { tono: 'ok', icona: 'check-circle', parola: 'Regge' },
  no: { tono: 'bad', icona: 'error', parola: 'Non regge' },
  ignoto: { tono: 'warn', icona: 'help-circle', parola: 'Non verificato' },
};

export const STATO_FIRMA: Readonly<Record<EsitoFirma, StatoProps>> = {
  valida: { tono: 'ok', icona: 'file-signed', parola: 'Valida' },
  'non-valida': { tono: 'bad', icona: 'error', parola: 'Non valida' },
  'non-verificabile': { tono: 'warn', icona: 'warning-circle', parola: 'Non verificabile' },
};

/** `CAdES, livello T, dentro un’altra busta`. */
export const genere = ({ tipo, livello, livelloBusta = 0 }: FirmaVerificata): string =>
  [
    tipo,
    ...(livello === undefined ? [] : [`livello ${livello}`]),
    ...(livelloBusta === 0 ? [] : ['dentro un’altra busta']),
  ].join(', ');
