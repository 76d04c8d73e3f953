import type { ReactNode } from 'react';
import { nomeUfficio } from '../../api/elenchi.js';
import type { Evento } from '../../api/tipi.js';
import { giorno as giornoLetto } from '../../lib/formati.js';
import { type Dizionari, nomeCampo, paroleValore } from '../valori-in-parole.js';

const LEGALI = new Set(['annullamento', 'rinnovo', 'integrazione']);

/** Acts that change what is registered, by the law: a filled dot. */
export const isLegale = (tipo: string): boolean => LEGALI.has(tipo);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const because = (motivo: unknown): ReactNode =>
  text(motivo) === '' ? null : <span className="mut">: «{text(motivo)}»</span>;

/** Old value struck, then the new one. */
function Cambio({ campo, da, a, dizionari }: { campo: string; da: unknown; a: unknown; dizionari: Dizionari }) {
  return (
    <>
      <del>{paroleValore(campo, da, dizionari)}</del> → {paroleValore(campo, a, dizionari)}
    </>
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** In whose stead it was done. */
function PerDelega({ delega, dizionari: { nomeOf } }: { delega: unknown; dizionari: Dizionari }) {
  return isRecord(delega) ? <span className="mut">, per delega di {nomeOf(text(delega['da']))}</span> : null;
}

/** Why it was born so: the rules that assigned it, the delegation by which it was classified. */
function Nascita({ dettagli, dizionari }: Pick<Evento, 'dettagli'> & { dizionari: Dizionari }) {
  const given = Array.isArray(dettagli['smistamento']) ? (dettagli['smistamento'] as unknown[]).filter(isRecord) : [];
  const { delega } = dettagli;
  return (
    <>
      {given.map((one) => (
        <span key={text(one['uo'])}>
          Assegnata a {nomeUfficio(dizionari.uffici, text(one['uo']))} dalla regola «{text(one['regola'])}»
          <span className="mut">: {text(one['motivo'])}. </span>
        </span>
      ))}
      {isRecord(delega) && (
        <>
          Classificata
          <PerDelega delega={delega} dizionari={dizionari} />
        </>
      )}
    </>
  );
}

/** Into which fascicolo it came, or which it left. */
function Fascicolazione({ dettagli, dizionari }: Pick<Evento, 'dettagli'> & { dizionari: Dizionari }) {
  const { azione, di, da, motivo, delega } = dettagli;
  const codice = isRecord(di) ? text(di['codice']) : '';
  const prima = isRecord(da) ? text(da['codice']) : '';
  const dove = codice === '' ? 'un fascicolo riservato ad altri' : `il fascicolo ${codice}`;
  return (
    <>
      {azione === 'tolto' ? `Esce: ${dove}` : `Entra: ${dove}`}
      {prima !== '' && ` da ${prima}`}
      <PerDelega delega={delega} dizionari={dizionari} />
      {because(motivo)}
    </>
  );
}

/** Which attestation, by its hash and that of its signature. */
function Attestazione({ dettagli }: Pick<Evento, 'dettagli'>) {
  const { attestazione, modo, impronta, firma, copie } = dettagli;
  const quante = Array.isArray(copie) ? copie.length : 1;
  const sua = isRecord(firma) ? text(firma['sha256']) : '';
  return (
    <>
      <b>{quante === 1 ? 'Copia attestata conforme' : `${quante} copie attestate conformi`}</b>{' '}
      {modo === 'processo' ? 'con certificazione di processo' : 'con raffronto'}:{' '}
      <a href={`/attestazione/${text(attestazione)}`}>attestazione {text(attestazione)}</a>
      <span className="mut">
        , SHA-256 {text(impronta).slice(0, 12)}…, firma {sua.slice(0, 12)}…
      </span>
    </>
  );
}

/** By which act the paper went, when, how and before whom. */
function Distruzione({ dettagli }: Pick<Evento, 'dettagli'>) {
  const { autorizzazione, giorno, modalita, presenti } = dettagli;
  const atto = isRecord(autorizzazione) ? autorizzazione : {};
  const chi = Array.isArray(presenti) ? presenti.map(text).join(', ') : '';
  return (
    <>
      <b>Originale analogico distrutto</b> il {giornoLetto(text(giorno))} ({text(modalita)}), autorizzazione{' '}
      {text(atto['numero'])} del {giornoLetto(text(atto['data']))}, {text(atto['autore'])}
      <span className="mut">; presenti: {chi}</span>
    </>
  );
}

/** One act in words; a kind that this page does not know is told by its name. */
export function ParoleEvento({ evento, dizionari }: { evento: Evento; dizionari: Dizionari }) {
  const { tipo, dettagli } = evento;
  const { motivo } = dettagli;
  switch (tipo) {
    case 'nascita':
      return <Nascita dettagli={dettagli} dizionari={dizionari} />;
    case 'annullamento-richiesto':
      return <>Annullamento chiesto{because(motivo)}</>;
    case 'annullamento':
      return (
        <>
          <b>ANNULLATA</b>
          {because(motivo)}
        </>
      );
    case 'annullamento-negato':
      return <>Annullamento negato{because(motivo)}</>;
    case 'rinnovo': {
      const campo = text(dettagli['campo']);
      return (
        <>
          <b>{nomeCampo(campo)}, dato rinnovato</b>:{' '}
          <Cambio campo={campo} da={dettagli['vecchio']} a={dettagli['nuovo']} dizionari={dizionari} />
          {because(motivo)}
        </>
      );
    }
    case 'rettifica-richiesta': {
      const campo = text(dettagli['datoRichiesto']);
      return (
        <>
          Rettifica chiesta, {nomeCampo(campo).toLowerCase()}:{' '}
          {paroleValore(campo, dettagli['valoreRichiesto'], dizionari)}
          {because(motivo)}
        </>
      );
    }
    case 'rettifica-negata':
      return (
        <>
          Rettifica negata, {nomeCampo(text(dettagli['datoRichiesto'])).toLowerCase()}
          {because(motivo)}
        </>
      );
    case 'modifica': {
      const campo = text(dettagli['campo']);
      return (
        <>
          {nomeCampo(campo)}:{' '}
          <Cambio campo={campo} da={dettagli['vecchio']} a={dettagli['nuovo']} dizionari={dizionari} />
          {because(motivo)}
        </>
      );
    }
    case 'integrazione': {
      const allegati = Array.isArray(dettagli['allegati']) ? dettagli['allegati'].length : 0;
      const documento = dettagli['documento'] !== undefined;
      const files = [
        documento && 'il documento che mancava',
        allegati === 1 && 'un allegato',
        allegati > 1 && `${allegati} allegati`,
      ].filter((one) => typeof one === 'string');
      return (
        <>
          <b>Integrata</b> con {files.join(' e ')}
          {because(motivo)}
        </>
      );
    }
    case 'assegnazione':
      return (
        <>
          Assegnata a {paroleValore('assegnazioni', dettagli['assegnazioni'], dizionari)}
          {because(motivo)}
        </>
      );
    case 'presa-in-carico':
      return <>Presa in carico, {nomeUfficio(dizionari.uffici, text(dettagli['uo']))}</>;
    case 'fascicolazione':
      return <Fascicolazione dettagli={dettagli} dizionari={dizionari} />;
    case 'presa-visione':
      return <>Presa visione, {nomeUfficio(dizionari.uffici, text(dettagli['uo']))}</>;
    case 'ritardo':
      return (
        <>
          {dettagli['differimento'] === undefined
            ? 'Preso atto dell’arrivo tardivo'
            : 'Arrivo tardivo: citato il differimento'}
          {because(motivo)}
        </>
      );
    case 'rifiuto':
      return (
        <>
          Rifiutata da {nomeUfficio(dizionari.uffici, text(dettagli['uo']))}
          {because(motivo)}
        </>
      );
    case 'classificazione':
      return (
        <>
          {dettagli['vecchio'] === undefined ? (
            <>Classificata {paroleValore('classifica', dettagli['nuovo'], dizionari)}</>
          ) : (
            <Cambio campo="classifica" da={dettagli['vecchio']} a={dettagli['nuovo']} dizionari={dizionari} />
          )}
          {because(motivo)}
          <PerDelega delega={dettagli['delega']} dizionari={dizionari} />
        </>
      );
    case 'attestazione':
      return <Attestazione dettagli={dettagli} />;
    case 'distruzione-originale':
      return <Distruzione dettagli={dettagli} />;
    default:
      return <>{tipo.replace(/-/g, ' ')}</>;
  }
}
