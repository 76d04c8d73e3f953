import { Link } from 'react-router';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { useNomi } from '../api/nomi.js';
import { paginaScheda } from '../api/percorsi.js';
import type { Riferimento } from '../api/tipi.js';
import { giorno, giornoOra } from '../lib/formati.js';
import { conAccount, type NomeOf, utentiIn } from '../lib/utenti.js';
import { detto } from '../protocollo/parole.js';
import { useEventiFascicolo, useMovimenti } from './interrogazioni-fascicoli.js';
import { paroleAtto } from './parole-fascicoli.js';
import { paginaFascicolo } from './percorsi-fascicoli.js';

interface Riga {
  data: string;
  utente: string;
  perContoDi?: string | undefined;
  tipo: string;
  che: string;
  registrazione?: Riferimento | undefined;
  altro?: { id: string; codice: string } | undefined;
  motivo?: string | undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One act on the procedimento, in words. */
function paroleDiPasso({ passo, iter, fase, tipo, dal, al, entro, fine }: Readonly<Record<string, unknown>>): string {
  const on = (day: unknown): string => (text(day) === '' ? '' : giorno(text(day)));
  switch (passo) {
    case 'avvio':
      return `avviato, decorre dal ${on((iter as { inizio?: unknown } | undefined)?.inizio)}`;
    case 'fase':
      return `fase ${text(fase).toLowerCase()} dal ${on(dal)}`;
    case 'fermata':
      return `${tipo === 'interruzione' ? 'interrotto' : 'sospeso'} dal ${on(dal)}${text(entro) === '' ? '' : ` fino al ${on(entro)}`}`;
    case 'ripresa':
      return `ripreso dal ${on(al)}`;
    default:
      return `concluso il ${on(fine)}`;
  }
}

/** What an act says besides its kind. */
function cheOf(dettagli: Readonly<Record<string, unknown>>): string {
  const { campo, codice, oggetto, dataChiusura } = dettagli;
  if (dettagli['passo'] !== undefined) return paroleDiPasso(dettagli);
  return [text(campo), text(codice), text(oggetto), text(dataChiusura)].filter((one) => one !== '').join(' ');
}

/** By whose delegation an act was done. */
function delegaDi({ delega }: Readonly<Record<string, unknown>>, nomeOf: NomeOf): string {
  const da = text((delega as { da?: unknown } | undefined)?.da);
  return da === '' ? '' : `, per delega di ${nomeOf(da)}`;
}

/** What was done to the fascicolo, and what came in and left, newest first. */
export function EventiDi({ fascicolo }: { fascicolo: FascicoloRisposta }) {
  const { data: eventi } = useEventiFascicolo(fascicolo.id, true);
  const { data: movimenti } = useMovimenti(fascicolo.id, true);
  const nomeOf = conAccount(useNomi(utentiIn([eventi?.elementi, movimenti?.elementi])));
  const righe: Riga[] = [
    ...(eventi?.elementi ?? []).map(({ tipo, data, utente, perContoDi, dettagli }) => ({
      tipo,
      data,
      utente,
      perContoDi,
      che: cheOf(dettagli) + delegaDi(dettagli, nomeOf),
      motivo: text(dettagli['motivo']),
    })),
    ...(movimenti?.elementi ?? []).map(({ tipo, data, utente, perContoDi, registrazione, oggetto, altro, motivo }) => ({
      tipo,
      data,
      utente,
      perContoDi,
      che: oggetto,
      registrazione,
      altro,
      motivo,
    })),
  ].sort((a, b) => b.data.localeCompare(a.data));
  return (
    <ol className="fascicolo-eventi">
      {righe.map((riga, i) => (
        <li key={`${riga.data}-${i}`}>
          <span className="nw mut">{giornoOra(riga.data)}</span>
          <span>
            <b>{paroleAtto(riga.tipo)}</b>{' '}
            {riga.registrazione !== undefined && (
              <Link to={paginaScheda(riga.registrazione)}>{detto(riga.registrazione).nome}</Link>
            )}{' '}
            {riga.che}{' '}
            {riga.altro !== undefined && <Link to={paginaFascicolo(riga.altro.id)}>{riga.altro.codice}</Link>}
            {riga.motivo !== undefined && riga.motivo !== '' && <span className="mut"> «{riga.motivo}»</span>}
          </span>
          <span className="mut nw">
            {nomeOf(riga.utente)}
            {riga.perContoDi !== undefined && ` per conto di ${nomeOf(riga.perContoDi)}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
