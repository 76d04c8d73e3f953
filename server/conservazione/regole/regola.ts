import type {
  Conservazione,
  ConservatoreAoo,
  RegolaVersamento,
} from '../../../schemas/configurazione-conservazione.api.js';
import type { TipoVersamento } from '../../../schemas/versamento.api.js';

/** What a rule looks at. `tipologia` of a fascicolo is its tipo. */
export interface DaRegolare {
  tipo: TipoVersamento;
  registro?: string | undefined;
  tipologia?: string | undefined;
}

export interface RegolaTrovata {
  regola: RegolaVersamento;
  conservatore: ConservatoreAoo;
}

const fits = (
  { tipo, registro, tipologia }: Pick<RegolaVersamento, 'tipo' | 'registro' | 'tipologia'>,
  cosa: DaRegolare,
): boolean =>
  tipo === cosa.tipo &&
  (registro === undefined || registro === cosa.registro) &&
  (tipologia === undefined || tipologia === cosa.tipologia);

/** The first rule that fits, with the receiver that it names; undefined where nothing says to whom it goes. Pure. */
export function regolaFor({ regole, conservatori }: Conservazione, cosa: DaRegolare): RegolaTrovata | undefined {
  const regola = regole.find((one) => fits(one, cosa));
  const conservatore = conservatori.find(({ codice }) => codice === regola?.conservatore);
  return regola === undefined || conservatore === undefined ? undefined : { regola, conservatore };
}

type Condizione = Record<string, unknown>;

/**
 * Filter of what waits because its receiver is off; null where none is. Of unità documentarie it looks at `registro` and `tipologia`,
 * of fascicoli at `tipo`. What no rule names does not wait: it is taken, and found to have none. Pure.
 */
export function filtroSpenti(
  { regole, conservatori }: Conservazione,
  tipo: 'unita-documentaria' | 'fascicolo',
): Condizione | null {
  const attivi = new Set(conservatori.filter(({ attivo }) => attivo).map(({ codice }) => codice));
  const campo = tipo === 'fascicolo' ? 'tipo' : 'tipologia';
  const own = regole.filter((one) => one.tipo === tipo);
  const condizioni = own.map(({ registro, tipologia }): Condizione => ({
    ...(registro !== undefined && { registro }),
    ...(tipologia !== undefined && { [campo]: tipologia }),
  }));
  const spenti = own.flatMap(({ conservatore }, i) => {
    if (attivi.has(conservatore)) return [];
    const before = condizioni.slice(0, i);
    return [{ $and: [condizioni[i] ?? {}, ...(before.length > 0 ? [{ $nor: before }] : [])] }];
  });
  return spenti.length === 0 ? null : { $nor: spenti };
}
