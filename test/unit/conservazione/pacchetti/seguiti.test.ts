import assert from 'node:assert/strict';
import type { Evento, TipoEvento } from '../../../../server/protocollo/canonico.js';
import type { DocumentoUnita } from '../../../../server/conservazione/tipi.js';
import { camiciaOf } from '../../../../server/conservazione/unita/camicie.js';
import { datiSpecificiOf } from '../../../../server/conservazione/unita/dati-specifici.js';
import { numeroFascicolo } from '../../../../server/conservazione/unita/fascicolo.js';
import { eventiDopo, seguitiOf } from '../../../../server/conservazione/unita/seguiti.js';
import { fileDi } from '../../../../server/conservazione/pacchetti/file-di.js';
import { conSigillo, sigilliTardivi } from '../../../../server/conservazione/unita/sigilli.js';
import { allegato, file, nota, unita } from './costruttori.js';

const evento = (tipo: TipoEvento, minuto: number, dettagli: Evento['dettagli'] = {}) => ({
  canonico: JSON.stringify({ tipo, data: `2026-03-16T10:0${minuto}:00.000Z`, utente: 'rgd', dettagli }),
  hash: '',
});
const secondo: DocumentoUnita = { ruolo: 'allegato', id: 'c_x999-AVLD001-doc-1-all-2', file: file(2) };
const attuale = unita({ documenti: [...unita().documenti.slice(0, 1), allegato, secondo, nota] });

describe('what later acts ask to tell the receiver', () => {
  const eventi = [
    evento('classificazione', 1),
    evento('assegnazione', 2),
    evento('presa-in-carico', 2),
    evento('integrazione', 3, { allegati: [{ n: 2 }] }),
    evento('annullamento', 4),
  ];
  const registrazione = { eventi, versione: 5 };

  it('is what was done after the version that it knows', () => {
    assert.deepEqual(
      eventiDopo(registrazione, 2).map(({ tipo }) => tipo),
      ['assegnazione', 'presa-in-carico', 'integrazione', 'annullamento'],
    );
    assert.deepEqual(eventiDopo(registrazione, 5), []);
    assert.equal(eventiDopo({ eventi, versione: 6 }, 4).length, 5, 'writes that cannot be told apart: all');
    assert.deepEqual(eventiDopo({ eventi: [], versione: 1 }, 1), []);
    assert.equal(eventiDopo({ eventi: [evento('nascita', 0), ...eventi], versione: 5 }, 4).length, 1);
  });

  it('adds the file that came and the note of the annulment; the work of the offices is not its matter', () => {
    assert.deepEqual(seguitiOf(registrazione, attuale, { versione: 2 }), [
      { operazione: 'aggiunta', documento: secondo },
      { operazione: 'aggiunta', documento: nota },
    ]);
    assert.deepEqual(seguitiOf({ eventi: eventi.slice(0, 3), versione: 3 }, attuale, { versione: 2 }), []);
  });

  it('adds each attestation once, with its signature; the metadata follow where the document itself is the copy', () => {
    const annesso = (n: number): DocumentoUnita => ({
      ruolo: 'annesso',
      id: `c_x999-AVLD001-doc-1-att-a${n}`,
      file: file(10 + n),
      firme: [file(20 + n, { formato: 'P7S' })],
    });
    const detta = (n: number, copia: number) =>
      evento('attestazione', n, { attestazione: `a${n}`, impronta: file(10 + n).sha256, copie: [file(copia).sha256] });
    const con = unita({ documenti: [...unita().documenti.slice(0, 1), allegato, annesso(1), annesso(2)] });
    const ora = { eventi: [detta(1, 1), detta(2, 0)], versione: 3 };
    const aggiunta = (n: number) => ({ operazione: 'aggiunta', documento: annesso(n) });
    const metadati = {
      operazione: 'aggiornamento',
      motivo: 'Metadati aggiornati dopo: attestazione di conformità della copia',
    };
    assert.deepEqual(seguitiOf(ora, con, { versione: 1 }), [aggiunta(1), aggiunta(2), metadati]);
    assert.deepEqual(seguitiOf(ora, con, { versione: 2 }), [aggiunta(2), metadati]);
    assert.deepEqual(seguitiOf({ ...ora, eventi: ora.eventi.slice(0, 1), versione: 2 }, con, { versione: 1 }), [
      aggiunta(1),
    ]);
    const impronte = new Set([file(12).sha256]); // told in the chain after the package was made, signed before it
    assert.deepEqual(seguitiOf(ora, con, { versione: 1, impronte }), [aggiunta(1)]);
    assert.deepEqual(seguitiOf(ora, con, { versione: 3 }), []);
  });

  it('updates the metadata once, whatever was done of it', () => {
    const done = [evento('classificazione', 1), evento('fascicolazione', 2), evento('fascicolazione', 3)];
    assert.deepEqual(seguitiOf({ eventi: done, versione: 4 }, attuale, { versione: 1 }), [
      { operazione: 'aggiornamento', motivo: 'Metadati aggiornati dopo: classificazione, fascicolazione' },
    ]);
  });
});

