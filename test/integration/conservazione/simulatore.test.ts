import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Guasto } from '../../../scripts/simulatore-parer/guasti.js';
import { requireSchemi } from '../../support/schemi.js';
import { requireProgram } from '../../support/servizi.js';
import { startSimulatore } from '../../support/simulatore.js';
import * as r from './richieste-parer.js';
import {
  ADESSO,
  AGGIORNAMENTO,
  AGGIUNTA,
  ANNULLAMENTO,
  configurazione,
  FASCICOLO,
  RAPPORTI,
  SCHEMI,
  STATO,
  UD,
  type Detto,
  useSimulatore,
} from './simulatore-banco.js';
import { GUASTI } from './simulatore-guasti.js';
import { RIGHE } from './simulatore-righe.js';

describe('the simulated receiver', function () {
  this.timeout(30_000);
  const { s, risposte, posta, versa, chiedi } = useSimulatore();

  it('gives the known hashes of the official examples', async function () {
    const esempi = path.join(requireSchemi(this, 'parer'), 'esempi');
    const chi = { utente: 'protocollo_c_x999', password: s.simulatore.password };
    const leggi = (nome: string): Promise<string> => readFile(path.join(esempi, nome), 'utf8');
    const f = (nome: string, testo: string): r.Parte => ({ nome, contenuto: `Esempio: ${testo}\n`, file: nome });
    const entrata = await versa(
      await leggi('ud-protocollo-entrata.xml'),
      [
        f('f0', 'istanza firmata, segnaposto del file istanza.pdf.p7m'),
        f('f1', 'planimetria, segnaposto del file planimetria.pdf'),
      ],
      chi,
    );
    assert.equal(entrata.esito, 'POSITIVO');
    assert.match(entrata.rdv ?? '', /<HashIndiceSIP>cbdcf827d65522038184fc6dcaa34012e39cbe04ddd9b80d7379b90e18792cae</);
    const giornaliero = await versa(
      await leggi('ud-registro-giornaliero.xml'),
      [f('f0', 'registro giornaliero del 2026-03-16, segnaposto del file PDF')],
      chi,
    );
    assert.deepEqual([giornaliero.esito, giornaliero.codice], ['WARNING', 'UD-008-001']);
    assert.match(
      giornaliero.rdv ?? '',
      /<HashIndiceSIP>9608fc2100a687f54e33ce9ccee0969011d60ed4519142bcd7e15c02b62f98e6</,
    );
    const nota = await posta(
      AGGIUNTA,
      r.campi({ ...chi, versione: '1.5' }, await leggi('aggiunta-annotazione-annullamento.xml')),
    );
    assert.equal(nota.esito, 'WARNING');
    assert.match(nota.rdv ?? '', /:DOC00003:SIP-AGGIUNTA_DOC</);
    const chiuso = await posta(FASCICOLO, r.campi({ ...chi, versione: '3.0' }, await leggi('fascicolo-v3.xml')));
    assert.deepEqual([chiuso.stato, chiuso.esito], [200, 'POSITIVO'], chiuso.testo);
  });

  describe('refuses with the code of the first check that fails:', () => {
    it(`${RIGHE.length} requests, each its code, nothing stored`, async () => {
      const prima = s.simulatore.stato.unita().length;
      const sbagliate = [];
      for (const [codice, xml, suoi, chi] of RIGHE) {
        const detto = await versa(xml(), suoi ?? r.FILE, chi ?? {});
        // the official schema refuses an empty date before the check that is there for it
        const atteso = codice === 'XSD-002-003' && s.simulatore.stato.conSchemi ? 'XSD-001-001' : codice;
        if (detto.stato !== 200 || detto.esito !== 'NEGATIVO' || detto.codice !== atteso)
          sbagliate.push({ atteso, detto: detto.codice, messaggio: /<MessaggioErrore>([^<]*)/.exec(detto.testo)?.[1] });
      }
      assert.deepEqual(sbagliate, []);
      assert.equal(s.simulatore.stato.unita().length, prima);
    });
  });

  it('reads the parts by their position and kind', async () => {
    const xml = r.unita({ numero: '0000002' });
    const [versione, login, password, sip] = r.campi(s.credenziali, xml) as [r.Parte, r.Parte, r.Parte, r.Parte];
    const f0: r.Parte = { nome: 'f0', contenuto: r.CONTENUTO, file: 'f0.bin' };
    for (const [parti, codice] of [
      [[login, versione, password, sip, f0], 'WS-CHECK'],
      [[versione, login, password, f0], 'WS-CHECK'],
      [[versione, login, password], '666'],
      [[versione], '666'],
      [[], '666'],
      [[versione, login, password, { ...sip, file: 'sip.xml' }, f0], 'WS-CHECK'],
      [[versione, login, password, sip, { ...f0, file: '' }], 'WS-CHECK'],
      [[versione, login, password, sip, { ...f0, contenuto: '' }], 'WS-CHECK'],
      [
        [versione, login, password, sip, { nome: 'f0', contenuto: r.CONTENUTO, tipo: 'application/octet-stream' }],
        'WS-CHECK',
      ],
      // no filename: a field, whatever its type
      [
        [
          versione,
          login,
          password,
          { ...sip, tipo: 'application/octet-stream; charset=UTF-8' },
          { ...f0, nome: ' f0 ' },
        ],
        'UD-008-001',
      ],
    ] as const) {
      const detto = await posta(UD, parti);
      assert.equal(detto.codice, codice, JSON.stringify(parti.map(({ nome }) => nome)));
      if (codice === 'WS-CHECK' && parti.length < 5) assert.doesNotMatch(detto.testo, /<XMLVersamento>/);
    }
    assert.equal((await posta(STATO, [versione])).codice, 'WS-CHECK');
    assert.equal((await posta(UD, [], { tipo: 'application/json' })).codice, 'WS-CHECK');
    assert.equal((await fetch(s.simulatore.url + UD)).status, 405);
    assert.equal((await fetch(`${s.simulatore.url}/altro`)).status, 404);
  });

  it('makes a wrong encoding visible', async () => {
    const segni = 'Località Ca’ Bianca';
    const letto = async (n: number, xml: Buffer, tipo: string): Promise<string | undefined> => {
      await posta(UD, [...r.campi(s.credenziali, xml, tipo), ...r.FILE]);
      const risposta = await fetch(`${s.simulatore.url}/_simulatore/unita/PG/2026/000010${n}`);
      return ((await risposta.json()) as { oggetto?: string }).oggetto;
    };
    const xml = (n: number, oggetto: string): string => r.unita({ numero: `000010${n}` }, oggetto);
    assert.equal(await letto(1, Buffer.from(xml(1, segni)), r.UTF8), segni);
    assert.equal(await letto(2, Buffer.from(xml(2, segni)), 'text/xml'), Buffer.from(segni).toString('latin1'));
    assert.equal(await letto(3, Buffer.from(xml(3, 'Localit&#224; Ca&#8217; Bianca')), 'text/xml'), segni);
    const latino = Buffer.from(xml(4, 'Località').replace('UTF-8', 'ISO-8859-1'), 'latin1');
    assert.equal(await letto(4, latino, 'text/xml'), 'Località');
  });

  it('stores a key once, and answers a repetition with the first receipt, byte for byte', async () => {
    const xml = r.unita({ numero: '0000200' });
    const dieci = await Promise.all(Array.from({ length: 10 }, () => versa(xml)));
    const buone = dieci.filter(({ esito }) => esito === 'WARNING');
    assert.equal(buone.length, 1);
    for (const { codice } of dieci) assert.match(codice ?? '', /^(UD-008-001|UD-002-001|666P)$/);
    const prima = buone[0]?.rdv;
    assert.ok(prima !== undefined);
    for (const { codice, rdv } of dieci) if (codice === 'UD-002-001') assert.equal(rdv, prima);
    const sbagliata = await versa(xml, []);
    assert.deepEqual([sbagliata.codice, sbagliata.rdv], ['UD-002-001', prima]);
    assert.doesNotMatch(sbagliata.testo, /<URNSIP>|<XMLVersamento>/);
    assert.equal(s.simulatore.stato.unita().filter(({ chiave }) => chiave.numero === '0000200').length, 1);
  });

  it('tells keys apart by every character, and years by the period of the register', async () => {
    const diversa = (numero: string, registro: string, anno: string): Promise<Detto> =>
      versa(r.unita({ numero, registro, anno }));
    for (const [numero, registro] of [
      ['123', 'LIB'],
      ['0000123', 'LIB'],
      ['123', 'lib'],
    ] as const)
      assert.equal((await diversa(numero, registro, '2020')).esito, 'WARNING');
    assert.equal((await diversa('123', 'LIB', '2020')).codice, 'UD-002-001');
    assert.equal((await diversa('124', 'LIB', '2026')).codice, 'UD-003-004');
  });

  it('turns faults into warnings where that is asked and allowed, and simulates without storing', async () => {
    const con = (numero: string, flag: string): string =>
      r.unita({ numero }).replace('</ForzaConservazione>', `</ForzaConservazione>${flag}`);
    const altro: r.Parte[] = [{ nome: 'f0', contenuto: 'altro', file: 'x' }];
    const forzata = await versa(con('0000300', '<ForzaHash>true</ForzaHash>'), altro);
    assert.equal(forzata.esito, 'WARNING');
    assert.match(forzata.rdv ?? '', /HASH-004-001/);
    const finta = await versa(con('0000301', '<SimulaSalvataggioDatiInDB>true</SimulaSalvataggioDatiInDB>'));
    assert.deepEqual([finta.esito, finta.rdv], ['WARNING', undefined]);
    assert.equal((await chiedi(STATO, r.recupero({ numero: '0000301' }), '1.3')).codice, 'UD-005-001');
  });

  it('adds, updates, tells, gives back and annuls', async () => {
    const di = { numero: '0000400' };
    await versa(r.unita(di));
    const nota = await chiedi(AGGIUNTA, r.aggiunta(di, 'ANN'), '1.5');
    assert.equal(nota.esito, 'WARNING', nota.testo);
    const doppia = await chiedi(AGGIUNTA, r.aggiunta(di, 'ANN'), '1.5');
    assert.deepEqual([doppia.codice, doppia.rdv], ['DOC-008-001', nota.rdv]);
    assert.equal((await chiedi(AGGIUNTA, r.aggiunta({ numero: '0000499' }, 'ANN'), '1.5')).codice, 'UD-005-001');
    assert.equal((await chiedi(AGGIORNAMENTO, r.aggiornamento(di, 'Nuovo oggetto'), '1.5')).esito, 'POSITIVO');
    assert.equal(
      (await chiedi(AGGIORNAMENTO, r.aggiornamento({ numero: '0000499' }, 'x'), '1.5')).codice,
      'UD-005-001',
    );
    assert.equal(
      s.simulatore.stato.unita().find(({ chiave }) => chiave.numero === '0000400')?.oggetto,
      'Nuovo oggetto',
    );
    const stato = await chiedi(STATO, r.recupero(di), '1.3');
    assert.match(stato.testo, /<StatoConservazioneUD>PRESA_IN_CARICO</);
    const zip = await chiedi(RAPPORTI, r.recupero(di), '1.3');
    assert.equal(zip.tipo, 'application/zip');
    assert.ok(
      zip.testo.includes(nota.rdv ?? 'manca') &&
        zip.testo.includes('PARER_Comune di Valdoria_AVLD001_PG-2026-0000400_RdV.xml'),
    );
    const intera = await chiedi('/sacer/RecDIPUnitaDocumentariaSync', r.recupero(di), '1.3');
    assert.ok(intera.testo.includes(r.CONTENUTO));
    assert.equal((await chiedi(STATO, r.recupero(di).replace(/<Anno>2026<\/Anno>/, ''), '1.3')).codice, 'UD-007-001');
    assert.equal(
      (await chiedi(STATO, r.recupero(di).replace('<Numero>', '<Urn>u</Urn><Numero>'), '1.3')).codice,
      'COMP-005-002',
    );

    assert.equal(
      (await chiedi(ANNULLAMENTO, r.annullamento('A1', [{ numero: '0000499' }], true), '1.3')).codice,
      'RICH-ANN-VERS-011',
    );
    assert.equal(
      (await chiedi(ANNULLAMENTO, r.annullamento('A1', [di, { numero: '0000499' }], true), '1.3')).codice,
      'RICH-ANN-VERS-012',
    );
    assert.equal((await chiedi(ANNULLAMENTO, r.annullamento('A1', [di], true), '1.3')).codice, 'RICH-ANN-VERS-015');
    assert.match((await chiedi(STATO, r.recupero(di), '1.3')).testo, /<StatoConservazioneUD>ANNULLATA</);
    assert.equal((await chiedi(RAPPORTI, r.recupero(di), '1.3')).codice, 'UD-012-002');
    assert.equal((await versa(r.unita(di))).esito, 'WARNING', 'an annulled key is free again');
    assert.equal((await chiedi(ANNULLAMENTO, r.annullamento('A2', [di], false), '1.3')).esito, 'POSITIVO');
    assert.equal((await chiedi(ANNULLAMENTO, r.annullamento('A2', [di], false), '1.3')).codice, 'RICH-ANN-VERS-009');
    assert.match((await chiedi(STATO, r.recupero(di), '1.3')).testo, /<StatoConservazioneUD>PRESA_IN_CARICO</);
    assert.equal(
      (await fetch(`${s.simulatore.url}/_simulatore/annullamenti/A2/evadi`, { method: 'POST' })).status,
      200,
    );
    assert.match((await chiedi(STATO, r.recupero(di), '1.3')).testo, /<StatoConservazioneUD>ANNULLATA</);
  });

  it('takes a fascicolo when all its units are there, and names those that are not', async () => {
    await versa(r.unita({ numero: '0000500' }));
    const manca = await chiedi(FASCICOLO, r.fascicolo('F1', ['0000500', '0000599']), '3.0');
    assert.deepEqual([manca.stato, manca.codice], [200, 'FASC-003-003'], manca.testo);
    assert.match(manca.testo, /<NumeroUnitaDocumentarieNonPresenti>1<[^]*<Numero>0000599</);
    assert.equal((await chiedi(FASCICOLO, r.fascicolo('F1', ['0000500'], 2), '3.0')).codice, 'FASC-003-001');
    const buono = await chiedi(FASCICOLO, r.fascicolo('F1', ['0000500']), '3.0');
    assert.deepEqual([buono.stato, buono.esito, buono.tipo], [200, 'POSITIVO', 'application/xml; charset=UTF-8']);
    const doppio = await chiedi(FASCICOLO, r.fascicolo('F1', ['0000500']), '3.0');
    assert.equal(doppio.codice, 'FASC-001-001');
    assert.match(doppio.testo, /<RapportoVersamento>&lt;\?xml/);
    const aperto = r.fascicolo('F2', ['0000500']).replace(/<DataChiusura>[^<]*<\/DataChiusura>/, '');
    assert.equal((await chiedi(FASCICOLO, aperto, '3.0')).codice, 'FAS_PF_GEN-003-002');
    for (const [xml, codice] of [
      ['<a>', 'FAS_XSD-001-001'],
      ['<a/>', 'FAS_XSD-001-002'],
    ] as const) {
      const detto = await chiedi(FASCICOLO, xml, '3.0');
      assert.deepEqual([detto.stato, detto.codice], [400, codice]);
    }
    const parti = await posta(FASCICOLO, r.campi({ ...s.credenziali, versione: '3.0' }, '<a/>').slice(1));
    assert.deepEqual([parti.stato, parti.codice], [400, 'WS-CHECK']);
    assert.match(
      (await chiedi('/sacer/RecStatoConservFascicoloSync', r.recuperoFascicolo('F1'), '1.0')).testo,
      /PRESA_IN_CARICO/,
    );
  });

  it('has the faults that were asked for', async () => {
    const tenute = (numero: string): number =>
      s.simulatore.stato.unita().filter(({ chiave }) => chiave.numero === numero).length;
    let n = 600;
    const prova = async (
      guasto: Guasto,
      atteso: (detto: Detto | undefined) => void,
      salvata: boolean,
    ): Promise<void> => {
      const numero = `0000${(n += 1)}`;
      s.simulatore.guasti.aggiungi(guasto);
      const detto = await posta(UD, [...r.campi(s.credenziali, r.unita({ numero })), ...r.FILE], {
        signal: AbortSignal.timeout(1_000),
      }).catch(() => undefined);
      s.simulatore.guasti.azzera();
      atteso(detto);
      assert.equal(tenute(numero), salvata ? 1 : 0, guasto.tipo);
      if (salvata || guasto.tipo === 'silenzioPrima') return;
      const poi = await versa(r.unita({ numero }));
      assert.equal(poi.esito, 'WARNING', `${guasto.tipo} and then again`);
    };
    for (const [guasto, atteso, salvata] of GUASTI) await prova(guasto, atteso, salvata);

    s.simulatore.guasti.aggiungi(
      { tipo: 'duplicatoSenzaRdv' },
      { tipo: 'statoGiu', quando: { servizio: 'RecDIPStatoConservazioneSync' } },
    );
    const doppia = await versa(r.unita({ numero: '0000200' }));
    assert.deepEqual([doppia.codice, doppia.rdv], ['UD-002-001', undefined]);
    assert.equal((await chiedi(STATO, r.recupero({ numero: '0000200' }), '1.3')).stato, 503);
    s.simulatore.guasti.azzera();
    s.simulatore.guasti.aggiungi({
      tipo: '666',
      quando: { registro: 'PG', numero: '/^00007/', tentativo: 2 },
      quante: 0,
    });
    const xml = r.unita({ numero: '0000700' });
    const codici = [];
    for (let i = 0; i < 3; i += 1) codici.push((await versa(xml)).codice);
    assert.deepEqual(codici, ['UD-008-001', '666', 'UD-002-001']);
    s.simulatore.guasti.azzera();
    const regola = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"tipo":"nessuno"}' };
    assert.equal((await fetch(`${s.simulatore.url}/_simulatore/guasti`, regola)).status, 400);
    s.simulatore.guasti.aggiungi({ tipo: 'rifiutaConnessione', parametri: { ms: 50 } });
    await assert.rejects(versa(xml));
    while ((await fetch(s.simulatore.url).catch(() => undefined)) === undefined) continue;
    s.simulatore.guasti.azzera();
    const viste = await (await fetch(`${s.simulatore.url}/_simulatore/chiamate`)).text();
    assert.doesNotMatch(viste, new RegExp(s.simulatore.password));
    assert.match(await (await fetch(s.simulatore.url)).text(), /nessuna conservazione reale/);
  });

  it('finds everything again at the next start, and loses nothing half-received', async () => {
    const cartella = await mkdtemp(path.join(os.tmpdir(), 'simulatore-'));
    const parti = [...r.campi(s.credenziali, r.unita({ numero: '0000800' })), ...r.FILE];
    try {
      const rdv: (string | undefined)[] = [];
      for (let i = 0; i < 2; i += 1) {
        const durevole = await startSimulatore({ configurazione: configurazione(), cartella, adesso: () => ADESSO });
        const detto = await posta(UD, parti, { url: durevole.url });
        rdv.push(detto.rdv);
        const byte = await fetch(`${durevole.url}/_simulatore/unita/PG/2026/0000800/file/f0`);
        assert.equal(await byte.text(), r.CONTENUTO);
        assert.equal((await fetch(`${durevole.url}/_simulatore/azzera`, { method: 'POST' })).status, 409);
        await durevole.ferma();
      }
      assert.ok(rdv[0] !== undefined);
      assert.equal(rdv[1], rdv[0]);
    } finally {
      await rm(cartella, { recursive: true, force: true });
    }
  });

  describe('whatever it answers', () => {
    it('is valid by the official schemas', async function () {
      const schemi = requireSchemi(this, 'parer');
      const xmllint = requireProgram(this, 'xmllint', 'apt-get install -y libxml2-utils');
      const dir = await mkdtemp(path.join(os.tmpdir(), 'risposte-'));
      try {
        for (const schema of new Set(Object.values(SCHEMI))) {
          const suoi = [...risposte].filter(
            ([nome]) => SCHEMI[nome.split(' ', 1)[0] as keyof typeof SCHEMI] === schema,
          );
          assert.ok(suoi.length > 0, schema);
          const file: string[] = [];
          for (const [nome, testo] of suoi) {
            file.push(path.join(dir, `${nome.replaceAll(' ', '_')}.xml`));
            await writeFile(file.at(-1) ?? '', testo);
          }
          await promisify(execFile)(xmllint, ['--noout', '--nonet', '--schema', path.join(schemi, schema), ...file], {
            maxBuffer: 1e7,
          });
        }
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    });
  });
});
