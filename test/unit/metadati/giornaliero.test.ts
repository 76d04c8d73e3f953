import assert from 'node:assert/strict';
import { campiOf, toXml } from '../../../server/metadati/albero.js';
import {
  buildGiornaliero,
  type GiornalieroMetadati,
  oggettoGiornaliero,
} from '../../../server/metadati/giornaliero.js';
import { sha256Hex } from '../../../server/protocollo/canonico.js';
import { judgeMetadati } from '../../support/schemi.js';
import { CONF, intorno } from './costruttori.js';

const registro = (over: Partial<GiornalieroMetadati> = {}): GiornalieroMetadati => ({
  anno: 2026,
  progressivo: 75,
  giorno: '2026-03-16',
  chiusura: new Date('2026-03-16T23:30:04Z'),
  primo: { anno: 2026, numero: 101, hash: '' },
  ultimo: { anno: 2026, numero: 148, hash: '' },
  registrazioni: 48,
  xml: { sha256: sha256Hex('xml'), dimensione: 3 },
  pdf: { sha256: sha256Hex('pdf') },
  nomePdf: 'registro-giornaliero-2026-03-16.pdf',
  nomeXml: 'registro-giornaliero-2026-03-16.xml',
  responsabile: 'rgd',
  classifica: { codice: 'I.6', voce: 'Archivio generale', versione: 1 },
  ...over,
});

/** What differs between a day with registrations and one without. */
const { primo: _primo, ...vuota } = registro();

describe('the metadata of a daily register', () => {
  it('are whole and valid, of a day with registrations and of one without, with who answered for it and without', async function () {
    const { responsabile: _responsabile, ...senza } = registro();
    const costruiti = [registro(), vuota, senza].map((one) => buildGiornaliero(one, intorno()));
    assert.deepEqual(
      costruiti.flatMap(({ mancanze }) => mancanze),
      [],
    );
    const xmls = costruiti.map(({ radice }) => toXml(radice));
    assert.equal(await judgeMetadati(this, 'DocumentoAmministrativoInformatico', xmls), '');
  });

  it('name the PDF as the document, the XML as its attachment, the serie of the year, for ever', () => {
    const campi = new Map(
      campiOf(buildGiornaliero(registro(), intorno()).radice).map(({ elemento, valore }) => [elemento, valore]),
    );
    const impronta = (sha256: string): string => Buffer.from(sha256, 'hex').toString('base64');
    const vale = (elemento: string): string => campi.get(elemento) ?? '';
    assert.equal(vale('IdDoc/ImprontaCrittograficaDelDocumento/Impronta'), impronta(sha256Hex('pdf')));
    assert.equal(
      vale('Allegati/IndiceAllegati/IdDoc/ImprontaCrittograficaDelDocumento/Impronta'),
      impronta(sha256Hex('xml')),
    );
    assert.equal(vale('IdDoc/Identificativo'), 'c_x000-AVLD001-RGP-2026-0000075');
    assert.equal(vale('Agg/TipoAgg/IdAggregazione'), 'c_x000-AVLD001-RGP-2026');
    assert.equal(vale('TempoDiConservazione'), '9999');
    const registrato = 'DatiDiRegistrazione/TipoRegistro/Repertorio_Registro';
    assert.equal(vale(`${registrato}/DataRegistrazioneDocumento`), '2026-03-17', 'on the clocks of Rome');
    assert.equal(vale(`${registrato}/NumeroRegistrazioneDocumento`), '0000075');
  });

  it('say what is missing: the voce of registers, who answered for them by name', () => {
    const { classifica: _classifica, ...senza } = registro({ responsabile: 'senza.nome' });
    const { mancanze } = buildGiornaliero(senza, { ...intorno(), conf: CONF });
    assert.deepEqual(mancanze.map(({ codice }) => codice).sort(), ['classifica', 'utente-nome']);
  });

  it('are about the day and its numbers', () => {
    assert.match(oggettoGiornaliero(registro()), /del 16\/03\/2026, registrazioni da 0000101 a 0000148$/);
    assert.match(oggettoGiornaliero(vuota), /nessuna registrazione$/);
  });
});
