import type { Parola } from '../../../server/scansione/tipi.js';

/** Pixels of a letter of a typewriter, and of a line, on a sheet A4 at 200 dpi. */
const LETTERA = 17;
const RIGA = 34;
const ALTA = 24;
const SINISTRA = 160;
const SOPRA = 160;
const ALTEZZA = 2_339;

/** A page as it would be read of a typewritten sheet: blanks keep their width, blank lines their height. */
export function pagina(testo: string, fiducia = 96): { parole: Parola[]; altezza: number } {
  const parole: Parola[] = [];
  testo.split('\n').forEach((line, riga) => {
    for (const match of line.matchAll(/\S+/g)) {
      const x0 = SINISTRA + match.index * LETTERA;
      const y0 = SOPRA + riga * RIGA;
      parole.push({ testo: match[0], x0, y0, x1: x0 + match[0].length * LETTERA - 3, y1: y0 + ALTA, fiducia, riga });
    }
  });
  return { parole, altezza: ALTEZZA };
}

/** Letters as offices receive them. */
export const COMUNE = `COMUNE DI MONTEVERDE
Provincia di Lucca
Ufficio Tecnico - Via Roma, 1 - 55100 Monteverde - tel. 0583 123456

Prot. n. 1234/2026 del 12/03/2026

                                        Al Comune di Vallelunga
                                        Ufficio Edilizia
                                        Piazza della Repubblica 3

OGGETTO: Richiesta di parere per la realizzazione di un'opera di urba-
nizzazione in via Garibaldi, secondo il piano attuativo approvato con
delibera n. 45 del 10/01/2025

Con la presente si chiede il parere di competenza ai sensi della legge 7
agosto 1990, n. 241, entro il 30/04/2026. In riferimento alla Vs. nota
prot. n. 777 del 01/02/2026 si precisa quanto segue.

Distinti saluti

                                        Il Responsabile del Settore
                                        ing. Niccolò Però`;

export const ISTANZA = `                         COMUNE DI VALLELUNGA
                         Ufficio Protocollo

              RICHIESTA DI ACCESSO AGLI ATTI
              AI SENSI DELLA LEGGE 241/1990

Il/La sottoscritto/a MARIA GRAZIA DE LUCA nata a Lucca il 03/05/1968,
residente in Vallelunga, via dei Tigli 12, C.F. DLCMGR68E43E715X

                             CHIEDE

di prendere visione della pratica edilizia n. 123/2019.

Vallelunga, lì 2 febbraio 2026
                                              Firma
                                              Maria Grazia De Luca`;

export const DITTA = `Edilnova S.r.l.
Via dell'Industria, 45 - 56025 Pontedera (PI)
P. IVA 01234567890 - PEC edilnova@pec.example.it

                                  Spett.le
                                  Comune di Vallelunga
                                  c.a. Ufficio Lavori Pubblici

Pontedera, 1° aprile 2026
Ns. rif. prot. EN/0045-26

Oggetto: Fattura n. 12 del 15/03/2026. Sollecito di pagamento.

Spett.le Comune,
facciamo seguito alla fattura in oggetto, scaduta il 31/03/2026.

Cordiali saluti
L'amministratore unico
Franco Bianchi`;

export const SCUOLA = `MINISTERO DELL'ISTRUZIONE E DEL MERITO
ISTITUTO COMPRENSIVO STATALE "G. PASCOLI"
Via Verdi 8, 55100 Lucca - luic80000x@istruzione.it

Prot. 0002345/U
Lucca, 05.02.26

                                   Alla Sindaca del Comune di Vallelunga
                                   e p.c. Ai genitori

OGGETTO:
Convocazione della commissione mensa per il giorno 20 febbraio

La S.V. è invitata alla riunione.

                                   La Dirigente scolastica
                                   prof.ssa Anna D'Amico`;

export const PRIVATO = `Mario Rossi
Via dei Mille, 7
55100 Lucca

                              Egr. Sig. Sindaco
                              del Comune di Vallelunga

Lucca, addì 28/02/2026

Oggetto: segnalazione buca in via dei Mille

Egregio Sindaco,
segnalo che il 20/02/2026 sono caduto per una buca. Il decreto del 1/1/2020 non
conta. Ho già scritto (prot. 99/2025 del 10/12/2025) senza risposta.

In fede
Mario Rossi`;

export const RAPPRESENTANTE = `AL COMUNE DI VALLELUNGA

Oggetto: istanza di occupazione di suolo pubblico

Il sottoscritto Giorgio Neri nato a Pisa il 1/2/1970, in qualità di legale
rappresentante della ditta "Gelateria Neri S.n.c." con sede in Vallelunga,
P.IVA 09876543210, chiede di occupare il suolo pubblico.

Vallelunga, 10 gen. 2026              Il richiedente`;
