import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import { ufficioOf } from '../accesso/aoo.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { ProcedimentoMetadati } from './agg.js';

/**
 * What the metadata say of the procedimento of a fascicolo: its name and matter from the catalogue of the AOO in force when it was
 * opened, the phases that were begun. Undefined where the fascicolo names none.
 */
export async function procedimentoDi({
  aoo,
  tipo,
  procedimento,
  iter,
  uo,
  dataApertura,
}: Fascicolo): Promise<ProcedimentoMetadati | undefined> {
  if (tipo !== 'procedimento') return undefined;
  const nome = iter?.codice ?? procedimento;
  if (nome === undefined) return undefined;
  const catalogo = await configurazioneAl(aoo, 'procedimenti', dataApertura);
  const found =
    catalogo.find(({ codice }) => codice === nome) ?? catalogo.find(({ denominazione }) => denominazione === nome);
  const ufficio = await ufficioOf(aoo, found?.uo ?? uo);
  return {
    denominazione: iter?.denominazione ?? found?.denominazione ?? nome,
    // the schema asks for the subject, or the office under which the procedimento stands
    materia: iter?.materia ?? found?.materia ?? ufficio?.denominazione,
    catalogo: found?.portale !== undefined && /^https?:\/\//.test(found.portale) ? found.portale : undefined,
    fasi: iter?.fasi ?? [],
  };
}
