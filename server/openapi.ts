import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { Problema } from '../schemas/comune.api.js';
import type { Risposta, Route } from './lib/route.js';

type Content = Record<string, { schema: z.ZodType | { type: 'string'; format?: 'binary'; contentMediaType?: string } }>;

const JSON_TIPO = 'application/json';
const contentOf = ({ schema, tipo = JSON_TIPO, altriTipi = [] }: Risposta): Content | undefined => {
  if (schema !== undefined && altriTipi.length === 0) return { [tipo]: { schema } };
  if (tipo === JSON_TIPO) return undefined;
  const bytes = { schema: { type: 'string', format: 'binary' } } as const;
  return Object.fromEntries(
    [tipo, ...altriTipi].map((one) => [one, schema !== undefined && one === JSON_TIPO ? { schema } : bytes]),
  );
};

/** Failures that a route may answer with, beside its own answers. */
function problemsOf(route: Route): string[] {
  const changes = route.method !== 'get';
  return [
    '400',
    ...(route.atto === 'pubblico' ? (route.path === '/sessione' ? ['401', '429'] : []) : ['401', '403']),
    ...(route.params === undefined ? [] : ['404']),
    '406',
    ...(changes && route.params !== undefined ? ['409'] : []),
    ...(route.method === 'post' && route.multipart !== undefined ? ['404', '409'] : []),
    ...(route.method === 'patch' ? ['412', '428'] : []),
    ...(route.path === '/registro/apertura' || route.path === '/utenti' || route.path === '/uffici' ? ['409'] : []),
    ...(route.body === undefined && route.multipart === undefined && route.testo === undefined ? [] : ['413', '415']),
    '422',
    ...(route.multipart === undefined && !route.risposte[206] ? [] : ['416']),
    '500',
    '503',
  ];
}

const isObject = (schema: z.ZodType | undefined): schema is z.ZodObject => schema instanceof z.ZodObject;

function bodyOf({ body, multipart, testo }: Route) {
  if (testo !== undefined) return { content: { [testo]: { schema: z.string() } }, required: true };
  if (multipart === undefined)
    return body === undefined ? undefined : { content: { 'application/json': { schema: body } }, required: true };
  const file = z.any().meta({ type: 'string', format: 'binary' });
  const shape = {
    ...(multipart.json !== undefined && body !== undefined && { [multipart.json]: body }),
    ...Object.fromEntries((multipart.testi ?? []).map((nome) => [nome, z.string()])),
    ...Object.fromEntries(
      multipart.file.map(({ nome, molti, obbligatorio }) => [
        nome,
        obbligatorio === true ? file : molti === true ? z.array(file).optional() : file.optional(),
      ]),
    ),
  };
  return { content: { 'multipart/form-data': { schema: z.object(shape) } }, required: true };
}

/** The OpenAPI 3.1 document, made from the same routes and schemas that guard, validate and answer. */
export function buildOpenApi(routes: readonly Route[]): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'Il token di POST /sessione',
  });
  const problem = { 'application/problem+json': { schema: Problema } };
  for (const one of routes) {
    const body = bodyOf(one);
    const headers = Object.fromEntries(
      (one.intestazioni ?? []).map(({ nome, descrizione, obbligatoria }) => [
        nome,
        (obbligatoria === true ? z.string() : z.string().optional()).describe(descrizione),
      ]),
    );
    registry.registerPath({
      method: one.method,
      path: one.path,
      tags: [one.gruppo],
      summary: one.sommario,
      security: one.atto === 'pubblico' ? [] : [{ bearer: [] }],
      request: {
        ...(isObject(one.params) && { params: one.params }),
        ...(isObject(one.query) && { query: one.query }),
        ...(Object.keys(headers).length > 0 && { headers: z.object(headers) }),
        ...(body !== undefined && { body }),
      },
      responses: {
        ...Object.fromEntries(
          problemsOf(one).map((status) => [status, { description: 'Problema (RFC 9457)', content: problem }]),
        ),
        ...Object.fromEntries(
          Object.entries(one.risposte).map(([status, risposta]) => {
            const content = Number(status) >= 400 ? problem : contentOf(risposta);
            return [status, { description: risposta.descrizione, ...(content !== undefined && { content }) }];
          }),
        ),
      },
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Protocollo',
      version: '1',
      description:
        'Protocollo informatico e gestione documentale. Gli istanti sono RFC 3339 con il fuso di Roma, le impronte SHA-256 in esadecimale minuscolo. Chi sostituisce un collega invia su ogni richiesta X-Per-Conto-Di con il suo nome utente (POST /sostituzioni); chi lavora per più AOO ne nomina una in X-AOO.',
    },
    servers: [{ url: '/api/v1' }],
  });
}
