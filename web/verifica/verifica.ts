import '../stile/caratteri.css';
import '../stile/token.css';
import '../stile/base.css';
import './verifica.css';
import { improntaOf } from '../lib/impronta.js';
import { accogliFile } from './accogli-file.js';

/* The page of public verification comes whole from the server; here a file is compared with the registration, in the browser. */

type Esito = 'uguale' | 'diverso' | 'neutro';

async function ask(indirizzo: string, sha256: string): Promise<[Esito, string]> {
  const risposta = await fetch(indirizzo, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ sha256 }),
  });
  if (risposta.status === 429)
    return ['neutro', 'Troppi confronti di seguito: riprovare tra un minuto. Il file non è stato inviato.'];
  if (!risposta.ok) return ['neutro', 'Il confronto non è riuscito: ricaricare la pagina e riprovare.'];
  const { corrisponde } = (await risposta.json()) as { corrisponde: boolean };
  return corrisponde
    ? ['uguale', 'È uno dei file registrati, identico in ogni sua parte.']
    : [
        'diverso',
        'Non è uno dei file registrati. Una copia con segnatura, una stampa o una scansione hanno un’altra impronta: confrontare il file come fu ricevuto.',
      ];
}

function start(zona: HTMLElement, campo: HTMLInputElement, esito: HTMLElement): void {
  const indirizzo = zona.dataset['indirizzo'] ?? '';
  let turno = 0;
  const say = (tono: Esito, testo: string): void => {
    esito.dataset['esito'] = tono;
    esito.textContent = testo;
  };
  const compare = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const mio = ++turno;
    say('neutro', `Calcolo dell’impronta di ${file.name}…`);
    let detto: [Esito, string];
    try {
      detto = await ask(indirizzo, await improntaOf(file));
    } catch {
      detto = ['neutro', 'Il file non si legge, o la rete non risponde: riprovare.'];
    }
    if (mio === turno) say(detto[0], `${file.name}: ${detto[1]}`); // a later file has its own answer
  };
  accogliFile(zona, campo, ([file]) => void compare(file));
}

const zona = document.getElementById('zona');
const campo = document.getElementById('file');
const esito = document.getElementById('esito');
if (zona !== null && campo instanceof HTMLInputElement && esito !== null) start(zona, campo, esito);
