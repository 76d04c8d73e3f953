import { createBrowserRouter, Navigate } from 'react-router';
import { Inatteso } from './components/Inatteso.js';
import { Telaio } from './components/Telaio.js';

/** Every page and its address; one lazy chunk each. Addresses are for people: they can be sent to a colleague. */
export function createPages() {
  return createBrowserRouter([
    {
      ErrorBoundary: Inatteso,
      HydrateFallback: () => null, // nothing flashes while the first chunk comes
      children: [
        { path: '/accesso', lazy: async () => ({ Component: (await import('./accesso/Accesso.js')).Accesso }) },
        {
          Component: Telaio,
          children: [{ ErrorBoundary: Inatteso, children: pagesInside() }],
        },
      ],
    },
  ]);
}

/** The pages inside the frame; one that does not open leaves the frame standing. */
function pagesInside() {
  return [
    { path: '/', element: <Navigate to="/scrivania" replace /> },
    {
      path: '/scrivania/:coda?',
      lazy: async () => ({ Component: (await import('./scrivania/Scrivania.js')).Scrivania }),
    },
    {
      path: '/sostituzioni',
      lazy: async () => ({ Component: (await import('./sostituzioni/Sostituzioni.js')).Sostituzioni }),
    },
    { path: '/deleghe', lazy: async () => ({ Component: (await import('./deleghe/Deleghe.js')).Deleghe }) },
    {
      path: '/termini',
      lazy: async () => ({ Component: (await import('./procedimenti/Termini.js')).Termini }),
    },
    {
      path: '/procedimenti/:id',
      lazy: async () => ({ Component: (await import('./procedimenti/Procedimento.js')).Procedimento }),
    },
    {
      path: '/emergenza',
      lazy: async () => ({ Component: (await import('./emergenza/Emergenza.js')).Emergenza }),
    },
    {
      path: '/emergenza/:id',
      lazy: async () => ({ Component: (await import('./emergenza/Periodo.js')).Periodo }),
    },
    {
      path: '/differimenti',
      lazy: async () => ({ Component: (await import('./differimenti/Differimenti.js')).Differimenti }),
    },
    {
      path: '/registro',
      lazy: async () => ({ Component: (await import('./protocollo/registro/Registro.js')).Registro }),
    },
    {
      path: '/registrazioni/:anno/:numero',
      lazy: async () => ({ Component: (await import('./protocollo/scheda/Scheda.js')).Scheda }),
    },
    {
      path: '/protocollo/nuova',
      lazy: async () => ({
        Component: (await import('./protocollo/registrazione/NuovaRegistrazione.js')).NuovaRegistrazione,
      }),
    },
    {
      path: '/repertori',
      lazy: async () => ({ Component: (await import('./repertori/Repertori.js')).Repertori }),
    },
    {
      path: '/repertori/:registro',
      lazy: async () => ({ Component: (await import('./repertori/Repertorio.js')).Repertorio }),
    },
    {
      path: '/repertori/:registro/:anno/:numero',
      lazy: async () => ({ Component: (await import('./protocollo/scheda/Scheda.js')).Scheda }),
    },
    { path: '/fascicoli', lazy: async () => ({ Component: (await import('./fascicoli/Fascicoli.js')).Fascicoli }) },
    {
      path: '/fascicoli/:id',
      lazy: async () => ({ Component: (await import('./fascicoli/Fascicolo.js')).Fascicolo }),
    },
    { path: '/bozze', lazy: async () => ({ Component: (await import('./bozze/Lettere.js')).Lettere }) },
    { path: '/bozze/:id', lazy: async () => ({ Component: (await import('./bozze/Lettera.js')).Lettera }) },
    {
      path: '/firme/verifica',
      lazy: async () => ({ Component: (await import('./firme/VerificaFile.js')).VerificaFile }),
    },
    { path: '/firme/chiavi', lazy: async () => ({ Component: (await import('./firme/Chiavi.js')).Chiavi }) },
    {
      path: '/attestazioni/deleghe',
      lazy: async () => ({ Component: (await import('./attestazioni/Funzionari.js')).Funzionari }),
    },
    { path: '/scansioni', lazy: async () => ({ Component: (await import('./scansioni/Scansioni.js')).Scansioni }) },
    {
      path: '/scansioni/nuova',
      lazy: async () => ({ Component: (await import('./scansioni/NuovaScansione.js')).NuovaScansione }),
    },
    { path: '/scansioni/:id', lazy: async () => ({ Component: (await import('./scansioni/Banco.js')).Banco }) },
    {
      path: '/metadati',
      lazy: async () => ({ Component: (await import('./metadati/Incompleti.js')).Incompleti }),
    },
    {
      path: '/conservazione',
      lazy: async () => ({ Component: (await import('./conservazione/Conservazione.js')).Conservazione }),
    },
    {
      path: '/conservazione/linee',
      lazy: async () => ({ Component: (await import('./conservazione/Linee.js')).Linee }),
    },
    {
      path: '/conservazione/:id',
      lazy: async () => ({ Component: (await import('./conservazione/Versamento.js')).Versamento }),
    },
    { path: '/scarto', lazy: async () => ({ Component: (await import('./scarto/Scarto.js')).Scarto }) },
    { path: '/deposito', lazy: async () => ({ Component: (await import('./scarto/Scarto.js')).Deposito }) },
    {
      path: '/scarto/elenchi/:id',
      lazy: async () => ({ Component: (await import('./scarto/Elenco.js')).ElencoScarto }),
    },
    {
      path: '/deposito/elenchi/:id',
      lazy: async () => ({ Component: (await import('./scarto/Elenco.js')).ElencoDeposito }),
    },
    {
      path: '/statistiche/:tavola',
      lazy: async () => ({ Component: (await import('./statistiche/Archivio.js')).Archivio }),
    },
    {
      path: '/statistiche',
      lazy: async () => ({ Component: (await import('./statistiche/Statistiche.js')).Statistiche }),
    },
    {
      path: '/titolario/versioni',
      lazy: async () => ({ Component: (await import('./titolario/versioni/Versioni.js')).Versioni }),
    },
    {
      path: '/titolario/qualita',
      lazy: async () => ({ Component: (await import('./titolario/Qualita.js')).Qualita }),
    },
    { path: '/titolario', lazy: async () => ({ Component: (await import('./titolario/Titolario.js')).Titolario }) },
    {
      path: '/registri-giornalieri',
      lazy: async () => ({
        Component: (await import('./giornaliero/RegistriGiornalieri.js')).RegistriGiornalieri,
      }),
    },
    { path: '/salvataggi', lazy: async () => ({ Component: (await import('./salvataggi/Salvataggi.js')).Salvataggi }) },
    {
      path: '/amministrazione/:parte?',
      lazy: async () => ({ Component: (await import('./amministrazione/Amministrazione.js')).Amministrazione }),
    },
    { path: '/accessi', lazy: async () => ({ Component: (await import('./amministrazione/Accessi.js')).Accessi }) },
    { path: '/regole/:tipo?', lazy: async () => ({ Component: (await import('./configurazione/Regole.js')).Regole }) },
    { path: '/rubrica', lazy: async () => ({ Component: (await import('./rubrica/Rubrica.js')).Rubrica }) },
    { path: '/rubrica/doppioni', lazy: async () => ({ Component: (await import('./rubrica/Doppioni.js')).Doppioni }) },
    {
      path: '/rubrica/importazioni/:id?',
      lazy: async () => ({ Component: (await import('./rubrica/Importazioni.js')).Importazioni }),
    },
    {
      path: '/rubrica/:id',
      lazy: async () => ({ Component: (await import('./rubrica/Corrispondente.js')).Corrispondente }),
    },
    { path: '/aiuto', lazy: async () => ({ Component: (await import('./aiuto/Aiuto.js')).Aiuto }) },
    { path: '*', lazy: async () => ({ Component: (await import('./components/NonTrovata.js')).NonTrovata }) },
  ];
}