describe('the seal of a daily register', () => {
  const documento = { ruolo: 'principale' as const, id: 'rgp-1', file: file(0) };
  const quando = new Date('2026-03-17T00:05:00+01:00');
  const firma = { sha256: file(9).sha256, dimensione: 9 };
  const sigillo = { _id: file(0).sha256, aoo: 'A', firma, quando, marcata: false };

  it('goes under the file that it seals, judged from when it was put', () => {
    assert.equal(conSigillo(documento, undefined, 'f2'), documento);
    const { firme, riferimento } = conSigillo(documento, sigillo, 'f2');
    assert.deepEqual(firme, [
      { id: 'f2', nome: 'documento-0.pdf.p7s', mime: 'application/pkcs7-signature', formato: 'P7S', ...firma },
    ]);
    assert.equal(riferimento?.istante, '2026-03-17T00:05:00.000+01:00');
  });

  it('that came later follows with the file that it seals; one that went with the day does not', () => {
    const documenti = [conSigillo(documento, sigillo, 'f2'), { ...documento, id: 'rgp-1-xml' }];
    const [one, ...others] = sigilliTardivi({ documenti }, new Set([file(0).sha256]));
    assert.equal(others.length, 0);
    assert.ok(one?.operazione === 'aggiunta');
    assert.deepEqual([one.documento.ruolo, one.documento.id], ['annesso', 'rgp-1-sigillo']);
    assert.deepEqual(
      fileDi(one.documento).map(({ id }) => id),
      ['f0', 'f2'],
    );
    assert.deepEqual(sigilliTardivi({ documenti }, new Set([firma.sha256])), []);
  });
});

describe('the domain in the words of a receiver', () => {
  it('gives a fascicolo a number that no receiver changes, and no two the same', () => {
    assert.deepEqual(['2026-VI/3.17', '2026-VI/3.17.2', '2026-VI.17', '2026-VI.3'].map(numeroFascicolo), [
      'VI.3-17',
      'VI.3-17.2',
      'VI-17',
      'VI-3',
    ]);
    assert.throws(() => numeroFascicolo('altro'), RangeError);
  });

  it('names a part within the fascicolo at the top', () => {
    const classifica = { codice: 'VI.3', voce: 'Edilizia', versione: 1 };
    const radice = { _id: 'a', codice: '2026-VI/3.1', oggetto: 'Sopra', classifica, livello: 1, radice: 'a' };
    const parte = { ...radice, _id: 'b', codice: '2026-VI/3.1.1', oggetto: 'Sotto', livello: 2 };
    assert.deepEqual(camiciaOf(parte, radice), {
      classifica: 'VI.3',
      fascicolo: { identificativo: '2026-VI/3.1', oggetto: 'Sopra' },
      sottofascicolo: { identificativo: '2026-VI/3.1.1', oggetto: 'Sotto' },
    });
    assert.equal(camiciaOf(radice, radice).sottofascicolo, undefined);
  });

  it('tells the data that are there, under names that are in use', () => {
    const dati = datiSpecificiOf(
      {
        flusso: 'U',
        mittenti: [{ tipo: 'UO', uo: 'U1' }],
        destinatari: [
          { tipo: 'PF', cognome: 'Rossi', nome: 'Mario' },
          { tipo: 'PG', denominazione: 'Alfa srl' },
        ],
        mezzo: 'pec',
        segnatura: 's',
        stato: 'annullata',
      },
      { uffici: new Map([['U1', { denominazione: 'Ufficio tecnico' }]]), aoo: { codice: 'A', denominazione: 'AOO' } },
    );
    assert.deepEqual(Object.fromEntries(dati), {
      Movimento: 'OUT',
      Mittente: 'Ufficio tecnico',
      Destinatario: 'Rossi Mario; Alfa srl',
      ModalitaTrasmissione: 'PEC',
      Segnatura: 's',
      StatoRegistrazione: 'ANNULLATA',
    });
  });
});
