import type { Caller } from '../../schemas/accesso.api.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { MancanzaVersamento } from '../../schemas/non-inviabile.model.js';
import { modelOf } from '../../schemas/registrazione.model.js';
import type { RigaVersamento, TipoVersamento, VersamentoRisposta, Voce } from '../../schemas/versamento.api.js';
import { readRiferimento } from './regole/riferimento.js';

/*
 * Of what is reserved a row tells key, numbers and codes. Names of files, names of persons in what is missing and the receiver's own
 * words, which quote what was sent, are read with a reason only, as the thing itself is.
 */

export interface Cosa {
  tipo: TipoVersamento;
  riferimento: string;
}

export const nomeCosa = ({ tipo, riferimento }: Cosa): string => `${tipo} ${riferimento}`;

/** Which of these are reserved, by `nomeCosa`. */
export async function findRiservate(aoo: string, cose: readonly Cosa[]): Promise<Set<string>> {
  const found = new Set<string>();
  const fascicoli: string[] = [];
  const unita = new Map<string, { anno: number; numero: number; cosa: Cosa }[]>();
  for (const cosa of cose) {
    const named = readRiferimento(cosa.tipo, cosa.riferimento);
    if (named?.tipo === 'fascicolo') fascicoli.push(named.id);
    if (named?.tipo !== 'unita-documentaria') continue;
    const { registro, anno, numero } = named;
    unita.set(registro, [...(unita.get(registro) ?? []), { anno, numero, cosa }]);
  }
  const riservata = { aoo, 'riservatezza.livello': 'riservata' as const };
  for (const [registro, asked] of unita) {
    const rows = await modelOf(registro)
      .find(
        { ...riservata, registro, $or: asked.map(({ anno, numero }) => ({ anno, numero })) },
        { _id: 0, anno: 1, numero: 1 },
      )
      .lean<{ anno: number; numero: number }[]>();
    const reserved = new Set(rows.map(({ anno, numero }) => `${anno}/${numero}`));
    for (const { anno, numero, cosa } of asked) if (reserved.has(`${anno}/${numero}`)) found.add(nomeCosa(cosa));
  }
  if (fascicoli.length > 0) {
    const rows = await FascicoloModel.find({ ...riservata, _id: { $in: fascicoli } }, { _id: 1 }).lean<
      { _id: string }[]
    >();
    for (const { _id } of rows) found.add(nomeCosa({ tipo: 'fascicolo', riferimento: _id }));
  }
  return found;
}

/** Whether what a package of this thing holds is to be kept from who asks now. */
export const isCoperta = async (caller: Pick<Caller, 'aoo' | 'motivoAccesso'>, cosa: Cosa): Promise<boolean> =>
  caller.motivoAccesso === undefined && (await findRiservate(caller.aoo, [cosa])).has(nomeCosa(cosa));

const COPERTO = 'Contenuto riservato: si legge indicando il motivo dell’accesso.';

const copriVoci = (voci: readonly Voce[]): Voce[] => voci.map((voce) => ({ ...voce, messaggio: COPERTO }));

/** Why it cannot be shipped: the codes and who sees to it, not the words. Pure. */
export const copriMancanze = (mancanze: readonly MancanzaVersamento[]): MancanzaVersamento[] =>
  mancanze.map(({ codice, chi }) => ({ codice, messaggio: COPERTO, ...(chi !== undefined && { chi }) }));

/** A row without what it would tell of the content. Pure. */
export function copriRiga<T extends Pick<RigaVersamento, 'causa' | 'tentativi'>>(riga: T): T {
  const { causa } = riga;
  return {
    ...riga,
    tentativi: riga.tentativi.map(({ messaggio, ...one }) => ({
      ...one,
      ...(messaggio !== undefined && { messaggio: COPERTO }),
      voci: copriVoci(one.voci),
    })),
    ...(causa !== undefined && {
      causa: {
        ...causa,
        parole: causa.titolo,
        ...(causa.file !== undefined && { file: { ...causa.file, nome: causa.file.id } }),
      },
    }),
  };
}

/** Acts whose sentence has the receiver's words after its own. */
const CON_PAROLE_ALTRUI = new Set(['esito', 'esibizione']);

/** A package without what it would tell of the content. Pure. */
export function copriVersamento(v: VersamentoRisposta): VersamentoRisposta {
  return {
    ...copriRiga(v),
    avvisi: copriVoci(v.avvisi),
    file: v.file.map((one) => ({ ...one, nome: one.id })),
    storia: v.storia.map((one) =>
      CON_PAROLE_ALTRUI.has(one.tipo) ? { ...one, parole: one.parole.replace(/[(:].*$/s, '').trim() } : one,
    ),
  };
}
