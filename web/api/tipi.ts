import type { z } from 'zod';
import type { PaginaAccesso } from '../../schemas/accesso.api.js';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import type { TipoConfigurazione, VersioneLetta } from '../../schemas/configurazione.api.js';
import type {
  EventiRisposta,
  RegistrazioneRisposta,
  RigaRegistrazione,
  RigaRiservata,
  VerificaScheda,
} from '../../schemas/registrazione-risposta.api.js';
import type * as giornaliero from '../../schemas/registro-giornaliero.api.js';
import type { ElencoSalvataggi } from '../../schemas/salvataggio.api.js';
import type { Differimento as DifferimentoLetto } from '../../schemas/differimento.api.js';
import type {
  CodaContata,
  EsitiInsieme,
  RigaScrivania as RigaDiCoda,
  Scrivania as ScrivaniaLetta,
} from '../../schemas/scrivania.api.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';

/** Shapes of the answers as the pages read them; those of `schemas/` are named here once for all pages. */

export type { Atto, Io, Ruolo, Ufficio } from '../../schemas/accesso.api.js';
export type {
  Assegnazione,
  CampoRinnovabile,
  Flusso,
  ProtocolloMittente,
  Provvedimento,
  Riservatezza,
  StatoRegistrazione,
} from '../../schemas/registrazione.api.js';
export type { FileRegistrato } from '../../schemas/registrazione-risposta.api.js';
export type { RicercaSalvata } from '../../schemas/ricerca-salvata.api.js';
export type { UfficiCoda } from '../../schemas/scrivania.api.js';
export type { Soggetto } from '../../schemas/soggetto.api.js';
export type { Statistiche as StatisticheLette, VoceStatistica } from '../../schemas/statistiche.api.js';
export type { AccessoLetto, AooLetta, UfficioLetto, UtenteLetto } from '../../schemas/amministrazione.api.js';
export type {
  ElencoConfigurazione,
  Modello,
  RigaVersione,
  TipoConfigurazione,
} from '../../schemas/configurazione.api.js';

export type Giornate = giornaliero.Giornate;
export type Giornata = giornaliero.Giornata;
export type Sigillatura = giornaliero.Sigillatura;
export type Salvataggi = z.infer<typeof ElencoSalvataggi>;
export type Salvataggio = Salvataggi['elementi'][number];

/** A version of a part of the configuration, whole; what `contenuto` is, its tipo says. */
export type VersioneRegole = VersioneLetta<TipoConfigurazione>;

export type DatiAccesso = z.infer<typeof PaginaAccesso>;
/** A registration of protocol; with `registro` whatever is in that repertorio. */
export type Riferimento = AnnoNumero & { registro?: string | undefined };

/** An answer repeats the subjects as they were taken in, so they have the shape that the request's schema gives. */
interface ConSoggetti {
  mittenti: Soggetto[];
  destinatari: Soggetto[];
}

export type Registrazione = Omit<RegistrazioneRisposta, keyof ConSoggetti> & ConSoggetti;
export type Rinnovo = Registrazione['rinnovi'][number];
export type RigaPiena = Omit<RigaRegistrazione, keyof ConSoggetti> & ConSoggetti;
/** A row that one may count but not read (contract §5). */
export type RigaMascherata = z.infer<typeof RigaRiservata>;
export type RigaRegistro = RigaPiena | RigaMascherata;

/** A row of a queue of the desk. */
export type RigaScrivania = Omit<RigaDiCoda, keyof ConSoggetti> & ConSoggetti;
export type CodaScrivania = Omit<CodaContata, 'primi'> & { primi: RigaScrivania[] };
export type Scrivania = Omit<ScrivaniaLetta, 'code'> & { code: CodaScrivania[] };
export type { Coda } from '../../schemas/scrivania.api.js';
export type EsitoInsieme = EsitiInsieme;
export type Differimento = DifferimentoLetto;
export type { NomePersona, Persona, SostituzioneLetta as Sostituzione } from '../../schemas/sostituzione.api.js';

export type Evento = z.infer<typeof EventiRisposta>['elementi'][number];
export type VerificaRegistrazione = z.infer<typeof VerificaScheda>;

/** A page of a list: `totale` exact up to 1000, else `oltre`. */
export interface Elenco<T> {
  elementi: T[];
  cursore?: string;
  totale?: number;
  oltre?: number;
}

export interface Voce {
  codice: string;
  voce: string;
  livello: number;
  padre?: string;
  descrizione?: string;
  attiva: boolean;
  riservata?: boolean;
}

/** Answer of `GET /titolario`. */
export interface Titolario {
  versione: { numero: number | string; denominazione: string; dal: string; al?: string };
  voci: Voce[];
}
