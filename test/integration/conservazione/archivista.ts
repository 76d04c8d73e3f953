import type { RigaVersamento, VersamentoRisposta } from '../../../schemas/versamento.api.js';
import type { Account } from '../../support/harness.js';
import type { BancoConservazione } from './banco.js';

export const UNITA = 'unita-documentaria';

/** What the archivist asks of the packages, as requests. */
export function archivistaDi(b: BancoConservazione) {
  const versa = (riferimento: string, tipo: string = UNITA, account: Account = 'archivista') =>
    b.here.post('/versamenti', account).send({ tipo, riferimento });
  const see = async (id: string): Promise<VersamentoRisposta> =>
    (await b.here.get(`/versamenti/${id}`, 'archivista').expect(200)).body as VersamentoRisposta;
  const list = async (query: string): Promise<RigaVersamento[]> =>
    ((await b.here.get(`/versamenti?${query}`, 'archivista').expect(200)).body as { elementi: RigaVersamento[] })
      .elementi;
  const shipped = async (riferimento: string): Promise<VersamentoRisposta> => {
    const { id } = (await versa(riferimento)).body as VersamentoRisposta;
    await b.untilSettled(id);
    return see(id);
  };
  const bytes = async (path: string): Promise<Buffer> =>
    (await b.here.get(path, 'archivista').responseType('blob').expect(200)).body as Buffer;
  return { versa, see, list, shipped, bytes };
}
