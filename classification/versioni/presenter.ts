import type { z } from 'zod';
import type { Fatto, Versione } from '../../schemas/titolario.model.js';
import type { BozzaTitolario, ImportazioneTitolario, RigaVersione } from '../../schemas/titolario-versioni.api.js';
import { rfc3339 } from '../../server/lib/clock.js';
import { alOf, statoOn, vociOn } from '../titolario.js';
import type { BozzaLetta } from './bozza.js';

const presentFatto = ({ data, ...fatto }: Fatto) => ({ ...fatto, data: rfc3339(data) });

/** A version among those of its AOO, as it stands on a legal day. */
export function presentVersione(
  versioni: readonly Versione[],
  versione: Versione,
  oggi: string,
): z.infer<typeof RigaVersione> {
  const { numero, denominazione, dal, atto, voci, storia = [] } = versione;
  const al = alOf(versioni, versione);
  return {
    numero,
    denominazione,
    dal,
    ...(al !== undefined && { al }),
    stato: statoOn(versioni, numero, oggi),
    ...(atto !== undefined && { atto }),
    voci: voci.length,
    chiuse: vociOn(versione, oggi).filter(({ chiusaDal }) => chiusaDal !== undefined && chiusaDal <= oggi).length,
    storia: storia.map(presentFatto),
  };
}

const testaOf = ({ bozza: { numero, denominazione, dal, revisione } }: BozzaLetta) => ({
  numero,
  denominazione,
  dal,
  stato: 'bozza' as const,
  ...(revisione !== undefined && { revisione }),
});

export const presentImportazione = (letta: BozzaLetta, prova: boolean): z.infer<typeof ImportazioneTitolario> => ({
  prova,
  versione: testaOf(letta),
  voci: letta.bozza.voci.length,
  differenze: letta.differenze,
  avvisi: letta.avvisi,
});

export const presentBozza = (letta: BozzaLetta): z.infer<typeof BozzaTitolario> => ({
  ...testaOf(letta),
  revisione: letta.bozza.revisione ?? 0,
  voci: letta.bozza.voci.length,
  differenze: letta.differenze,
  raccordo: [...letta.bozza.raccordo],
  raccordoDato: letta.bozza.raccordoDato,
  storia: (letta.bozza.storia ?? []).map(presentFatto),
});
