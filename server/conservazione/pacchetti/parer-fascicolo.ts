import { foglia, gruppo, gruppoPieno } from '../../metadati/albero.js';
import { ILLIMITATO } from '../../metadati/valori.js';
import type { FascicoloDaVersare, IndicePacchetto, Ritocchi } from '../tipi.js';
import { type Contesto, forza, indiceOf, MASSIMO, profiloNormativoOf, versatoreOf } from './parer-comune.js';
import { elemento, type NodoSip } from './sip.js';
import { taglia } from './testi.js';

/** Version of the index, and of the two profiles of ParER in it. */
const VERSIONE = '3.0';
/** So many units fit in one index. */
export const MAX_UNITA = 9_999;

/** In the order of fascicoli: year first. */
const chiaveOf = (nome: string, { anno, numero }: { anno: number; numero: string }): NodoSip =>
  gruppo(nome, foglia('Anno', anno), foglia('Numero', numero));

/** `VI.3.1` → `1`: each voce under the one above. */
const ultimaParte = (codice: string): string => codice.slice(codice.lastIndexOf('.') + 1);

function archivisticoOf({ classificazione, padre, collegati, tempo, dataChiusura }: FascicoloDaVersare): NodoSip {
  const voci = classificazione.map(({ codice, voce }) =>
    gruppo('VoceClassificazione', foglia('CodiceVoce', ultimaParte(codice)), foglia('DescrizioneVoce', voce)),
  );
  const indice = classificazione.at(-1)?.codice;
  const anni = tempo === 'illimitato' ? ILLIMITATO : tempo;
  return gruppo('ProfiloArchivisticoFascicolo', [
    gruppo(
      'SegnaturaArchivistica',
      [
        gruppo('Classificazione', foglia('IndiceClassificazione', indice), [
          gruppo('DescrizioneIndiceClassificazione', voci),
        ]),
      ],
      padre === undefined ? [] : [chiaveOf('ChiaveFascicoloDiAppartenenza', padre)],
    ),
    ...(collegati.length === 0
      ? []
      : [
          gruppo(
            'Collegamenti',
            collegati.map((uno) =>
              gruppo(
                'FascicoloCollegato',
                [chiaveOf('ChiaveCollegamento', uno)],
                foglia('DescrizioneCollegamento', taglia(uno.descrizione, MASSIMO.descrizione)),
              ),
            ),
          ),
        ]),
    ...gruppoPieno(
      'PianoConservazione',
      foglia('TempoConservazione', anni),
      anni === undefined
        ? []
        : foglia(
            'InfoPianoConservazione',
            `Piano di conservazione in vigore alla chiusura del fascicolo, ${dataChiusura}`,
          ),
    ),
  ]);
}

const soggettoOf = ({ ruolo, tipo, denominazione, cognome, nome, identificativo }: Soggetto): NodoSip[] => {
  if (tipo === undefined) return [];
  const nomi =
    tipo === 'PF' && cognome !== undefined
      ? [...foglia('Cognome', cognome), ...foglia('Nome', nome)]
      : foglia('Denominazione', denominazione);
  const codice =
    identificativo === undefined
      ? []
      : [
          gruppo('Identificativi', [
            gruppo('Identificativo', foglia('TipoCodice', 'CodiceFiscale'), foglia('Codice', identificativo)),
          ]),
        ];
  return [gruppo('Soggetto', foglia('Ruolo', ruolo), [gruppo(`TipoSoggetto${tipo}`, nomi, codice)])];
};
type Soggetto = FascicoloDaVersare['soggetti'][number];

function generaleOf(f: FascicoloDaVersare): NodoSip {
  const { procedimento } = f;
  return gruppo(
    'ProfiloGeneraleFascicolo',
    foglia('DataApertura', f.dataApertura),
    foglia('DataChiusura', f.dataChiusura),
    foglia('Oggetto', taglia(f.oggetto, MASSIMO.oggetto)),
    foglia('LivelloRiservatezza', f.riservato ? 'riservato' : 'ordinario'),
    gruppoPieno('Soggetti', f.soggetti.flatMap(soggettoOf)),
    procedimento === undefined
      ? []
      : gruppoPieno(
          'ProcedimentoAmministrativo',
          foglia('MateriaArgomentoStruttura', procedimento.materia),
          foglia('CodiceProcedimento', procedimento.codice),
          foglia('DenominazioneProcedimento', procedimento.denominazione),
        ),
    foglia('Note', taglia(f.note, MASSIMO.oggetto)),
  );
}

const contenutoOf = ({ unita }: FascicoloDaVersare): NodoSip =>
  gruppo(
    'Contenuto',
    unita.length === 0
      ? []
      : [
          gruppo('UnitaDocumentarie', foglia('NumeroUnitaDocumentarie', unita.length), [
            gruppo(
              'DettaglioUnitaDocumentarie',
              unita.map(({ chiave, posizione, data }) =>
                gruppo(
                  'UnitaDocumentaria',
                  foglia('Registro', chiave.registro),
                  foglia('Anno', chiave.anno),
                  foglia('Numero', chiave.numero),
                  foglia('Posizione', posizione),
                  foglia('DataInserimentoFascicolo', data),
                ),
              ),
            ),
          ]),
        ],
  );

/**
 * `IndiceSIPFascicolo` 3.0: a closed fascicolo, its classification, who and what it was about, and the units that it holds by their
 * keys. Its receipt tells no hash of the index. Pure.
 * @see conservazione-parer.md §12; CAD art. 44 c. 1-bis
 */
export function indiceFascicolo(contesto: Contesto, f: FascicoloDaVersare, ritocchi: Ritocchi): IndicePacchetto {
  const radice = gruppo('IndiceSIPFascicolo', [
    gruppo(
      'Parametri',
      foglia('VersioneIndiceSIPFascicolo', VERSIONE),
      foglia('TipoConservazione', 'IN_ARCHIVIO'),
      // of a titolario that the receiver does not have: a person may ask that it is taken all the same
      foglia('ForzaClassificazione', forza(ritocchi, 'accettazione')),
      foglia('ForzaNumero', forza(ritocchi, 'formato-numero')),
      foglia('ForzaCollegamento', f.collegati.length > 0 || forza(ritocchi, 'collegamento')),
      foglia('SimulaSalvataggioDatiInDB', false),
    ),
    gruppo(
      'Intestazione',
      [versatoreOf(contesto), chiaveOf('Chiave', f.chiave)],
      foglia('TipoFascicolo', ritocchi.tipologia ?? f.regola.tipologiaVersata),
    ),
    elemento('ProfiloArchivistico', { versione: VERSIONE }, [archivisticoOf(f)]),
    ...profiloNormativoOf(f),
    elemento('ProfiloGenerale', { versione: VERSIONE }, [generaleOf(f)]),
    contenutoOf(f),
  ]);
  return indiceOf(`parer-fascicolo-${VERSIONE}`, radice, [], false);
}
