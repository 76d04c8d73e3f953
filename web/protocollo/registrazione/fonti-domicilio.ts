import type { CorrispondenteVoce, Fonte } from '../../../schemas/corrispondente.api.js';
import { PAROLE_FONTE } from '../../rubrica/parole.js';

/** Where each address is known from, as the suggestions of this page have said: a chosen subject names only the address. */
const fonti = new Map<string, Fonte>();
const MAX = 2_000;

export function ricordaFonti(voci: readonly Pick<CorrispondenteVoce, 'domicilio'>[]): void {
  if (fonti.size > MAX) fonti.clear();
  for (const { domicilio } of voci) if (domicilio !== undefined) fonti.set(domicilio.indirizzo, domicilio.fonte);
}

/** ` (IPA)`, or nothing for an address that was written by hand. */
export function fonteInParole(indirizzo: string): string {
  const fonte = fonti.get(indirizzo);
  return fonte === undefined ? '' : ` (${PAROLE_FONTE[fonte]})`;
}
