import type { Proposte, PropostaLetta } from '../../schemas/scansione.api.js';
import type { z } from 'zod';
import { giorno } from '../lib/formati.js';
import { memorizza, ricorda } from '../lib/memoria.js';

export const CAMPI_LETTI = ['oggetto', 'mittente', 'data', 'protocolloMittente'] as const;
export type CampoLetto = (typeof CAMPI_LETTI)[number];

export const PAROLE_CAMPO: Readonly<Record<CampoLetto, string>> = {
  oggetto: 'Oggetto',
  mittente: 'Mittente',
  data: 'Data',
  protocolloMittente: 'Protocollo del mittente',
};

export interface Letta {
  campo: CampoLetto;
  valore: string;
  dove: z.infer<typeof PropostaLetta> | undefined;
}

/** What was read in the text, in the order in which it is taken by key. */
export function letteDi(proposte: z.infer<typeof Proposte> | undefined): Letta[] {
  return CAMPI_LETTI.flatMap((campo) => {
    const valore = proposte?.[campo];
    return valore === undefined ? [] : [{ campo, valore, dove: proposte?.lette?.[campo] }];
  });
}

/** A value as one reads it: a date by its day, and as it stands in the document where that is written otherwise. */
export function valoreInParole({ campo, valore, dove }: Letta): string {
  if (campo !== 'data') return valore;
  const shown = giorno(valore);
  return dove === undefined || dove.scritto === shown ? shown : `${shown}, «${dove.scritto}»`;
}

const chiaveOf = (scansione: string): string => `protocollo.scansione.${scansione}.presi`;
const isCampo = (value: unknown): value is CampoLetto => CAMPI_LETTI.some((campo) => campo === value);

/** Which of the values read the operator has taken for the registration, in this tab. */
export function readPresi(scansione: string): CampoLetto[] {
  const presi = ricorda(chiaveOf(scansione), sessionStorage)?.['presi'];
  return Array.isArray(presi) ? presi.filter(isCampo) : [];
}

export function writePresi(scansione: string, presi: readonly CampoLetto[]): void {
  memorizza(chiaveOf(scansione), { presi }, sessionStorage);
}
