import type { Voce } from '../../../schemas/versamento.api.js';
import type { CausaRifiuto, EsitoInvio } from '../tipi.js';
import { significatoOf, voceDecisiva } from './codici.js';
import { GRUPPI } from './codici-gruppi.js';
import type { Risposta } from './risposta.js';

/** What was seen of one call. */
export type Osservazione =
  /** no byte of the body left: the voce says why */
  | { tipo: 'non-inviato'; voce: Voce }
  /** our own store did not give what was to be sent: the body never became whole */
  | { tipo: 'non-completo'; voce: Voce }
  /** something left, and no whole answer came */
  | { tipo: 'interrotto'; motivo: string }
  /** an answer came; `risposta` absent: it is none that can be read */
  | { tipo: 'risposta'; statoHttp: number; risposta?: Risposta; motivo?: string; riprovaDopo?: Date };

const errore = (codice: string, messaggio: string): Voce => ({ codice, messaggio, gravita: 'errore' });

/** Statuses with which proxies say that nothing got through, or that it is to be tried later. */
const NON_PASSATO = new Set([404, 405, 408, 410, 429]);
const RICHIEDE_CREDENZIALI = new Set([401, 403, 407]);

const conDopo = (voci: readonly Voce[], riprovaDopo: Date | undefined): EsitoInvio => ({
  tipo: 'tecnico',
  voci,
  ...(riprovaDopo !== undefined && { riprovaDopo }),
});

/**
 * What a status says where the answer is not the receiver's own: who is in between turns away credentials and size for good, and
 * for the rest may have let the package through.
 */
export function daStatoHttp(statoHttp: number, motivo: string, riprovaDopo?: Date): EsitoInvio {
  const voce = errore(`HTTP-${statoHttp}`, `Risposta HTTP ${statoHttp}.`);
  if (RICHIEDE_CREDENZIALI.has(statoHttp)) return { tipo: 'sospeso', voci: [voce] };
  if (statoHttp === 413) return { tipo: 'rifiutato', causa: 'configurazione', voci: [voce] };
  if (NON_PASSATO.has(statoHttp) || (statoHttp >= 300 && statoHttp < 400)) return conDopo([voce], riprovaDopo);
  return { tipo: 'incerto', motivo: `HTTP ${statoHttp}: ${motivo}` };
}

/** A refusal by what its faults mean, all lists looked at. */
export function daVoci(voci: readonly Voce[], riprovaDopo?: Date): EsitoInvio {
  const voce = voceDecisiva(voci);
  const { classe, gruppo } = significatoOf(voce?.codice ?? '');
  if (classe === 'tecnico') return conDopo(voci, riprovaDopo);
  if (classe === 'configurazione') return { tipo: 'sospeso', voci };
  if (classe === 'presente') return { tipo: 'conflitto', voci };
  const rimedi: readonly string[] = GRUPPI[gruppo].rimedi;
  const causa: CausaRifiuto =
    classe === 'dati' && rimedi.includes('configura') && !rimedi.includes('completa-dati') ? 'configurazione' : classe;
  return { tipo: 'rifiutato', causa, voci };
}

/**
 * What a call has come to: the decision table of conservazione-parer.md §8, first match wins. Pure. Whether a receipt is that of what
 * was sent is still to be compared (riscontro.ts): where it is not, and the key was there before, somebody else has it (conflict).
 */
export function decidi(osservazione: Osservazione): EsitoInvio {
  if (osservazione.tipo === 'non-inviato') return { tipo: 'tecnico', voci: [osservazione.voce] };
  if (osservazione.tipo === 'non-completo') return daVoci([osservazione.voce]);
  if (osservazione.tipo === 'interrotto') return { tipo: 'incerto', motivo: osservazione.motivo };
  const { statoHttp, risposta, motivo = 'la risposta non è del conservatore', riprovaDopo } = osservazione;
  if (risposta === undefined) return daStatoHttp(statoHttp, motivo, riprovaDopo);
  const { esito, rapporto, voci } = risposta;
  if (esito !== 'NEGATIVO') {
    if (statoHttp >= 300) return { tipo: 'incerto', motivo: `HTTP ${statoHttp} con esito ${esito}` };
    return rapporto === undefined
      ? { tipo: 'senza-rapporto', voci, giaPresente: false }
      : { tipo: 'conservato', rapporto, avvisi: voci, giaPresente: false };
  }
  const decisiva = voceDecisiva(voci);
  if (decisiva !== undefined && significatoOf(decisiva.codice).classe === 'presente')
    return rapporto === undefined
      ? { tipo: 'senza-rapporto', voci, giaPresente: true }
      : {
          tipo: 'conservato',
          rapporto,
          avvisi: voci.filter(({ gravita }) => gravita === 'avviso'),
          giaPresente: true,
        };
  return daVoci(voci, riprovaDopo); // a receipt beside a refusal was rolled back: it is not looked at (§7.3)
}
