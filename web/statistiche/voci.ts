import type { VoceStatistica } from '../api/tipi.js';

/** By what registrations are counted, in words. */
export const VOCI: readonly (readonly [VoceStatistica, string])[] = [
  ['mese', 'Mese'],
  ['giorno', 'Giorno'],
  ['ufficio', 'Ufficio'],
  ['flusso', 'Flusso'],
  ['mezzo', 'Mezzo'],
  ['classe', 'Classe'],
];
