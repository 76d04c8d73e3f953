import type { Caller } from '../../schemas/accesso.api.js';
import type { Documento } from '../../schemas/documento.model.js';
import type { DocumentoRisposta, ElementoFascicolo, FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import { rfc3339 } from '../lib/clock.js';
import { presentRiga } from '../protocollo/presenter.js';
import { withSeen } from '../protocollo/viste.js';
import { fascicoloAllaNascita, readAtto } from './atti.js';
import { type Contenuto, countContenuto } from './contenuto.js';
import { brevi } from './nomi.js';
import { findBrevi } from './visibilita.js';

export const locationOf = ({ _id }: Pick<Fascicolo, '_id'>): string => `/api/v1/fascicoli/${_id}`;

/** @param visti - the linked ones that the reader may see; @param documenti - how many documents in it he may see */
function present(f: Fascicolo, documenti: number, visti: Awaited<ReturnType<typeof findBrevi>>): FascicoloRisposta {
  const collegati = (f.collegati ?? []).flatMap((id) => visti.get(id) ?? []);
  return {
    id: f._id,
    aoo: f.aoo,
    anno: f.anno,
    numero: f.progressivo,
    codice: f.codice,
    livello: f.livello,
    ...(f.padre !== undefined && { padre: f.padre }),
    radice: f.radice,
    oggetto: f.oggetto,
    tipo: f.tipo,
    classifica: { codice: f.classifica.codice, voce: f.classifica.voce },
    uo: f.uo,
    ...(f.altreUo !== undefined && { altreUo: f.altreUo }),
    ...(f.responsabile !== undefined && { responsabile: f.responsabile }),
    ...(f.rup !== undefined && { rup: f.rup }),
    ...(f.intestatario !== undefined && { intestatario: { ...f.intestatario } }),
    ...(f.procedimento !== undefined && { procedimento: f.procedimento }),
    riservatezza: f.riservatezza.livello === 'ordinaria' ? { livello: 'ordinaria' } : f.riservatezza,
    ...(f.note !== undefined && { note: f.note }),
    ...(f.paroleChiave !== undefined && { paroleChiave: f.paroleChiave }),
    ...(f.posizione !== undefined && { posizione: f.posizione }),
    ...(f.partecipanti !== undefined && { partecipanti: f.partecipanti.map((one) => ({ ...one })) }),
    ...(collegati.length > 0 && { collegati }),
    stato: f.stato,
    ...(f.annullato !== undefined && { annullato: { ...f.annullato, data: rfc3339(new Date(f.annullato.data)) } }),
    dataApertura: f.dataApertura,
    ...(f.dataChiusura !== undefined && { dataChiusura: f.dataChiusura }),
    ...(f.indice !== undefined && { indice: f.indice }),
    operatore: f.operatore,
    ...(f.perContoDi !== undefined && { perContoDi: f.perContoDi }),
    documenti,
    versione: f.versione,
  };
}

/** Fascicoli as their reader may know them. */
export async function presentFascicoli(caller: Caller, fascicoli: readonly Fascicolo[]): Promise<FascicoloRisposta[]> {
  const [counts, visti] = await Promise.all([
    countContenuto(
      caller,
      fascicoli.map(({ _id }) => _id),
    ),
    findBrevi(
      caller,
      fascicoli.flatMap(({ collegati }) => collegati ?? []),
    ),
  ]);
  return fascicoli.map((one) => present(one, counts.get(one._id) ?? 0, visti));
}

export const presentFascicolo = async (caller: Caller, fascicolo: Fascicolo): Promise<FascicoloRisposta> => {
  const [shown] = await presentFascicoli(caller, [fascicolo]);
  return shown ?? present(fascicolo, 0, new Map());
};

/** As it was answered when it was born: what a repeated Idempotency-Key gets, whatever has changed since. */
export const presentNascita = (fascicolo: Fascicolo): FascicoloRisposta =>
  present(fascicoloAllaNascita(fascicolo), 0, new Map());

/** Documents that are not registered, as their reader may know them. */
export async function presentDocumenti(caller: Caller, documenti: readonly Documento[]): Promise<DocumentoRisposta[]> {
  const visti = await findBrevi(caller, documenti.flatMap(({ fascicolo, altriFascicoli = [] }) => [fascicolo ?? '', ...altriFascicoli])); // prettier-ignore
  return documenti.map((d) => ({
    id: d._id,
    oggetto: d.oggetto,
    data: rfc3339(d.data),
    operatore: d.operatore,
    ...(d.perContoDi !== undefined && { perContoDi: d.perContoDi }),
    versioni: d.versioni.map((one) => ({ ...one, data: rfc3339(new Date(one.data)) })),
    riservatezza: d.riservatezza.livello === 'ordinaria' ? { livello: 'ordinaria' as const } : d.riservatezza,
    ...(d.note !== undefined && { note: d.note }),
    fascicoli: brevi(visti, d),
    versione: d.versione,
  }));
}

/** The documents of a fascicolo as their reader may know them, in the order given. */
export async function presentContenuto(caller: Caller, elementi: readonly Contenuto[]): Promise<ElementoFascicolo[]> {
  const registrazioni = elementi.flatMap((one) => (one.tipo === 'registrazione' ? [one.record] : []));
  const documenti = elementi.flatMap((one) => (one.tipo === 'documento' ? [one.record] : []));
  const [righe, presented] = await Promise.all([withSeen(caller, registrazioni), presentDocumenti(caller, documenti)]);
  const shown = [...righe];
  const others = [...presented];
  return elementi.flatMap(({ tipo, data, fascicolo, principale }): ElementoFascicolo[] => {
    const at = { data: rfc3339(data), fascicolo, principale };
    if (tipo === 'registrazione') {
      const riga = shown.shift();
      return riga === undefined ? [] : [{ tipo, ...at, registrazione: presentRiga(riga) }];
    }
    const documento = others.shift();
    return documento === undefined ? [] : [{ tipo, ...at, documento }];
  });
}

/** What was done on a fascicolo, its opening first; a linked one is named only to who may see it, too (contract §5). */
export async function presentAtti(caller: Caller, fascicolo: Fascicolo) {
  const { apertoIl, operatore, perContoDi, delega: nata, hash, codice } = fascicolo;
  const { oggetto } = fascicoloAllaNascita(fascicolo);
  const eventi = fascicolo.eventi.map((one) => ({ ...readAtto(one), hash: one.hash }));
  const linked = eventi.flatMap(({ dettagli: { fascicolo: id } }) => (typeof id === 'string' ? [id] : []));
  const visti = await findBrevi(caller, linked);
  const shown = (dettagli: Record<string, unknown>): Record<string, unknown> => {
    const { fascicolo: id, codice: _di, ...rest } = dettagli;
    return typeof id === 'string' && !visti.has(id) ? rest : dettagli;
  };
  return {
    elementi: [
      {
        tipo: 'apertura',
        data: rfc3339(apertoIl),
        utente: operatore,
        ...(perContoDi !== undefined && { perContoDi }),
        dettagli: { codice, oggetto, ...(nata !== undefined && { delega: nata }) },
        hash,
      },
      ...eventi.map(({ tipo, data, utente, perContoDi: conto, delega, dettagli, hash: impronta }) => ({
        tipo,
        data: rfc3339(new Date(data)),
        utente,
        ...(conto !== undefined && { perContoDi: conto }),
        dettagli: { ...shown(dettagli), ...(delega !== undefined && { delega }) },
        hash: impronta,
      })),
    ],
  };
}
