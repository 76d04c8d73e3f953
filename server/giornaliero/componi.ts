import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { AttiDelGiorno, PostoConImpronta, RegistroGiornaliero } from '../../schemas/registro-giornaliero.model.js';
import { rfc3339 } from '../lib/clock.js';
import { SOFTWARE, VERSIONE } from '../lib/versione.js';
import { formatNumero } from '../protocollo/rules.js';
import { giornoOfAtto, registrazioniAfter, registrazioniConAtti } from './interroga.js';
import { attoOf, istantaneaOf } from './istantanea.js';
import { rigaRegistrazione, rigaVariazione } from './righe.js';
import { type AooDelRegistro, endOfLegalDay, isTardiva, type PostoGiornata } from './rules.js';
import { closeTag, element, openTag, textElement } from './xml.js';

export const NAMESPACE = 'urn:protocollo:registro-giornaliero:1';
export const NOMI_REGISTRI: Readonly<Record<string, string>> = { 'PROT-GEN': 'Registro generale di protocollo' };
const INIZIO = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** What every register says of itself, before its rows. */
export interface Formazione {
  aoo: AooDelRegistro;
  responsabile: { _id: string; denominazione: string } | null;
  chiusura: Date;
  dimostrazione: boolean;
}

/** What a daily register is made of. */
export interface Giornata extends Formazione, PostoGiornata {
  ultimo: PostoConImpronta | null;
  precedente: string;
  /** legal day of the register before, if there is one */
  giornoPrecedente?: string;
  /** hashes of acts of earlier days that their own registers do not have */
  attiTardivi: ReadonlySet<string>;
  /** first and last legal day of those acts */
  tardiviDal?: string;
}

/** What is counted while the rows are written. */
export interface Conto {
  registrazioni: number;
  annullate: number;
  variazioni: number;
  primo?: PostoConImpronta;
  ultimo?: PostoConImpronta;
  atti: AttiDelGiorno[];
}

export const newConto = (): Conto => ({ registrazioni: 0, annullate: 0, variazioni: 0, atti: [] });

export const rootTag = (nome: string, dimostrazione: boolean): string =>
  INIZIO + openTag(nome, { xmlns: NAMESPACE, formato: 1, ...(dimostrazione && { esempio: true }) });

/** @param nome - of the register, where it is not the one of protocol */
export const enteElements = ({ ente, _id, denominazione, registro }: AooDelRegistro, nome?: string): string[] => [
  textElement('Amministrazione', ente.denominazione, { codiceIPA: ente.codiceIPA, codiceFiscale: ente.codiceFiscale }),
  textElement('AOO', denominazione, { codice: _id }),
  textElement('Registro', nome ?? NOMI_REGISTRI[registro] ?? registro, { codice: registro }),
];

/** @param ultimoGiorno - last day that the register covers: its closing is late by it */
export const formazioneElements = ({ responsabile, chiusura }: Formazione, ultimoGiorno: string): string[] => [
  responsabile === null ? '' : textElement('Responsabile', responsabile.denominazione, { utente: responsabile._id }),
  textElement('Chiusura', rfc3339(chiusura), { tardiva: isTardiva(ultimoGiorno, chiusura) }),
  textElement('Software', SOFTWARE, { versione: VERSIONE }),
];

export function addRegistrazione(conto: Conto, { anno, numero, catena }: Registrazione, annullata: boolean): void {
  const posto = { anno, numero, hash: catena.hash };
  conto.registrazioni += 1;
  if (annullata) conto.annullate += 1;
  conto.primo ??= posto;
  conto.ultimo = posto;
}

export const riepilogo = ({ registrazioni, annullate, variazioni, primo, ultimo }: Conto): string => {
  const numero = (nome: string, posto: PostoConImpronta | undefined): string =>
    posto === undefined ? '' : textElement(nome, formatNumero(posto.numero), { anno: posto.anno });
  return element('Riepilogo', {}, [
    textElement('Registrazioni', String(registrazioni)),
    numero('PrimoNumero', primo),
    numero('UltimoNumero', ultimo),
    textElement('Annullate', String(annullate)),
    textElement('Variazioni', String(variazioni)),
  ]);
};

const intestazione = (giornata: Giornata): string =>
  element('Intestazione', {}, [
    ...enteElements(giornata.aoo),
    textElement('Giorno', giornata.giorno),
    textElement('Numero', formatNumero(giornata.progressivo), { anno: giornata.anno }),
    ...formazioneElements(giornata, giornata.giorno),
    textElement('Precedente', giornata.precedente, { giorno: giornata.giornoPrecedente }),
  ]);

/**
 * The daily register as XML, a piece at a time: what was registered that day, as it stood when the day ended, and what was done
 * that day on registrations of whatever day (protocollo.md §7; DPR 445/2000 art. 53 c. 2).
 * @param conto - is counted up while the pieces are taken
 */
export async function* composeGiornaliero(giornata: Giornata, conto: Conto): AsyncGenerator<string, void> {
  const { aoo, giorno, ultimo, attiTardivi, tardiviDal = giorno } = giornata;
  const fine = endOfLegalDay(giorno);
  yield rootTag('RegistroGiornaliero', giornata.dimostrazione) + '\n' + intestazione(giornata) + '\n';
  yield openTag('Registrazioni') + '\n';
  for await (const record of registrazioniAfter(aoo._id, aoo.registro, ultimo, fine)) {
    const then = istantaneaOf(record, fine);
    addRegistrazione(conto, record, then.contenuto.stato === 'annullata');
    yield rigaRegistrazione(record, then, giorno) + '\n';
  }
  yield closeTag('Registrazioni') + '\n' + openTag('Variazioni') + '\n';
  const quanti = new Map<string, number>();
  for await (const record of registrazioniConAtti(aoo._id, aoo.registro, tardiviDal, giorno)) {
    const atti = record.eventi.map(attoOf).filter((one) => giornoOfAtto(one) === giorno || attiTardivi.has(one.hash));
    if (atti.length === 0) continue;
    const { ultimoAtto } = istantaneaOf(record, fine);
    for (const one of atti) {
      const day = giornoOfAtto(one);
      quanti.set(day, (quanti.get(day) ?? 0) + 1);
      conto.variazioni += 1;
      yield rigaVariazione(record, one, ultimoAtto) + '\n';
    }
  }
  conto.atti = [...quanti]
    .map(([day, n]) => ({ giorno: day, quanti: n }))
    .sort((a, b) => (a.giorno < b.giorno ? -1 : 1));
  yield closeTag('Variazioni') + '\n' + riepilogo(conto) + '\n' + closeTag('RegistroGiornaliero') + '\n';
}

/** What is stored of a closed day beside its file. @throws Error for a first day without registrations: it cannot be */
export function recordOf(giornata: Giornata, conto: Conto, xml: RegistroGiornaliero['xml']): RegistroGiornaliero {
  const ultimo = conto.ultimo ?? giornata.ultimo;
  if (ultimo === null) throw new Error('the first daily register holds no registration');
  return {
    aoo: giornata.aoo._id,
    registro: giornata.aoo.registro,
    giorno: giornata.giorno,
    anno: giornata.anno,
    progressivo: giornata.progressivo,
    chiusura: giornata.chiusura,
    ultimo,
    ...(conto.primo !== undefined && { primo: conto.primo }),
    registrazioni: conto.registrazioni,
    annullate: conto.annullate,
    variazioni: conto.variazioni,
    atti: conto.atti,
    precedente: giornata.precedente,
    xml,
  };
}
