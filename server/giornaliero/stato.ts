import type { Giornata, Giornate } from '../../schemas/registro-giornaliero.api.js';
import { findAllAoo } from '../../schemas/aoo.model.js';
import {
  type CopiaRegistro,
  findAnnuale,
  findCopie,
  findFirmeRegistri,
  type FirmaRegistro,
  findGiornalieri,
  findUltimoGiornaliero,
  type RegistroGiornaliero,
} from '../../schemas/registro-giornaliero.model.js';
import { addDays, legalDay, rfc3339 } from '../lib/clock.js';
import { primoGiornoOf } from './chiusura.js';
import { giorniDellAnno } from './interroga.js';
import { type AooDelRegistro, annoDi, daysBetween, isOver, isTardiva, scadenzaOf } from './rules.js';

/** Days of an AOO that are over, should have been closed by now, and are not: the alarm of the desk. */
export async function countInRitardo(aoo: AooDelRegistro, adesso: Date): Promise<number> {
  const ultimo = await findUltimoGiornaliero(aoo._id);
  const first = ultimo === null ? await primoGiornoOf(aoo) : addDays(ultimo.giorno, 1);
  if (first === undefined) return 0;
  const oggi = legalDay(adesso);
  const last = addDays(oggi, adesso > scadenzaOf(addDays(oggi, -1)) ? -1 : -2);
  return Math.max(0, daysBetween(first, last) + 1);
}

/** Late days of all AOO together, for the metrics and the readiness. */
export async function countGiornateInRitardo(adesso: Date): Promise<number> {
  const counts = await Promise.all((await findAllAoo()).map((aoo) => countInRitardo(aoo, adesso)));
  return counts.reduce((sum, n) => sum + n, 0);
}

const place = ({ anno, numero }: { anno: number; numero: number }) => ({ anno, numero });

/** What belongs to closed days beside their registers, by hash. */
export interface Corredo {
  copie: ReadonlyMap<string, CopiaRegistro>;
  sigilli: ReadonlyMap<string, FirmaRegistro>;
}

/** The readable forms of closed days, and the seals over them. */
export async function corredoOf(chiuse: Iterable<Pick<RegistroGiornaliero, 'xml'>>): Promise<Corredo> {
  const xml = [...chiuse].map((one) => one.xml.sha256);
  const copie = await findCopie(xml);
  return { copie, sigilli: await findFirmeRegistri([...xml, ...[...copie.values()].map(({ pdf }) => pdf.sha256)]) };
}

function sigilliOf({ xml }: RegistroGiornaliero, copia: CopiaRegistro | undefined, { sigilli }: Corredo) {
  const [onXml, onPdf] = [sigilli.get(xml.sha256), copia && sigilli.get(copia.pdf.sha256)];
  if (onXml === undefined && onPdf === undefined) return {};
  return {
    sigilli: {
      ...(onXml !== undefined && { xml: rfc3339(onXml.quando) }),
      ...(onPdf !== undefined && { pdf: rfc3339(onPdf.quando) }),
    },
  };
}

/** A closed day as the desk sees it: counts and hashes, nothing of what is in it. */
export function presentChiusa(chiusa: RegistroGiornaliero, corredo: Corredo): Giornata {
  const copia = corredo.copie.get(chiusa.xml.sha256);
  return { ...presentNumeri(chiusa, copia), ...sigilliOf(chiusa, copia, corredo) };
}

const presentNumeri = (chiusa: RegistroGiornaliero, copia: CopiaRegistro | undefined): Giornata => ({
  giorno: chiusa.giorno,
  stato: 'chiusa',
  tardiva: isTardiva(chiusa.giorno, chiusa.chiusura),
  progressivo: chiusa.progressivo,
  chiusura: rfc3339(chiusa.chiusura),
  registrazioni: chiusa.registrazioni,
  ...(chiusa.primo !== undefined && { primo: place(chiusa.primo), ultimo: place(chiusa.ultimo) }),
  annullate: chiusa.annullate,
  variazioni: chiusa.variazioni,
  sha256: chiusa.xml.sha256,
  precedente: chiusa.precedente,
  ...(copia !== undefined && { pdf: { sha256: copia.pdf.sha256, pagine: copia.pagine } }),
});

const presentAperta = (giorno: string, adesso: Date): Giornata =>
  isOver(giorno, adesso)
    ? { giorno, stato: 'da-chiudere', tardiva: adesso > scadenzaOf(giorno) }
    : { giorno, stato: 'in-corso', tardiva: false };

/** Every day of a year from the first registration to today, newest first. */
export async function listGiornate(aoo: AooDelRegistro, anno: number | undefined, adesso: Date): Promise<Giornate> {
  const oggi = legalDay(adesso);
  const year = anno ?? annoDi(oggi);
  const primoGiorno = await primoGiornoOf(aoo);
  const inRitardo = await countInRitardo(aoo, adesso);
  if (primoGiorno === undefined || primoGiorno > oggi) return { anno: year, anni: [], inRitardo, elementi: [] };
  const [inizio, fine] = giorniDellAnno(year);
  const [dal, al] = [primoGiorno > inizio ? primoGiorno : inizio, oggi < fine ? oggi : fine];
  const chiuse = new Map((await findGiornalieri(aoo._id, dal, al)).map((one) => [one.giorno, one]));
  const corredo = await corredoOf(chiuse.values());
  const elementi: Giornata[] = [];
  for (let giorno = al; giorno >= dal; giorno = addDays(giorno, -1)) {
    const chiusa = isOver(giorno, adesso) ? chiuse.get(giorno) : undefined;
    elementi.push(chiusa === undefined ? presentAperta(giorno, adesso) : presentChiusa(chiusa, corredo));
  }
  const anni = Array.from({ length: annoDi(oggi) - annoDi(primoGiorno) + 1 }, (_, i) => annoDi(oggi) - i);
  const annuale = elementi.length === 0 ? undefined : await annualeOf(aoo, year, adesso);
  return { anno: year, anni, ...(annuale !== undefined && { annuale }), inRitardo, elementi };
}

async function annualeOf(aoo: AooDelRegistro, anno: number, adesso: Date): Promise<NonNullable<Giornate['annuale']>> {
  const [, ultimo] = giorniDellAnno(anno);
  if (!isOver(ultimo, adesso)) return { stato: 'in-corso' };
  const chiuso = await findAnnuale(aoo._id, anno);
  return chiuso === null ? { stato: 'da-chiudere' } : { stato: 'chiusa', sha256: chiuso.xml.sha256 };
}
