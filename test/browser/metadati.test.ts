import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import { buildRichiesta } from '../support/factories.js';
import { at, useHarness } from '../support/harness.js';
import { assertAccessible, downloadBy, useNavigatore } from './ambiente.js';
import { watch } from './pagine.js';

describe('the metadata in the pages', function () {
  this.timeout(60_000);
  const h = useHarness('pagina metadati');
  const navigatore = useNavigatore();
  let entrata: RegistrazioneRisposta;

  before(async () => {
    entrata = await h.registered('protocollo', buildRichiesta({ tipologia: 'Istanza' }));
    await h
      .post(`${at(entrata)}/assegnazioni`, 'protocollo')
      .send({ assegnazioni: [{ uo: 'U410', tipo: 'competenza' }] })
      .expect(200);
  });

  it('say what is missing and who can give it, and follow the act that gives it', async () => {
    const page = await navigatore.signedIn(h, 'responsabile', at(entrata));
    const { assertClean } = watch(page);
    const box = page.getByRole('region', { name: 'Metadati', exact: true });
    await box.getByText('Mancano 2 dati').waitFor();
    await box.getByText('Manca la classifica.').waitFor();
    await h
      .post(`${at(entrata)}/classificazione`, 'responsabile')
      .send({ codice: 'VI.3.1' })
      .expect(200);
    const opened = await h
      .post('/fascicoli', 'responsabile')
      .send({ oggetto: 'Riqualificazione della piazza', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' })
      .expect(201);
    const { anno, numero } = entrata;
    await h
      .post(`/fascicoli/${(opened.body as { id: string }).id}/documenti`, 'responsabile')
      .send({ registrazioni: [{ anno, numero }], principale: true })
      .expect(201);
    await page.reload();
    await box.getByText('Completi').waitFor();
    await page.keyboard.press('x');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('rowheader', { name: /Numero protocollo documento$/ }).waitFor();
    await dialog.getByRole('button', { name: 'Mostra l’XML' }).click();
    await dialog.getByText('<DocumentoAmministrativoInformatico>').waitFor();
    await assertAccessible(page, 'metadati di una registrazione');
    await downloadBy(page, /^metadati-2026-0000001\.xml$/, () =>
      dialog.getByRole('button', { name: 'Scarica l’XML' }).click(),
    );
    assertClean();
  });

  it('list by office what cannot be complete', async () => {
    const other = await h.registered('protocollo', buildRichiesta());
    const page = await navigatore.signedIn(h, 'archivista', '/metadati');
    await page.getByRole('link', { name: `000000${other.numero}/2026` }).waitFor();
    await page.getByRole('cell', { name: 'classifica, fascicolo' }).waitFor();
    await assertAccessible(page, 'metadati incompleti');
  });
});
