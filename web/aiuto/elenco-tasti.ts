/** The keys of every page that exists, as the help page lists them. Keys in a row are written with a blank. */
interface GruppoTasti {
  dove: string;
  tasti: readonly (readonly [keys: readonly string[], what: string])[];
}

export const ELENCO_TASTI: readonly GruppoTasti[] = [
  {
    dove: 'Dappertutto',
    tasti: [
      [['/'], 'cerca un numero, un oggetto, un soggetto'],
      [['?'], 'questa pagina'],
      [['N'], 'nuova registrazione'],
      [['N E', 'N U', 'N I'], 'nuova in entrata, in uscita, interna'],
      [['G S'], 'apre la scrivania'],
      [['G R'], 'apre il registro'],
      [['G T'], 'apre il titolario'],
      [['G L'], 'apre le lettere in uscita'],
      [['Esc'], 'chiude, torna indietro, lascia tutto com’era'],
    ],
  },
  {
    dove: 'Scrivania',
    tasti: [
      [['J', 'K'], 'riga sotto, riga sopra (anche con le frecce)'],
      [['Alt+↓', 'Alt+↑'], 'coda sotto, coda sopra'],
      [['↵'], 'apre la registrazione'],
      [['X'], 'sceglie la riga: poi A le assegna tutte insieme'],
      [['A'], 'assegna'],
      [['P'], 'prende in carico; per conoscenza, prende visione'],
      [['R'], 'rifiuta; tra le richieste, nega'],
      [['C'], 'classifica'],
      [['Z'], 'concede ciò che è stato chiesto: annullamento, rettifica'],
      [['D'], 'risponde di un arrivo tardivo'],
      [['I'], 'aggiunge la scansione di ciò che è arrivato su carta'],
      [['Spazio'], 'apre e chiude il riquadro sugli schermi stretti'],
    ],
  },
  {
    dove: 'Registro',
    tasti: [
      [['J', 'K'], 'riga sotto, riga sopra (anche con le frecce)'],
      [['Home', 'Fine'], 'prima e ultima riga'],
      [['↵'], 'apre la registrazione'],
      [['A'], 'assegna'],
      [['C'], 'classifica'],
      [['P'], 'prende in carico'],
      [['R'], 'rifiuta e rimanda al protocollo'],
      [['X'], 'sceglie la riga: poi A le assegna tutte insieme'],
      [['Spazio'], 'apre e chiude l’anteprima sugli schermi stretti'],
    ],
  },
  {
    dove: 'Regole e amministrazione',
    tasti: [
      [['↑', '↓'], 'riga sopra, riga sotto'],
      [['↵'], 'apre la riga'],
      [['+'], 'aggiunge una riga, un utente, un ufficio'],
      [['Canc'], 'toglie la riga, mentre si cambiano le regole'],
      [['Alt+↑', 'Alt+↓'], 'sposta la riga'],
      [['Ctrl+↵'], 'salva la versione'],
    ],
  },
  {
    dove: 'Scheda di una registrazione',
    tasti: [
      [['A'], 'assegna'],
      [['C'], 'classifica'],
      [['P'], 'prende in carico'],
      [['R'], 'rifiuta e rimanda al protocollo'],
      [['U'], 'risponde: apre una registrazione legata a questa'],
      [['T'], 'risponde con una lettera: bozza, approvazione, firma, numero'],
      [['M'], 'rinnova un dato, o ne chiede la rettifica'],
      [['V'], 'modifica note, mezzo, tipologia, riservatezza'],
      [['I'], 'integra con un file'],
      [['E'], 'stampa l’etichetta'],
      [['⇧E'], 'stampa la ricevuta'],
      [['D'], 'scarica la copia con segnatura'],
      [['Z'], 'annulla, o chiede l’annullamento'],
      [['J', 'K'], 'registrazione precedente, successiva del registro'],
      [['Spazio'], 'apre e chiude la storia sugli schermi stretti'],
      [['Esc'], 'torna al registro, allo stesso posto'],
    ],
  },
  {
    dove: 'Lettere in uscita',
    tasti: [
      [['J', 'K'], 'nell’elenco: riga sotto, riga sopra'],
      [['+'], 'comincia una lettera'],
      [['Ctrl+↵'], 'il passo seguente: manda, approva, firma, registra'],
      [['Ctrl+S'], 'salva'],
      [['Tab'], 'nel testo: prossimo dato da scrivere'],
      [['Alt+P'], 'il PDF di ciò che è salvato'],
      [['R'], 'rinvia con osservazioni'],
      [['F'], 'carica il file firmato'],
      [['W'], 'riprende in lavorazione'],
      [['Z'], 'mette da parte'],
      [['Esc'], 'torna all’elenco'],
    ],
  },
  {
    dove: 'Nuova registrazione',
    tasti: [
      [['Ctrl+↵'], 'registra'],
      [['Ctrl+⇧+↵'], 'registra e passa alla prossima'],
      [['Ctrl+S'], 'tiene in bozza'],
      [['+'], 'aggiunge un altro mittente o destinatario'],
      [['Alt+M'], 'nell’oggetto: i modelli di ogni giorno, ↵ ne prende uno'],
      [['Tab'], 'nell’oggetto di un modello: prossimo dato da scrivere'],
      [['Alt+C', 'Alt+U'], 'vanno alla classifica, all’ufficio'],
      [['Alt+N'], 'un’altra registrazione accanto a questa'],
      [['Alt+Pag↓', 'Alt+Pag↑'], 'bozza seguente, bozza precedente'],
      [['Alt+G'], 'va alla registrazione che forse è la stessa'],
    ],
  },
  {
    dove: 'Rubrica',
    tasti: [
      [['J', 'K'], 'scorre l’elenco'],
      [['↵'], 'apre il corrispondente'],
      [['+'], 'ne scrive uno nuovo'],
      [['M'], 'nella scheda: lo corregge'],
      [['U'], 'nella scheda: lo unisce a un altro'],
      [['Esc'], 'torna alla rubrica'],
    ],
  },
  {
    dove: 'Titolario',
    tasti: [
      [['↑', '↓'], 'voce sopra, voce sotto'],
      [['→', '←'], 'apre, chiude una voce'],
      [['*'], 'apre tutte le voci'],
    ],
  },
  {
    dove: 'Finestre',
    tasti: [
      [['Ctrl+↵'], 'fa ciò che dice il bottone'],
      [['Esc'], 'lascia tutto com’era'],
    ],
  },
];
