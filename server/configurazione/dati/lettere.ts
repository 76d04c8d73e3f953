import type { Lettera } from '../../../schemas/configurazione.api.js';

/** Letters that every Comune writes every day; an AOO makes its own. */
export const LETTERE: Lettera[] = [
  {
    codice: 'Risposta',
    denominazione: 'Risposta a una richiesta',
    risposta: true,
    testo: `Con riferimento alla Sua comunicazione registrata al protocollo {protocollo}, avente per oggetto «{oggetto}», si comunica quanto segue.

{risposta}

Per ogni chiarimento è possibile rivolgersi a {ufficio}.

Distinti saluti`,
  },
  {
    codice: 'Trasmissione',
    denominazione: 'Trasmissione di documenti',
    testo: `In relazione a «{oggetto}» si trasmettono i documenti in allegato:

- {documenti}

Si resta a disposizione per quanto occorra.

Distinti saluti`,
  },
  {
    codice: 'Avvio del procedimento',
    denominazione: 'Comunicazione di avvio (art. 7 e 8 L. 241/1990)',
    testo: `Si comunica che, a seguito dell’istanza registrata al protocollo {protocollo}, è avviato il procedimento di cui all’oggetto.

# Dati del procedimento

- **Amministrazione competente:** {ente}
- **Oggetto:** {oggetto}
- **Ufficio e responsabile del procedimento:** {ufficio}, {responsabile del procedimento}
- **Termine di conclusione:** {termine}
- **Rimedi in caso di inerzia:** {rimedi}
- **Domicilio digitale:** {domicilio digitale}

Chi vi ha interesse può prendere visione degli atti presso {ufficio}, presentare memorie scritte e documenti ed esercitare i propri diritti anche in via telematica.

Distinti saluti`,
  },
  {
    codice: 'Richiesta di integrazione',
    denominazione: 'Richiesta di documenti mancanti',
    testo: `L’istanza registrata al protocollo {protocollo} non è completa. Per proseguire l’esame si chiede di far pervenire, entro {giorni} giorni dal ricevimento della presente:

1. {documento mancante}

Nel frattempo il termine del procedimento è sospeso. In mancanza di riscontro l’istanza sarà valutata con i documenti in possesso dell’ufficio.

Distinti saluti`,
  },
  {
    codice: 'Preavviso di diniego',
    denominazione: 'Motivi che ostano all’accoglimento (art. 10-bis L. 241/1990)',
    testo: `In esito all’istruttoria dell’istanza registrata al protocollo {protocollo}, si comunicano i motivi che ostano al suo accoglimento.

# Motivi

{motivi}

Entro **dieci giorni** dal ricevimento della presente è possibile presentare per iscritto osservazioni, eventualmente corredate da documenti. La presente comunicazione sospende i termini di conclusione del procedimento.

Distinti saluti`,
  },
  {
    codice: 'Convocazione',
    denominazione: 'Convocazione a un incontro',
    testo: `In relazione a «{oggetto}» si invita {destinatario} a un incontro il giorno {giorno} alle ore {ora}, presso {luogo}.

Chi non potesse partecipare è pregato di avvisare per tempo {ufficio}.

Distinti saluti`,
  },
  {
    codice: 'Sollecito',
    denominazione: 'Sollecito di una risposta attesa',
    testo: `Non risulta ancora pervenuto riscontro alla nota {nota}, relativa a «{oggetto}». Si prega di provvedere entro {giorni} giorni dal ricevimento della presente.

Distinti saluti`,
  },
];
