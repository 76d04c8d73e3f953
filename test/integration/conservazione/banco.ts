import type { Context } from 'mocha';
import { insertVersione } from '../../../schemas/configurazione.model.js';
import { findPrimo, findVersamentoById, type Versamento } from '../../../schemas/versamento.model.js';
import { LineaConservazioneModel } from '../../../schemas/linea-conservazione.model.js';
import type { TipoVersamento } from '../../../schemas/versamento.api.js';
import { creaConservatore } from '../../../server/conservazione/conservatori/crea.js';
import type { DepsConservazione } from '../../../server/conservazione/deps.js';
import { inviaVersamento } from '../../../server/conservazione/invia.js';
import { prepara } from '../../../server/conservazione/prepara.js';
import { buildConservazione } from '../../../server/demo/conservazione.js';
import { buildRichiesta } from '../../support/factories.js';
import { type SimulatoreDiProva, startSimulatore } from '../../support/simulatore.js';
import { type InProcesso, useInProcesso } from './in-processo.js';

export const AOO = 'AVLD001';
export const PAI = {
  tipo: 'PAI' as const,
  denominazione: 'Regione - Protezione civile',
  codiceIPA: 'r_x000',
  codiceAOO: 'AREG001',
  denominazioneAOO: 'Giunta regionale',
  domicilioDigitale: 'regione@pec.regione.example',
};
const MAI = new AbortController().signal;

/** The services of conservation in the test's process, before a simulated receiver, with a clock that the test moves. */
export class BancoConservazione {
  #simulatore: SimulatoreDiProva | undefined;
  adesso = new Date('2026-05-04T09:00:00+02:00');
  /** how long a call may take before it is given up */
  attesaMs = 10_000;
  fascicolo = '';
  readonly env: NodeJS.ProcessEnv = {};
  #here: InProcesso | undefined;

  async start(): Promise<void> {
    this.#simulatore = await startSimulatore({ schemi: 'nessuno' });
    const { url, utente, password } = this.#simulatore;
    Object.assign(this.env, { PARER_URL: url, PARER_UTENTE: utente, PARER_PASSWORD: password });
  }
  async configure(here: InProcesso): Promise<void> {
    this.#here = here;
    await insertVersione({
      aoo: AOO,
      tipo: 'conservazione',
      numero: 1,
      validoDal: '2026-01-01',
      autore: 'rgd',
      quando: new Date(),
      motivo: 'Prova',
      contenuto: buildConservazione(),
    });
    const opened = await here
      .post('/fascicoli', 'responsabile')
      .send({ oggetto: 'Prove di versamento in conservazione', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' })
      .expect(201);
    this.fascicolo = (opened.body as { id: string }).id;
  }

  /** A registration that lacks nothing, with an attachment. @returns its riferimento */
  async register(testo: string, sopra: object = {}): Promise<string> {
    const dati = { classifica: 'VI.3.1', fascicolo: this.fascicolo, tipologia: 'Istanza', mittenti: [PAI], ...sopra };
    const { anno, numero } = await this.here.register('rgd', buildRichiesta(dati), testo, `allegato di ${testo}`);
    return `${anno}/${numero}`;
  }

  get simulatore(): SimulatoreDiProva {
    if (this.#simulatore === undefined) throw new Error('the receiver has not started');
    return this.#simulatore;
  }
  get here(): InProcesso {
    if (this.#here === undefined) throw new Error('the application has not started');
    return this.#here;
  }
  get deps(): DepsConservazione {
    const { store, config, log } = this.here.deps;
    const clock = { now: () => this.adesso };
    return {
      store,
      config,
      log,
      clock,
      caso: () => 0.5,
      crea: (conservatore) =>
        Promise.resolve(
          creaConservatore(config, { ...conservatore, attesaSecondi: this.attesaMs / 1000, insieme: 8 }, clock),
        ),
    };
  }

  async prepared(tipo: TipoVersamento, riferimento: string): Promise<Versamento> {
    const made = await prepara(this.deps, { aoo: AOO, tipo, riferimento, perche: 'prova' });
    if (!('versamento' in made)) throw new Error(`not prepared: ${JSON.stringify(made)}`);
    return made.versamento;
  }
  async read(id: string): Promise<Versamento> {
    const found = await findVersamentoById(id);
    if (found === null) throw new Error('no package');
    return found;
  }
  primo = (tipo: TipoVersamento, riferimento: string) => findPrimo(AOO, tipo, riferimento);

  /** One call, when it is time for it; the clock is moved to the next step first. */
  async step(id: string): Promise<Versamento> {
    const { prossimoPasso } = await this.read(id);
    if (prossimoPasso !== undefined && prossimoPasso > this.adesso) this.adesso = prossimoPasso;
    await inviaVersamento(this.deps, id, MAI);
    return this.read(id);
  }
  /** Until nothing happens by itself any more. */
  async untilSettled(id: string, limit = 8): Promise<Versamento> {
    let found = await this.read(id);
    for (let i = 0; i < limit && found.prossimoPasso !== undefined; i += 1) found = await this.step(id);
    return found;
  }
  /** As if nothing had ever failed. */
  openLines = () => LineaConservazioneModel.deleteMany({});

  /** The units that the receiver keeps under a key. */
  unitaDi({ chiave: { registro, anno, numero } }: Pick<Versamento, 'chiave'>) {
    return this.simulatore.stato
      .unita()
      .filter(({ chiave }) => chiave.registro === registro && Number(chiave.anno) === anno && chiave.numero === numero);
  }
  /** A call that says nothing. @returns whether anybody listens */
  knock = (): Promise<boolean> =>
    fetch(`${this.simulatore.url}/sacerws/VersamentoSync`, { method: 'POST' }).then(
      () => true,
      () => false,
    );
  async untilListening(): Promise<void> {
    while (!(await this.knock())) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  async close(): Promise<void> {
    await this.#simulatore?.ferma();
  }
}

/** To be called in a `describe`. */
export function useBanco(nome: string): BancoConservazione {
  const banco = new BancoConservazione();
  before(() => banco.start());
  const here = useInProcesso(nome, banco.env);
  before(async function (this: Context) {
    this.timeout(60_000);
    await banco.configure(here);
  });
  after(() => banco.close());
  return banco;
}
