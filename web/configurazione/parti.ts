import type { TipoConfigurazione } from '../api/tipi.js';
import type { TipoCampi } from './campo-regole.js';

interface Parte {
  tipo: TipoConfigurazione;
  nome: string;
  /** one line under the title: what it is and what follows from it */
  spiega: string;
  /** one entry of it: `la tipologia` */
  voce: string;
}

/** The parts of what an AOO decides, in the order in which they are listed. */
export const PARTI: readonly Parte[] = [
  {
    tipo: 'impostazioni',
    nome: 'Impostazioni',
    spiega: 'Le regole della AOO per chi registra.',
    voce: 'l’impostazione',
  },
  {
    tipo: 'tipologie',
    nome: 'Tipologie',
    spiega: 'Che documenti si registrano. Una tipologia di un repertorio non si registra nel protocollo.',
    voce: 'la tipologia',
  },
  {
    tipo: 'mezzi',
    nome: 'Mezzi',
    spiega: 'Come un documento arriva o parte. I dieci mezzi di base ci sono sempre.',
    voce: 'il mezzo',
  },
  {
    tipo: 'esclusioni',
    nome: 'Esclusioni',
    spiega: 'Che cosa non occorre registrare. Registrarlo lo stesso si può, con un avviso.',
    voce: 'l’esclusione',
  },
  {
    tipo: 'oggettario',
    nome: 'Oggettario',
    spiega: 'Gli oggetti già scritti, con i segnaposto tra graffe da completare.',
    voce: 'il modello',
  },
  {
    tipo: 'lettere',
    nome: 'Modelli di lettera',
    spiega: 'I testi con cui comincia una lettera in uscita, con i segnaposto tra graffe.',
    voce: 'il modello',
  },
  {
    tipo: 'procedimenti',
    nome: 'Procedimenti',
    spiega: 'Il catalogo: ufficio, termine in giorni, voce, fascicolo e documenti attesi di ogni procedimento.',
    voce: 'il procedimento',
  },
  {
    tipo: 'smistamento',
    nome: 'Smistamento',
    spiega:
      'A quali uffici va ciò che arriva: vale la prima regola che si adatta; una automatica assegna alla registrazione, una proposta la sceglie una persona.',
    voce: 'la regola',
  },
  {
    tipo: 'repertori',
    nome: 'Repertori',
    spiega:
      'I repertori e i registri particolari: ufficio che li tiene, voce, numerazione, conservazione. Non si tolgono: si chiudono.',
    voce: 'il repertorio',
  },
  {
    tipo: 'conservazione',
    nome: 'Conservazione',
    spiega:
      'Che cosa si versa, a quale conservatore, entro quando e con i nomi concordati con lui: vale la prima regola che si adatta. Indirizzi e credenziali sono dell’installazione.',
    voce: 'la regola',
  },
  {
    tipo: 'scansione',
    nome: 'Scansione',
    spiega:
      'Quando una pagina scansionata va rivista, come si divide un lotto, con quali parole si attestano le copie e con quale ciclo certificato.',
    voce: 'il dato',
  },
  {
    tipo: 'formati',
    nome: 'Formati',
    spiega: 'Che file si accettano, si accettano con avviso o si rifiutano.',
    voce: 'il formato',
  },
  {
    tipo: 'manuale',
    nome: 'Manuale di gestione',
    spiega: 'Il manuale in vigore: atto di adozione e indirizzo dove è pubblicato.',
    voce: 'il dato',
  },
  {
    tipo: 'parametri',
    nome: 'Parametri',
    spiega: 'I limiti tecnici della AOO; li cambia chi amministra il sistema.',
    voce: 'il parametro',
  },
];

/** What the part `conservazione` is made of. */
export const SEZIONI = [
  {
    tipo: 'conservazione.conservatori',
    campo: 'conservatori',
    nome: 'Conservatori',
    voce: 'il conservatore',
    elenco: true,
  },
  { tipo: 'conservazione.regole', campo: 'regole', nome: 'Regole di versamento', voce: 'la regola', elenco: true },
  { tipo: 'conservazione.termini', campo: 'termini', nome: 'Termini', voce: 'il termine', elenco: false },
] as const;

/** How a part, or a section of one, and its entries are called. */
export const nomiOf = (tipo: TipoCampi): { nome: string; voce: string } =>
  [...PARTI, ...SEZIONI].find((one) => one.tipo === tipo) ?? { nome: tipo, voce: 'la voce' };

export const parteOf = (tipo: string | undefined): Parte | undefined => PARTI.find((one) => one.tipo === tipo);
