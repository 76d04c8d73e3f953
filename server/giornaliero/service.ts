import {
  findGiornaliero,
  type RegistroAnnuale,
  type RegistroGiornaliero,
} from '../../schemas/registro-giornaliero.model.js';
import { addDays, legalDay } from '../lib/clock.js';
import { DatiNonValidiError, DomainError, NonTrovatoError, StatoIncompatibileError } from '../lib/problem.js';
import { closeAnno } from './annuale.js';
import { closeThrough, type DepsChiusura, primoGiornoOf } from './chiusura.js';
import { giorniDellAnno } from './interroga.js';
import { formatGiorno } from './pdf/date.js';
import { type AooDelRegistro, annoDi, isOver } from './rules.js';

/** Many years were open: one go has closed its share, the next one goes on. */
class GiornateInChiusuraError extends DomainError {
  readonly code = 'servizio-non-disponibile';
  override readonly retryAfterSeconds = 5;
  constructor() {
    super('Le giornate precedenti si stanno chiudendo, in ordine: riprovare tra qualche secondo.');
  }
}

/**
 * The closed register of a day, closed now if it was still open, after the open days before it (protocollo.md §7).
 * @throws StatoIncompatibileError for today; DatiNonValidiError for a day to come; NonTrovatoError before the first registration
 */
export async function requireGiornaliero(
  deps: DepsChiusura,
  aoo: AooDelRegistro,
  giorno: string,
): Promise<RegistroGiornaliero> {
  const adesso = deps.clock.now();
  const oggi = legalDay(adesso);
  if (giorno > oggi)
    throw new DatiNonValidiError(
      [{ campo: 'data', messaggio: `Il ${formatGiorno(giorno)} deve ancora venire.` }],
      `Il ${formatGiorno(giorno)} deve ancora venire: chiedere il registro di una giornata passata.`,
    );
  if (!isOver(giorno, adesso))
    throw new StatoIncompatibileError(
      `Giornata non ancora chiusa: il registro giornaliero del ${formatGiorno(giorno)} si forma dopo la mezzanotte.`,
    );
  const primoGiorno = await primoGiornoOf(aoo);
  if (primoGiorno === undefined || giorno < primoGiorno)
    throw new NonTrovatoError(
      primoGiorno === undefined
        ? 'Il registro non ha ancora registrazioni: non ci sono registri giornalieri.'
        : `I registri giornalieri cominciano dalla prima registrazione, del ${formatGiorno(primoGiorno)}.`,
    );
  const known = await findGiornaliero(aoo._id, giorno);
  if (known !== null) return known;
  const { ultimo } = await closeThrough(deps, aoo, giorno);
  const closed = ultimo?.giorno === giorno ? ultimo : await findGiornaliero(aoo._id, giorno);
  if (closed === null) throw new GiornateInChiusuraError();
  return closed;
}

/**
 * The register of a year that is over, made now if it was not there.
 * @throws StatoIncompatibileError for this year; DatiNonValidiError for one to come; NonTrovatoError before the first registration
 */
export async function requireAnnuale(deps: DepsChiusura, aoo: AooDelRegistro, anno: number): Promise<RegistroAnnuale> {
  const adesso = deps.clock.now();
  const corrente = annoDi(legalDay(adesso));
  if (anno > corrente)
    throw new DatiNonValidiError(
      [{ campo: 'anno', messaggio: `Il ${anno} deve ancora venire.` }],
      `Il ${anno} deve ancora venire: chiedere il registro di un anno concluso.`,
    );
  if (anno === corrente)
    throw new StatoIncompatibileError(
      `Anno non ancora concluso: il registro annuale del ${anno} si forma dopo il 31 dicembre.`,
    );
  const primoGiorno = await primoGiornoOf(aoo);
  if (primoGiorno === undefined || anno < annoDi(primoGiorno))
    throw new NonTrovatoError('Per quell’anno non ci sono registrazioni: controllare l’anno.');
  const [, ultimo] = giorniDellAnno(anno);
  await requireGiornaliero(deps, aoo, ultimo);
  return closeAnno(deps, aoo, anno);
}

/** The yearly registers that are due: of every year that ended while the register was running. @returns how many there are */
export async function closeAnniDue(deps: DepsChiusura, aoo: AooDelRegistro): Promise<RegistroAnnuale[]> {
  const primoGiorno = await primoGiornoOf(aoo);
  const ieri = addDays(legalDay(deps.clock.now()), -1);
  if (primoGiorno === undefined) return [];
  const registri: RegistroAnnuale[] = [];
  for (let anno = annoDi(primoGiorno); giorniDellAnno(anno)[1] <= ieri; anno += 1)
    if ((await findGiornaliero(aoo._id, giorniDellAnno(anno)[1])) !== null)
      registri.push(await closeAnno(deps, aoo, anno));
  return registri;
}
