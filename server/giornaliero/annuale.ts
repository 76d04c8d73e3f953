import {
  findAnnuale,
  findGiornalieri,
  insertAnnuale,
  type RegistroAnnuale,
  type RegistroGiornaliero,
} from '../../schemas/registro-giornaliero.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import { legalDay } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { formatNumero } from '../protocollo/rules.js';
import type { DepsChiusura } from './chiusura.js';
import {
  addRegistrazione,
  type Conto,
  enteElements,
  type Formazione,
  formazioneElements,
  newConto,
  riepilogo,
  rootTag,
} from './componi.js';
import { findResponsabili, giorniDellAnno, registrazioniOfAnno } from './interroga.js';
import { istantaneaOf } from './istantanea.js';
import { rigaRegistrazione } from './righe.js';
import { type AooDelRegistro, endOfLegalDay } from './rules.js';
import { storePieces } from './scrittura.js';
import { closeTag, element, openTag, textElement } from './xml.js';

export interface Annata extends Formazione {
  anno: number;
  /** name of the repertorio, if it is one */
  nome?: string;
  giornate: readonly RegistroGiornaliero[];
}

const giornataElement = ({ giorno, progressivo, registrazioni, annullate, variazioni, xml }: RegistroGiornaliero) =>
  element('Giornata', { giorno, numero: formatNumero(progressivo), registrazioni, annullate, variazioni }, [
    textElement('Impronta', xml.sha256, { algoritmo: 'SHA-256' }),
  ]);

/** The register of a year as XML, a piece at a time: its registrations as they stood when it ended, and its daily registers. */
export async function* composeAnnuale(annata: Annata, conto: Conto): AsyncGenerator<string, void> {
  const { aoo, anno, giornate } = annata;
  const [, ultimoGiorno] = giorniDellAnno(anno);
  const fine = endOfLegalDay(ultimoGiorno);
  const testata = [
    ...enteElements(aoo, annata.nome),
    textElement('Anno', String(anno)),
    // a repertorio is printed when somebody asks: it has no day by which it is to be closed
    ...formazioneElements(annata, annata.nome === undefined ? ultimoGiorno : legalDay(annata.chiusura)),
  ];
  yield rootTag('RegistroAnnuale', annata.dimostrazione) + '\n' + element('Intestazione', {}, testata) + '\n';
  yield openTag('Registrazioni') + '\n';
  for await (const record of registrazioniOfAnno(aoo._id, aoo.registro, anno)) {
    const then = istantaneaOf(record, fine);
    addRegistrazione(conto, record, then.contenuto.stato === 'annullata');
    yield rigaRegistrazione(record, then, undefined) + '\n';
  }
  yield closeTag('Registrazioni') + '\n' + openTag('Giornate') + '\n';
  for (const one of giornate) yield giornataElement(one) + '\n';
  conto.variazioni = giornate.reduce((sum, { variazioni }) => sum + variazioni, 0);
  yield closeTag('Giornate') + '\n' + riepilogo(conto) + '\n' + closeTag('RegistroAnnuale') + '\n';
}

/**
 * The register of a year all of whose days are closed; made once, by the one write that names its file.
 * @throws Error if its last day is still open
 */
export async function closeAnno(deps: DepsChiusura, aoo: AooDelRegistro, anno: number): Promise<RegistroAnnuale> {
  const known = await findAnnuale(aoo._id, anno);
  if (known !== null) return known;
  const [primo, ultimo] = giorniDellAnno(anno);
  const giornate = await findGiornalieri(aoo._id, primo, ultimo);
  const last = giornate.at(-1);
  if (last?.giorno !== ultimo) throw new Error('the year has open days');
  const conto = newConto();
  const annata: Annata = {
    aoo,
    anno,
    giornate,
    responsabile: (await findResponsabili(aoo._id))(ultimo),
    chiusura: deps.clock.now(),
    dimostrazione: deps.dimostrazione,
  };
  const file = await storePieces(deps.store, composeAnnuale(annata, conto));
  await protectFiles(deps.store, [await file.stored]);
  const record: RegistroAnnuale = {
    aoo: aoo._id,
    registro: aoo.registro,
    anno,
    chiusura: annata.chiusura,
    registrazioni: conto.registrazioni,
    annullate: conto.annullate,
    giornate: giornate.length,
    ultimaGiornata: last.xml.sha256,
    xml: { sha256: file.sha256, dimensione: file.dimensione },
  };
  try {
    await insertAnnuale(record);
    return record;
  } catch (error) {
    const other = isDuplicateKey(error) ? await findAnnuale(aoo._id, anno) : null;
    if (other === null) throw error;
    return other;
  }
}
