import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { CAMPI_RINNOVABILI } from '../../../schemas/registrazione.api.js';
import type { Contenuto, Registrazione } from '../../../schemas/registrazione.model.js';
import type { Assegnazione, FileRegistrato, RiservatezzaNota } from '../../../schemas/registrazione.types.js';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { mergeAssegnazioni } from '../../../server/protocollo/assegnazione.js';
import type { Evento } from '../../../server/protocollo/canonico.js';
import { type Chi, instantOfAtti } from '../../../server/protocollo/change.js';
import { evento } from '../../../server/protocollo/eventi.js';
import { buildContenuto, buildFile, present, PROVVEDIMENTO, withEventi } from '../../support/factories.js';

/* What registrations and the acts on them may be, for the property tests. */

export const UFFICI = ['U110', 'U310', 'U410', 'S4'] as const;
export const UTENTI = ['anna', 'bruno', 'carla'] as const;

/** Any text that has a UTF-8 form, control characters and emoji included. */
const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const parole = fc.constantFrom('Delibera', 'gara d’appalto', 'perché', 'Società "Alfa"', 'via\u2028nuova', '🏛️');
export const text = fc.oneof(anyText, parole);
const motivo = fc.constantFrom('errore di battitura', 'lo chiede l’ufficio', 'indicato male');
const giorno = fc.constantFrom('2026-01-07', '2026-02-28', '2025-12-31');

const optional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });

export const soggetto: fc.Arbitrary<Soggetto> = fc.oneof(
  fc.record({ tipo: fc.constant('PG' as const), denominazione: text, codiceIPA: optional(text) }).map(present),
  fc
    .record({ tipo: fc.constant('PF' as const), cognome: text, nome: text, codiceFiscale: optional(text) })
    .map(present),
  fc.record({ tipo: fc.constant('UO' as const), uo: fc.constantFrom(...UFFICI) }),
);
const soggetti = fc.array(soggetto, { maxLength: 3 });

const protocolloMittente = fc
  .record({ numero: fc.constantFrom('12/A', '2026/0001', 'prot. 7'), data: optional(giorno) })
  .map(present) as fc.Arbitrary<NonNullable<Contenuto['protocolloMittente']>>;

export const file: fc.Arbitrary<FileRegistrato> = fc
  .record({
    nome: text,
    mime: fc.constantFrom('application/pdf', 'text/plain'),
    dimensione: fc.integer({ min: 1, max: 500_000_000 }),
    discordante: optional(fc.constant(true)),
  })
  .map(({ nome, mime, dimensione, discordante }) =>
    buildFile(nome, { mime, dimensione, formato: present({ mime, discordante }) }),
  );

export const assegnazione: fc.Arbitrary<Assegnazione> = fc
  .record({
    uo: fc.constantFrom(...UFFICI),
    tipo: fc.constantFrom('competenza' as const, 'conoscenza' as const),
    utente: optional(fc.constantFrom(...UTENTI)),
  })
  .map(present);

export const riservatezza: fc.Arbitrary<RiservatezzaNota> = fc.oneof(
  fc.constant<RiservatezzaNota>({ livello: 'ordinaria', uo: [], utenti: [] }),
  fc.record({
    livello: fc.constant('riservata' as const),
    uo: fc.subarray([...UFFICI]),
    utenti: fc.subarray([...UTENTI]),
  }),
);

const emergenza = fc.record({
  registro: fc.constantFrom('EM', 'SUE-1'),
  numero: fc.integer({ min: 1, max: 99_999_999 }),
  data: giorno,
  ora: fc.constantFrom('00:00', '23:59'),
  periodo: fc.constant('66f000000000000000000001'),
});

const classifica = fc.record({
  codice: fc.constantFrom('VI.3', 'VI.3.1', 'I.1'),
  voce: fc.constantFrom('Edilizia privata', 'Permessi di costruire'),
  versione: fc.integer({ min: 1, max: 3 }),
});

export const contenuto: fc.Arbitrary<Contenuto> = fc
  .record({
    flusso: fc.constantFrom('E' as const, 'U' as const, 'I' as const),
    oggetto: text,
    mittenti: soggetti,
    destinatari: soggetti,
    protocolloMittente: optional(protocolloMittente),
    dataArrivo: optional(giorno),
    documento: optional(file),
    emergenza: optional(emergenza),
    allegati: fc.array(file, { maxLength: 3 }).map((all) => all.map((one, i) => ({ n: i + 1, ...one }))),
    mezzo: fc.constantFrom('pec', 'posta'),
    tipologia: optional(text),
    note: optional(text),
    classifica: optional(classifica),
    motivoClassifica: optional(motivo),
    risponde: optional(fc.record({ anno: fc.constant(2025), numero: fc.integer({ min: 1, max: 99 }) })),
    assegnazioni: fc.array(assegnazione, { maxLength: 3 }),
    riservatezza,
  })
  .map(buildContenuto);

/** One act as a service decides it on the registration that it finds; no events where it may not be done or changes nothing. */
export type Atto = (registrazione: Registrazione, chi: Chi) => Evento[];

const changes = (record: Registrazione, nuovi: Partial<Contenuto>, campi: readonly (keyof Contenuto)[]) =>
  campi
    .filter((campo) => campo in nuovi)
    .map((campo) => ({ campo, vecchio: record[campo], nuovo: nuovi[campo] }))
    .filter(({ vecchio, nuovo }) => !isDeepStrictEqual(vecchio, nuovo));

