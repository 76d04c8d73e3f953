import '../stile/caratteri.css';
import '../stile/token.css';
import '../stile/base.css';
import './verifica.css';
import { improntaOf } from '../lib/impronta.js';
import { accogliFile } from './accogli-file.js';

/* The page of an attestation comes whole from the server; here its files are compared, each by its hash, and its signature is verified. */

type Tono = 'uguale' | 'diverso' | 'neutro';
type Detto = [Tono, string];

const MAX_FIRMA = 20 * 1024 ** 2;
const FIRMA = /\.(p7m|p7s|pdf)$/i;
const ATTESA: Detto = ['neutro', 'Troppi confronti di seguito: riprovare tra un minuto.'];
const NON_RIUSCITO: Detto = ['neutro', 'Il confronto non è riuscito: ricaricare la pagina e riprovare.'];

interface Confronto {
  che: 'copia' | 'attestazione' | 'firma' | 'nessuno';
  pagine?: number;
}
interface Firma {
  corrisponde: boolean;
  esito: 'valida' | 'non-valida' | 'non-verificabile';
  firmatario?: string;
  motivo?: string;
}

async function post<T>(indirizzo: string, tipo: string, body: BodyInit): Promise<T | Detto> {
  const risposta = await fetch(indirizzo, {
    method: 'POST',
    headers: { 'Content-Type': tipo, Accept: 'application/json' },
    body,
  });
  if (risposta.status === 429) return ATTESA;
  return risposta.ok ? ((await risposta.json()) as T) : NON_RIUSCITO;
}

/** What is said of a signature that was looked at. */
function firmaInParole({ corrisponde, esito, firmatario, motivo }: Firma): Detto {
  const chi = firmatario === undefined ? '' : ` di ${firmatario}`;
  if (!corrisponde)
    return [
      'diverso',
      'Non è una delle copie attestate, né l’attestazione, né la sua firma: se lo era, dopo la firma è stato cambiato.',
    ];
  if (esito === 'valida') return ['uguale', `È la firma${chi} su questa attestazione, ed è valida.`];
  if (esito === 'non-valida')
    return ['diverso', `È una firma${chi} su questa attestazione, ma non è valida. ${motivo ?? ''}`.trim()];
  return [
    'neutro',
    `È la firma${chi} su questa attestazione; non tutto si è potuto verificare. ${motivo ?? ''}`.trim(),
  ];
}

async function confronta(indirizzo: string, file: File): Promise<Detto> {
  const sha256 = await improntaOf(file);
  const found = await post<Confronto>(`${indirizzo}/confronto`, 'application/json', JSON.stringify({ sha256 }));
  if (Array.isArray(found)) return found;
  if (found.che === 'copia')
    return ['uguale', `È una delle copie attestate, identica in ogni sua parte (${found.pagine ?? 0} pagine).`];
  if (found.che === 'attestazione') return ['uguale', 'È il documento di attestazione, identico in ogni sua parte.'];
  const isFirma = found.che === 'firma' || (FIRMA.test(file.name) && file.size <= MAX_FIRMA);
  if (!isFirma)
    return [
      'diverso',
      'Non è una delle copie attestate, né l’attestazione: se è la copia, dopo la firma è stata cambiata.',
    ];
  const firma = await post<Firma>(`${indirizzo}/firma`, 'application/octet-stream', file);
  return Array.isArray(firma) ? firma : firmaInParole(firma);
}

function start(zona: HTMLElement, campo: HTMLInputElement, esiti: HTMLElement): void {
  const indirizzo = zona.dataset['indirizzo'] ?? '';
  const compare = async (file: File): Promise<void> => {
    const riga = document.createElement('li');
    riga.className = 'esito-confronto';
    const say = ([tono, testo]: Detto): void => {
      riga.dataset['esito'] = tono;
      riga.textContent = `${file.name}: ${testo}`;
    };
    say(['neutro', 'calcolo dell’impronta…']);
    esiti.append(riga);
    try {
      say(await confronta(indirizzo, file));
    } catch {
      say(['neutro', 'il file non si legge, o la rete non risponde: riprovare.']);
    }
  };
  const take = async (files: readonly File[]): Promise<void> => {
    esiti.replaceChildren();
    for (const file of files) await compare(file);
  };
  accogliFile(zona, campo, (files) => void take(files));
}

const zona = document.getElementById('zona');
const campo = document.getElementById('file');
const esiti = document.getElementById('esiti');
if (zona !== null && campo instanceof HTMLInputElement && esiti !== null) start(zona, campo, esiti);
