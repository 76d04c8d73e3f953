import type { ConservatoreAoo } from '../../schemas/configurazione-conservazione.api.js';
import type { Linea } from '../../schemas/conservazione.api.js';
import { findLinee, type LineaConservazione } from '../../schemas/linea-conservazione.model.js';
import { VersamentoModel } from '../../schemas/versamento.model.js';
import { legalDay, rfc3339 } from '../lib/clock.js';
import { NonTrovatoError } from '../lib/problem.js';
import { creaDi } from './conservatore.js';
import { type DepsConservazione, macchinaOf } from './deps.js';
import { statoLinea } from './linee.js';
import { nextApertura } from './orario.js';
import { giornoEOra } from './parole.js';
import { regoleConservazioneAl } from './regole/seleziona.js';
import type { Capacita } from './tipi.js';

interface Vista {
  configurazione: ConservatoreAoo;
  /** absent: the installation has no address for it */
  capacita?: Capacita | undefined;
  linea: LineaConservazione | null;
  inAttesa: number;
  adesso: Date;
  macchina: Date;
}

/** Words of a receiver, to go on after: their own full stop taken away. */
const senzaPunto = (parole: string): string => parole.trim().replace(/\.$/, '');

function present({ configurazione, capacita, linea, inAttesa, adesso, macchina }: Vista): Linea {
  const { codice, denominazione, tipo, orario, insieme, alMinuto } = configurazione;
  const stato = statoLinea(configurazione, linea, adesso);
  const pausa = linea?.pausa;
  const next =
    stato === 'interrotta' ? linea?.prova : stato === 'fuori-orario' ? nextApertura(orario, adesso) : undefined;
  const when = next === undefined ? 'presto' : `il ${giornoEOra(next)}`;
  const situazione = {
    attiva: capacita === undefined ? 'In questa installazione mancano indirizzo o credenziali' : 'Collegato',
    'fuori-orario': `Fuori orario: si riprende ${when}`,
    'in-pausa': `In pausa: ${pausa?.motivo ?? ''}`,
    sospesa: `Sospesa: ${senzaPunto(pausa?.motivo ?? '')}. Correggere la configurazione, poi riprendere.`,
    interrotta: `Non risponde: si prova di nuovo da sé ${when}`,
    spenta: 'Spenta nella configurazione: ciò che è da versare aspetta',
  }[stato];
  return {
    conservatore: codice,
    denominazione,
    tipo,
    stato,
    situazione,
    ...(pausa !== undefined && { dal: rfc3339(new Date(pausa.dal)), motivo: pausa.motivo }),
    ...(pausa?.utente !== undefined && { utente: pausa.utente }),
    ...(next !== undefined && { prossimaProva: rfc3339(next) }),
    ...(linea?.ultimaRisposta !== undefined && { ultimaRisposta: rfc3339(linea.ultimaRisposta) }),
    inInvio: linea?.posti.filter(({ fino }) => fino > macchina).length ?? 0,
    insieme,
    ...(alMinuto !== undefined && { alMinuto }),
    inAttesa,
    guasti: linea?.guasti ?? 0,
    capacita: {
      ricevuta: capacita?.ricevuta ?? 'a-mano',
      fascicoli: capacita?.fascicoli ?? false,
      aggiungeDocumenti: capacita?.aggiungeDocumenti ?? false,
      aggiornaMetadati: capacita?.aggiornaMetadati ?? false,
      annullamento: capacita?.annullamento ?? false,
      esibizione: capacita?.esibizione ?? false,
    },
  };
}

/** Every receiver that is configured today, and how the way to it stands. */
export async function listLinee(deps: DepsConservazione, aoo: string): Promise<Linea[]> {
  const adesso = deps.clock.now();
  const { conservazione } = await regoleConservazioneAl(aoo, legalDay(adesso));
  const linee = new Map((await findLinee(aoo)).map((one) => [one.conservatore, one]));
  return Promise.all(
    conservazione.conservatori.map(async (one) =>
      present({
        configurazione: one,
        capacita: (await creaDi(deps, one))?.capacita,
        linea: linee.get(one.codice) ?? null,
        inAttesa: await VersamentoModel.countDocuments({
          aoo,
          conservatore: one.codice,
          prossimoPasso: { $exists: true },
        }),
        adesso,
        macchina: macchinaOf(deps),
      }),
    ),
  );
}

/** One of them. @throws NonTrovatoError */
export async function requireLinea(deps: DepsConservazione, aoo: string, codice: string): Promise<Linea> {
  const found = (await listLinee(deps, aoo)).find(({ conservatore }) => conservatore === codice);
  if (found === undefined) throw new NonTrovatoError('Nella configurazione non c’è un conservatore con questo codice.');
  return found;
}
