import type { AccessoDato, InteressatiFascicolo } from '../../../schemas/interessato.api.js';
import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import type { ElencoLetto } from '../../../schemas/scarto.api.js';
import type { Harness } from '../../support/harness.js';
import { MOTIVO, ROSSI, uscita } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

/** A rule of no years: what was closed today may be proposed today. */
const SUBITO = { classifica: 'XII.3', regola: 'Schede' };

/** Retention, scarto, deposito, statistics of the archive, the way in of people concerned, with every answer that they promise. */
export async function walkArchivio(giro: Giro, here: Harness): Promise<void> {
  const closed = async (): Promise<FascicoloRisposta> => {
    const richiesta = {
      oggetto: 'Fascicolo del giro d’archivio',
      tipo: 'affare',
      classifica: SUBITO.classifica,
      uo: 'U410',
    };
    const f = (await here.post('/fascicoli', 'responsabile').send(richiesta).expect(201)).body as FascicoloRisposta;
    const { anno, numero } = await here.registered(
      'istruttore',
      uscita({ classifica: SUBITO.classifica, destinatari: [ROSSI] }),
    );
    await here
      .post(`/fascicoli/${f.id}/documenti`, 'responsabile')
      .send({ registrazioni: [{ anno, numero }] })
      .expect(201);
    const { versione } = (await here.get(`/fascicoli/${f.id}`, 'responsabile')).body as FascicoloRisposta;
    const shut = await here
      .post(`/fascicoli/${f.id}/chiusura`, 'responsabile')
      .set('If-Match', `"${versione}"`)
      .send({});
    return shut.body as FascicoloRisposta;
  };
  const [primo, secondo] = [await closed(), await closed()];
  const CONSERVAZIONE = '/fascicoli/{id}/conservazione';
  await giro.visit(`get ${CONSERVAZIONE}`, 200, here.get(`/fascicoli/${primo.id}/conservazione`, 'istruttore'));
  for (const { id, versione } of [primo, secondo])
    await giro.visit(
      `patch ${CONSERVAZIONE}`,
      200,
      here.patch(`/fascicoli/${id}/conservazione`, 'archivista', versione).send({ regola: SUBITO.regola }),
    );

  for (const tipo of ['scarto', 'deposito'] as const) {
    const ELENCHI = `/${tipo}/elenchi`;
    await giro.visit(`get /${tipo}/anteprima`, 200, here.get(`/${tipo}/anteprima?anno=2026&limite=5`, 'archivista'));
    const propose = async (status: number, chiave: string): Promise<ElencoLetto> =>
      (
        await giro.visit(
          `post ${ELENCHI}`,
          status,
          here.post(ELENCHI, 'archivista').set('Idempotency-Key', chiave).send({ anno: 2026, note: 'giro' }),
        )
      ).body as ElencoLetto;
    const { id: torna } = await propose(201, `giro-${tipo}-a`);
    await propose(200, `giro-${tipo}-a`);
    await giro.visit(
      `post ${ELENCHI}`,
      409,
      here.post(ELENCHI, 'archivista').set('Idempotency-Key', `giro-${tipo}-a`).send({ anno: 2026, note: 'altro' }),
    );
    const decide = tipo === 'scarto' ? 'rgd' : 'archivista';
    await giro.visit(`get ${ELENCHI}`, 200, here.get(ELENCHI, 'rgd'));
    await giro.visit(`get ${ELENCHI}/{id}`, 200, here.get(`${ELENCHI}/${torna}`, 'rgd'));
    await giro.visit(`get ${ELENCHI}/{id}/righe.csv`, 200, here.get(`${ELENCHI}/${torna}/righe.csv`, 'rgd'));
    await giro.visit(
      `post ${ELENCHI}/{id}/restituzione`,
      200,
      here.post(`${ELENCHI}/${torna}/restituzione`, decide).send({ motivo: MOTIVO }),
    );
    const { id } = await propose(201, `giro-${tipo}-b`);
    if (tipo === 'deposito') {
      await giro.visit(
        `post ${ELENCHI}/{id}/accettazione`,
        200,
        here.post(`${ELENCHI}/${id}/accettazione`, 'archivista'),
      );
      await giro.visit(
        `post ${ELENCHI}/{id}/accettazione`,
        409,
        here.post(`${ELENCHI}/${id}/accettazione`, 'archivista'),
      );
      continue;
    }
    await giro.visit(`post ${ELENCHI}/{id}/approvazione`, 200, here.post(`${ELENCHI}/${id}/approvazione`, 'rgd'));
    const autorizzazione = { numero: '12/A', data: '2026-03-02', autore: 'Soprintendenza archivistica' };
    await giro.visit(
      `post ${ELENCHI}/{id}/autorizzazione`,
      200,
      here.post(`${ELENCHI}/${id}/autorizzazione`, 'archivista').send(autorizzazione),
    );
    for (const passo of ['esecuzione', 'conferma'])
      await giro.visit(`post ${ELENCHI}/{id}/${passo}`, 409, here.post(`${ELENCHI}/${id}/${passo}`, 'archivista'));
    await giro.visit(`get ${ELENCHI}/{id}/verbale`, 200, here.get(`${ELENCHI}/${id}/verbale`, 'archivista'));
  }

  for (const nome of ['classificazione', 'procedimenti'])
    for (const forma of ['', '.csv', '.json', '.xml'])
      await giro.visit(
        `get /statistiche/${nome}${forma}`,
        200,
        here.get(`/statistiche/${nome}${forma}?anno=2026&per=ufficio&uo=U410`, 'rgd'),
      );

  const SU = '/fascicoli/{id}/interessati';
  const su = `/fascicoli/${primo.id}/interessati`;
  const letti = (await giro.visit(`get ${SU}`, 200, here.get(su, 'responsabile'))).body as InteressatiFascicolo;
  const documenti = letti.documenti.map(({ anno, numero }) => ({ anno, numero }));
  const soggetto = letti.soggetti[0]?.chiave ?? '';
  const { accesso } = (await giro.visit(`post ${SU}`, 201, here.post(su, 'responsabile').send({ soggetto, documenti })))
    .body as AccessoDato;
  const uno = `${su}/${accesso.id}`;
  await giro.visit(
    `post ${SU}/{accesso}/documenti`,
    200,
    here.post(`${uno}/documenti`, 'responsabile').send({ documenti: [] }),
  );
  await giro.visit(`post ${SU}/{accesso}/revoca`, 200, here.post(`${uno}/revoca`, 'rgd').send({ motivo: MOTIVO }));
}
