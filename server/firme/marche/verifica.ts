import type { VerificaMarca } from '../tipi.js';

/** A token, or the answer of an authority that holds one (RFC 3161). */
export const verificaMarca: VerificaMarca = (_token, _digestOf, contesto, posto) =>
  Promise.resolve({
    quando: contesto.adesso.toISOString(),
    autorita: '',
    esito: 'non-verificabile',
    motivo: 'La marca temporale non è leggibile.',
    posto,
  });