const rinnova: fc.Arbitrary<Atto> = fc
  .record({
    motivo,
    nuovi: fc.record(
      { oggetto: text, mittenti: soggetti, destinatari: soggetti, protocolloMittente, dataArrivo: giorno },
      { requiredKeys: [] },
    ),
    flusso: fc.constantFrom('E' as const, 'U' as const, 'I' as const),
  })
  .map(
    ({ motivo: why, nuovi, flusso }): Atto =>
      (record, chi) =>
        changes(record, { ...nuovi, flusso }, CAMPI_RINNOVABILI).map((one) =>
          evento('rinnovo', chi, { ...one, motivo: why, provvedimento: PROVVEDIMENTO }),
        ),
  );

const modifica: fc.Arbitrary<Atto> = fc
  .record({
    motivo,
    nuovi: fc.record(
      { note: optional(text), mezzo: fc.constantFrom('pec', 'posta'), tipologia: optional(text), riservatezza },
      { requiredKeys: [] },
    ),
  })
  .map(
    ({ motivo: why, nuovi }): Atto =>
      (record, chi) =>
        changes(record, nuovi as Partial<Contenuto>, ['note', 'mezzo', 'tipologia', 'riservatezza']).map((one) =>
          evento('modifica', chi, { ...one, motivo: why }),
        ),
  );

const integra: fc.Arbitrary<Atto> = fc
  .record({ motivo, documento: file, allegati: fc.array(file, { minLength: 1, maxLength: 2 }) })
  .map(({ motivo: why, documento, allegati }): Atto => (record, chi) => [
    evento('integrazione', chi, {
      motivo: why,
      ...(record.documento === undefined && { documento }),
      allegati: allegati.map((one, i) => ({ n: record.allegati.length + i + 1, ...one })),
    }),
  ]);

const assegna: fc.Arbitrary<Atto> = fc
  .record({ given: fc.array(assegnazione, { minLength: 1, maxLength: 3 }), motivo: optional(motivo) })
  .map(({ given, motivo: why }): Atto => ({ assegnazioni: precedenti }, chi) => {
    const assegnazioni = mergeAssegnazioni(precedenti, given);
    if (isDeepStrictEqual(assegnazioni, precedenti)) return [];
    return [evento('assegnazione', chi, { assegnazioni, precedenti, ...(why !== undefined && { motivo: why }) })];
  });

const competente = ({ assegnazioni }: Registrazione): string | undefined =>
  assegnazioni.find(({ tipo }) => tipo === 'competenza')?.uo;

const prende: Atto = (record, chi) => {
  const uo = competente(record);
  return uo === undefined || record.presaInCarico !== undefined ? [] : [evento('presa-in-carico', chi, { uo })];
};

const rifiuta: fc.Arbitrary<Atto> = motivo.map((why): Atto => (record, chi) => {
  const uo = competente(record);
  if (uo === undefined) return [];
  const { assegnazioni: precedenti } = record;
  const assegnazioni = precedenti.filter((one) => one.tipo !== 'competenza' || one.uo !== uo);
  return [evento('rifiuto', chi, { uo, motivo: why, assegnazioni, precedenti })];
});

const classifica_: fc.Arbitrary<Atto> = fc
  .record({ nuovo: classifica, motivo: optional(motivo), riservata: optional(riservatezza) })
  .map(({ nuovo, motivo: why, riservata }): Atto => ({ classifica: vecchio }, chi) => [
    evento('classificazione', chi, {
      campo: 'classifica',
      ...(vecchio !== undefined && { vecchio }),
      nuovo,
      ...(why !== undefined && { motivo: why }),
      ...(riservata !== undefined && { riservatezza: riservata }),
    }),
  ]);

const rettifica: fc.Arbitrary<Atto> = fc
  .record({ motivo, valoreRichiesto: text })
  .map(({ motivo: why, valoreRichiesto }): Atto => (_record, chi) => [
    evento('rettifica-richiesta', chi, { motivo: why, datoRichiesto: 'oggetto', valoreRichiesto }),
  ]);

const chiedeAnnullamento: fc.Arbitrary<Atto> = motivo.map(
  (why): Atto =>
    ({ stato }, chi) =>
      stato === 'valida' ? [evento('annullamento-richiesto', chi, { motivo: why })] : [],
);
const nega: fc.Arbitrary<Atto> = motivo.map(
  (why): Atto =>
    ({ stato }, chi) =>
      stato === 'valida' ? [] : [evento('annullamento-negato', chi, { motivo: why })],
);
const annulla: fc.Arbitrary<Atto> = motivo.map((why): Atto => (_record, chi) => [
  evento('annullamento', chi, { motivo: why, provvedimento: PROVVEDIMENTO }),
]);

export const atto: fc.Arbitrary<Atto> = fc.oneof(
  rinnova,
  modifica,
  integra,
  assegna,
  fc.constant(prende),
  rifiuta,
  classifica_,
  rettifica,
  chiedeAnnullamento,
  nega,
  { weight: 1, arbitrary: annulla },
);

/** Acts one after the other, each after a pause of the clock; negative: it was set back a little. */
export const atti = fc.array(
  fc.record({
    atto,
    utente: fc.constantFrom(...UTENTI),
    pausaMs: fc.oneof(fc.constant(0), fc.integer({ min: -1_000, max: 90_000_000 })),
  }),
  { maxLength: 8 },
);
type Atti = typeof atti extends fc.Arbitrary<infer T> ? T : never;

/** The registration after those acts; on an annulled one there are none. */
export function afterAtti(nata: Registrazione, compiuti: Atti): Registrazione {
  let last = nata.dataRegistrazione;
  return compiuti.reduce((record, { atto: decide, utente, pausaMs }) => {
    if (record.stato === 'annullata') return record;
    last = instantOfAtti(record, new Date(last.getTime() + pausaMs));
    const eventi = decide(record, { data: last, utente });
    return eventi.length === 0 ? record : withEventi(record, ...eventi);
  }, nata);
}
