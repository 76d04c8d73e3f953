import type { Controllo, EsitoFirma, FirmaVerificata } from '../../../schemas/firma.api.js';

/**
 * What the checks of a signature come to: a definite no makes it not valid; what could not be looked at is never taken as good.
 * @returns the outcome, and the sentence of the first check that does not hold
 */
export function esitoDi(controlli: readonly Controllo[]): { esito: EsitoFirma; motivo?: string } {
  const no = controlli.find(({ esito }) => esito === 'no');
  if (no !== undefined) return { esito: 'non-valida', motivo: no.messaggio };
  const ignoto = controlli.find(({ esito }) => esito === 'ignoto');
  return ignoto === undefined ? { esito: 'valida' } : { esito: 'non-verificabile', motivo: ignoto.messaggio };
}

/** A signature with more that was found of it: of each code what is worse, and what had not been looked at yet. Pure. */
export function conControlli(firma: FirmaVerificata, altri: readonly Controllo[]): FirmaVerificata {
  if (altri.length === 0) return firma;
  const peggio = (codice: Controllo['codice']): Controllo | undefined =>
    altri.find((one) => one.codice === codice && one.esito === 'no') ?? altri.find((one) => one.codice === codice);
  const known = new Set(firma.controlli.map(({ codice }) => codice));
  const nuovi = [...new Set(altri.map(({ codice }) => codice))].filter((codice) => !known.has(codice));
  const controlli = [
    ...nuovi.flatMap((codice) => peggio(codice) ?? []),
    ...firma.controlli.map((one) => (one.esito === 'no' ? one : (peggio(one.codice) ?? one))),
  ];
  const { motivo: _motivo, ...resto } = firma;
  return { ...resto, ...esitoDi(controlli), controlli };
}
