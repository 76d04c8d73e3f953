import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ContestoFirme } from '../../../server/firme/tipi.js';
import {
  crlDi,
  element,
  estensione,
  giorno,
  type Identita,
  ocspDi,
  postoCrl,
  type RichiestaCrl,
  type RichiestaOcsp,
  rilascia,
} from '../../support/pki-prova.js';
import { sequence } from '../../../server/firme/crea/der.js';
import { ADESSO, Cartella, esitiDi } from './prove.js';

const MARCHE = '1.3.6.1.5.5.7.3.8';
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
const POSTO = '2.5.29.28';
const LISTA = 'http://autorita.invalid/ca.crl';

describe('firme: createFiducia', () => {
  const cartella = new Cartella();
  let ca: Identita;
  let contesto: ContestoFirme;

  before(() => {
    ca = rilascia({ nome: 'Radice di prova', autorita: true });
    cartella.metti('ca.der', ca.der);
    contesto = cartella.contesto();
  });
  after(() => cartella.close());

  interface Domanda {
    altri?: Identita[];
    revoche?: Buffer[];
    quando?: Date;
    uso?: 'documenti' | 'marche';
  }
  const giudica = async ({ der }: Identita, domanda: Domanda = {}, da = contesto) => {
    const { altri = [], revoche = [], quando = ADESSO, uso = 'documenti' } = domanda;
    const parti = { certificato: der, altri: altri.map((one) => one.der), revoche, quando, uso, contesto: da };
    const { catena, controlli } = await da.fiducia.giudica(parti);
    return { catena: catena.map(({ soggetto }) => soggetto), esiti: esitiDi(controlli), controlli };
  };
  const catenaDi = async (chi: Identita, altri: Identita[]): Promise<string | undefined> =>
    (await giudica(chi, { altri })).esiti['catena'];

  it('tells exactly its four checks, and the way up', async () => {
    const sotto = rilascia({ nome: 'Autorità di mezzo', emittente: ca, autorita: true });
    const chi = rilascia({ nome: 'Esempio Rossi', emittente: sotto });
    const { catena, esiti } = await giudica(chi, { altri: [sotto] });
    assert.deepEqual(catena, ['Esempio Rossi', 'Autorità di mezzo', 'Radice di prova']);
    assert.deepEqual(esiti, { 'uso-chiave': 'si', catena: 'si', validita: 'si', revoca: 'si' });
  });

  it('goes up by names and signatures, through authorities only', async () => {
    const mezzo = rilascia({ nome: 'Mezzo', emittente: ca, autorita: true });
    const persona = rilascia({ nome: 'Persona', emittente: ca });
    const daPersona = rilascia({ nome: 'Da una persona', emittente: persona });
    const zero = rilascia({ nome: 'Zero', emittente: ca, autorita: 0 });
    const sottoZero = rilascia({ nome: 'Sotto zero', emittente: zero, autorita: true });
    const senzaUso = rilascia({ nome: 'Senza uso', emittente: ca, autorita: true, uso: [0] });
    const scaduta = rilascia({ nome: 'Scaduta', emittente: ca, autorita: true, al: giorno('2025-01-01') });
    const omonima = rilascia({ nome: 'Radice di prova', autorita: true });
    const rinnovata: Identita = { ...rilascia({ nome: 'Mezzo', emittente: ca, autorita: true }) };
    const di = (emittente: Identita): Identita => rilascia({ nome: 'Chi firma', emittente });
    assert.equal(await catenaDi(di(mezzo), [mezzo]), 'si');
    assert.equal(await catenaDi(di(mezzo), [rinnovata, mezzo]), 'si', 'two authorities of one name');
    assert.equal(await catenaDi(di(mezzo), []), 'ignoto', 'the one between is missing');
    assert.equal(await catenaDi(di(mezzo), [rinnovata]), 'ignoto', 'another key of the same name');
    assert.equal(await catenaDi(daPersona, [persona]), 'ignoto', 'issued by who is no authority');
    assert.equal(await catenaDi(di(zero), [zero]), 'si', 'nobody below it but signers');
    assert.equal(await catenaDi(di(sottoZero), [sottoZero, zero]), 'ignoto', 'path length');
    assert.equal(await catenaDi(di(senzaUso), [senzaUso]), 'ignoto', 'may not issue');
    assert.equal(await catenaDi(di(scaduta), [scaduta]), 'ignoto', 'an authority that had ended');
    assert.equal(await catenaDi(di(omonima), [omonima]), 'ignoto', 'a root of the same name');
    assert.equal(await catenaDi(rilascia({ nome: 'Da solo' }), []), 'ignoto', 'self-signed');
    assert.equal(await catenaDi(rilascia({ nome: 'Finto', nomeEmittente: ca.nome }), []), 'ignoto', 'the name alone');
  });

  it('ends although authorities issue each other', async () => {
    const una = rilascia({ nome: 'Una', autorita: true });
    const molte = Array.from({ length: 60 }, () => rilascia({ nome: 'Una', emittente: una, autorita: true }));
    assert.equal(await catenaDi(rilascia({ nome: 'Chi firma', emittente: una }), [una, ...molte]), 'ignoto');
  });

  it('asks of a timestamp that its certificate is for that alone', async () => {
    const usoDi = async (usiEstesi: string[], uso: 'documenti' | 'marche'): Promise<string | undefined> =>
      (await giudica(rilascia({ nome: 'Marche', emittente: ca, uso: [0], usiEstesi }), { uso })).esiti['uso-chiave'];
    assert.equal(await usoDi([MARCHE], 'marche'), 'si');
    assert.equal(await usoDi([MARCHE, '1.3.6.1.5.5.7.3.4'], 'marche'), 'no');
    assert.equal(await usoDi(['1.3.6.1.5.5.7.3.4'], 'marche'), 'no');
    assert.equal(await usoDi([MARCHE], 'documenti'), 'no');
    assert.equal(await usoDi(['1.3.6.1.5.5.7.3.4'], 'documenti'), 'si');
  });

  it('reads the folder again when it changes', async () => {
    const propria = new Cartella();
    try {
      const nuova = rilascia({ nome: 'Radice nuova', autorita: true });
      const chi = rilascia({ nome: 'Chi firma', emittente: nuova });
      const suo = propria.contesto();
      assert.equal((await giudica(chi, {}, suo)).esiti['catena'], 'ignoto');
      const pem = `-----BEGIN CERTIFICATE-----\n${nuova.der.toString('base64')}\n-----END CERTIFICATE-----\n`;
      writeFileSync(path.join(propria.dir, 'nuova.pem'), `un commento\n${pem}${pem}`);
      writeFileSync(path.join(propria.dir, 'chiave.key'), 'altro');
      let esito: string | undefined;
      for (let i = 0; i < 100 && esito !== 'si'; i += 1) {
        await sleep(50);
        esito = (await giudica(chi, {}, suo)).esiti['catena'];
      }
      assert.equal(esito, 'si');
    } finally {
      propria.close();
    }
  });

  describe('revocation', () => {
    let chi: Identita;
    let altro: Identita;
    let omonima: Identita;
    before(() => {
      chi = rilascia({ nome: 'Chi firma', emittente: ca, crl: LISTA });
      altro = rilascia({ nome: 'Altro', emittente: ca });
      omonima = rilascia({ nome: 'Radice di prova', autorita: true });
    });

    const daCrl = async (crl: Partial<RichiestaCrl>, quando?: Date): Promise<string | undefined> =>
      (await giudica(chi, { revoche: [crlDi({ emittente: ca, ...crl })], ...(quando && { quando }) })).esiti['revoca'];
    const daOcsp = async (ocsp: Partial<RichiestaOcsp>, quando?: Date): Promise<string | undefined> =>
      (await giudica(chi, { revoche: [ocspDi({ di: chi, emittente: ca, ...ocsp })], ...(quando && { quando }) })).esiti[
        'revoca'
      ];
    const revocato = (extra: object = {}) => [{ chi, quando: giorno('2026-03-01'), ...extra }];

    it('is as the list says, at the instant that is asked', async () => {
      assert.equal(await daCrl({}), 'si');
      assert.equal(await daCrl({ revocati: [{ chi: altro, quando: giorno('2026-03-01') }] }), 'si');
      assert.equal(await daCrl({ revocati: revocato() }), 'no');
      assert.equal(await daCrl({ revocati: revocato() }, giorno('2026-02-01')), 'si', 'revoked after it');
      assert.equal(await daCrl({ revocati: revocato({ motivo: 1 }) }, giorno('2026-02-01')), 'si', 'key lost after it');
      const dal = { invaliditaDal: giorno('2026-01-15') };
      assert.equal(await daCrl({ revocati: revocato(dal) }, giorno('2026-02-01')), 'no', 'doubtful already then');
      assert.equal(await daCrl({ revocati: revocato({ motivo: 8 }) }), 'si', 'taken off the list');
    });

    it('says of a suspended certificate that it is suspended', async () => {
      const revoche = [crlDi({ emittente: ca, revocati: revocato({ motivo: 6 }) })];
      const { controlli } = await giudica(chi, { revoche });
      assert.match(controlli.find(({ codice }) => codice === 'revoca')?.messaggio ?? '', /sospeso dal 01\/03\/2026/);
    });

    it('takes no list that is old, of somebody else, for others, or not understood', async () => {
      assert.equal(await daCrl({ da: giorno('2025-01-01'), fino: giorno('2025-02-01') }), 'ignoto', 'old');
      assert.equal(await daCrl({ da: giorno('2025-01-01'), fino: undefined }), 'ignoto', 'without an end, old');
      assert.equal(await daCrl({ da: giorno('2026-06-30'), fino: undefined }), 'si', 'without an end, new');
      assert.equal(await daCrl({ emittente: omonima }), 'ignoto', 'of the same name');
      const senza = rilascia({ nome: 'Radice di prova', autorita: true, uso: [5] });
      assert.equal(await daCrl({ emittente: senza }), 'ignoto');
      const posto = (...campi: Buffer[]) => [estensione(POSTO, sequence(...campi), true)];
      const vero = (n: number): Buffer => element(0x80 | n, Buffer.from([0xff]));
      assert.equal(await daCrl({ estensioni: posto(postoCrl(LISTA)) }), 'si');
      assert.equal(
        await daCrl({ estensioni: posto(postoCrl('http://autorita.invalid/2.crl')) }),
        'ignoto',
        'of another part',
      );
      assert.equal(await daCrl({ estensioni: posto(vero(1)) }), 'si', 'of persons');
      assert.equal(await daCrl({ estensioni: posto(vero(2)) }), 'ignoto', 'of authorities');
      assert.equal(await daCrl({ estensioni: posto(vero(4)) }), 'ignoto', 'indirect');
      assert.equal(
        await daCrl({ estensioni: [estensione('2.5.29.27', sequence(), true)] }),
        'ignoto',
        'of changes only',
      );
      const forged = crlDi({ emittente: ca, revocati: [{ chi: altro, quando: giorno('2026-03-01') }] });
      const at = forged.indexOf(altro.seriale) + 4;
      forged[at] = (forged[at] ?? 0) ^ 1; // a number of chance may hold any byte already
      assert.equal((await giudica(chi, { revoche: [forged] })).esiti['revoca'], 'ignoto', 'changed');
    });

    it('does not take a list that dropped what had ended', async () => {
      const finito = rilascia({ nome: 'Finito', emittente: ca, crl: LISTA, al: giorno('2025-12-01') });
      const quando = giorno('2025-11-01');
      const esito = async (estensioni: Buffer[]): Promise<string | undefined> =>
        (await giudica(finito, { quando, revoche: [crlDi({ emittente: ca, estensioni })] })).esiti['revoca'];
      assert.equal(await esito([]), 'ignoto');
      assert.equal(await esito([estensione('2.5.29.60', element(0x18, Buffer.from('20200101000000Z')))]), 'si');
    });

    it('is as an answer says, of the authority or of whom it appointed', async () => {
      const incaricato = rilascia({ nome: 'Risponde', emittente: ca, uso: [0], usiEstesi: [OCSP_SIGNING] });
      const abusivo = rilascia({ nome: 'Risponde', emittente: ca, uso: [0] });
      const estraneo = rilascia({ nome: 'Risponde', emittente: omonima, uso: [0], usiEstesi: [OCSP_SIGNING] });
      assert.equal(await daOcsp({}), 'si');
      assert.equal(await daOcsp({ nuda: true }), 'si', 'as signatures carry it');
      assert.equal(await daOcsp({ risponde: incaricato }), 'si');
      assert.equal(await daOcsp({ risponde: abusivo }), 'ignoto');
      assert.equal(await daOcsp({ risponde: estraneo }), 'ignoto');
      assert.equal(await daOcsp({ stato: 'ignoto' }), 'ignoto');
      assert.equal(await daOcsp({ di: altro }), 'ignoto', 'of another certificate');
      assert.equal(await daOcsp({ emittente: omonima }), 'ignoto', 'of another authority');
      assert.equal(await daOcsp({ stato: { quando: giorno('2026-03-01'), motivo: 1 } }), 'no');
      assert.equal(await daOcsp({ stato: { quando: giorno('2026-03-01') } }, giorno('2026-02-01')), 'si');
      assert.equal(await daOcsp({ da: giorno('2025-01-01'), fino: giorno('2025-01-08') }), 'ignoto', 'old');
    });

    it('is asked of the authorities on the way too, and is not taken back by a timestamp where a key was lost', async () => {
      const mezzo = rilascia({ nome: 'Mezzo', emittente: ca, autorita: true, crl: LISTA });
      const sotto = rilascia({ nome: 'Sotto', emittente: mezzo });
      const esito = async (revocati: RichiestaCrl['revocati']): Promise<string | undefined> => {
        const revoche = [crlDi({ emittente: ca, ...(revocati && { revocati }) })];
        return (await giudica(sotto, { altri: [mezzo], revoche, quando: giorno('2026-02-01') })).esiti['revoca'];
      };
      assert.equal((await giudica(sotto, { altri: [mezzo] })).esiti['revoca'], 'ignoto');
      assert.equal(await esito([]), 'si');
      assert.equal(await esito([{ chi: mezzo, quando: giorno('2026-03-01') }]), 'si');
      assert.equal(await esito([{ chi: mezzo, quando: giorno('2026-03-01'), motivo: 2 }]), 'no');
    });

    it('is good without a place to ask only where the authority is of the own folder', async () => {
      const { controlli } = await giudica(altro);
      assert.match(controlli.find(({ codice }) => codice === 'revoca')?.messaggio ?? '', /non pubblica revoche/);
      assert.equal((await giudica(chi)).esiti['revoca'], 'ignoto');
    });

    it('that nobody is asked for says so: not yet, or never in this installation', async () => {
      const detto = async (da: ContestoFirme): Promise<string | undefined> =>
        (await giudica(chi, {}, da)).controlli.find(({ codice }) => codice === 'revoca')?.messaggio;
      assert.match((await detto(cartella.contesto())) ?? '', /REVOCA_RETE=no/);
      assert.match(
        (await detto({ ...cartella.contesto({ rete: true }), rete: false })) ?? '',
        /Non si è ancora chiesto/,
      );
    });
  });

  describe('European lists', () => {
    const URI = 'http://uri.etsi.org/TrstSvc';
    interface Voce {
      tipo?: string;
      stato?: string;
      dal: string;
      scopo?: string;
    }
    const info = ({ tipo = 'CA/QC', stato = 'granted', dal, scopo }: Voce): string => `
      <tsl:ServiceTypeIdentifier>${URI}/Svctype/${tipo}</tsl:ServiceTypeIdentifier>
      <tsl:ServiceStatus>${URI}/TrustedList/Svcstatus/${stato}</tsl:ServiceStatus>
      <tsl:StatusStartingTime>${dal}T00:00:00Z</tsl:StatusStartingTime>
      ${scopo === undefined ? '' : `<tsl:ServiceInformationExtensions><tsl:Extension><tsl:AdditionalServiceInformation><tsl:URI xml:lang="en">${URI}/TrustedList/SvcInfoExt/${scopo}</tsl:URI></tsl:AdditionalServiceInformation></tsl:Extension></tsl:ServiceInformationExtensions>`}`;
    const elenco = ({ der }: Identita, ora: Voce, storia: Voce[] = []): string => `<?xml version="1.0"?>
<tsl:TrustServiceStatusList xmlns:tsl="http://uri.etsi.org/02231/v2#"><tsl:SchemeInformation/><tsl:TrustServiceProviderList>
<tsl:TrustServiceProvider><tsl:TSPServices><tsl:TSPService><tsl:ServiceInformation>
<tsl:ServiceDigitalIdentity><tsl:DigitalId><tsl:X509Certificate>
${der.toString('base64').replaceAll(/.{64}/g, '$&\n')}</tsl:X509Certificate></tsl:DigitalId></tsl:ServiceDigitalIdentity>${info(ora)}
</tsl:ServiceInformation><tsl:ServiceHistory>${storia.map((one) => `<tsl:ServiceHistoryInstance>${info(one)}</tsl:ServiceHistoryInstance>`).join('')}</tsl:ServiceHistory>
</tsl:TSPService></tsl:TSPServices></tsl:TrustServiceProvider></tsl:TrustServiceProviderList></tsl:TrustServiceStatusList>`;

    let europea: Identita;
    let chi: Identita;
    before(() => {
      europea = rilascia({ nome: 'Qualificata', autorita: true });
      chi = rilascia({ nome: 'Chi firma', emittente: europea });
    });

    const con = async (xml: string, quando = ADESSO, uso: 'documenti' | 'marche' = 'documenti', who = chi) => {
      const suoi = new Cartella();
      try {
        suoi.metti('it.xml', xml);
        return (await giudica(who, { quando, uso }, cartella.contesto({ elenchi: suoi.dir }))).esiti;
      } finally {
        suoi.close();
      }
    };

    it('trusts the services that they grant, when they grant them', async () => {
      const esito = await con(elenco(europea, { dal: '2020-01-01' }));
      assert.deepEqual(
        [esito['catena'], esito['revoca']],
        ['si', 'ignoto'],
        'a qualified authority publishes revocations',
      );
      const finita = elenco(europea, { stato: 'withdrawn', dal: '2026-04-01' }, [{ dal: '2020-01-01' }]);
      assert.equal((await con(finita))['catena'], 'ignoto');
      assert.equal((await con(finita, giorno('2026-03-01')))['catena'], 'si');
      assert.equal((await con(elenco(europea, { dal: '2026-06-01' }), giorno('2026-03-01')))['catena'], 'ignoto');
    });

    it('trusts them for what they are granted', async () => {
      const di = async (voce: Partial<Voce>) => (await con(elenco(europea, { dal: '2020-01-01', ...voce })))['catena'];
      assert.equal(await di({ tipo: 'TSA/QTST' }), 'ignoto');
      assert.equal(await di({ scopo: 'ForeSignatures' }), 'si');
      assert.equal(await di({ scopo: 'ForWebSiteAuthentication' }), 'ignoto');
      const unita = rilascia({ nome: 'Unità', emittente: europea, uso: [0], usiEstesi: [MARCHE] });
      const marca = await con(elenco(unita, { tipo: 'TSA/QTST', dal: '2020-01-01' }), ADESSO, 'marche', unita);
      assert.deepEqual([marca['catena'], marca['uso-chiave']], ['si', 'si']);
    });

    it('reads nothing of a list that is broken or has a DOCTYPE, and goes on', async () => {
      const buono = elenco(europea, { dal: '2020-01-01' });
      assert.equal((await con(buono.slice(0, -40)))['catena'], 'ignoto');
      const bomba = buono.replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>');
      assert.equal((await con(bomba))['catena'], 'ignoto');
    });
  });
});
