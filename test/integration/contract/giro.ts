import assert from 'node:assert/strict';
import type { Response, Test } from 'supertest';
import type { Harness } from '../../support/harness.js';
import { differenze, type Schema } from './conforme.js';

interface Media {
  schema?: Schema;
}
interface Operation {
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, Media> };
  security?: object[];
  summary?: string;
  tags?: string[];
}
export interface OpenApi {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
}

const bare = (type: string | undefined): string => (type ?? '').split(';')[0]?.trim() ?? '';

/** A walk through the product by which every real answer is held against the document that it publishes. */
export class Giro {
  /** `post /registrazioni 201` */
  readonly visti = new Set<string>();

  private constructor(readonly document: OpenApi) {}

  static async begin(here: Harness): Promise<Giro> {
    return new Giro((await here.get('/openapi.json').expect(200)).body as OpenApi);
  }

  operation(name: string): Operation {
    const [method = '', path = ''] = name.split(' ');
    return this.document.paths[path]?.[method] ?? assert.fail(`${name} is not in the document`);
  }

  /**
   * Asks, and sees that status, type and body are as the document tells.
   * @param name - the operation as the document writes it, `get /registrazioni/{anno}/{numero}`
   */
  async visit(name: string, status: number, test: Test): Promise<Response> {
    const answer = await test;
    assert.equal(answer.status, status, `${name}: ${answer.text}`);
    const told = this.operation(name).responses[String(status)];
    assert.ok(told !== undefined, `${name}: the document does not know ${status}`);
    assert.ok(told.description.length > 2, name);
    const type = bare(answer.headers['content-type']);
    const types = Object.keys(told.content ?? {});
    if (types.length === 0) assert.ok(!answer.text, `${name} ${status}: has a body that the document does not tell`);
    else this.#requireBody(`${name} ${status}`, told.content ?? {}, type, answer);
    this.visti.add(`${name} ${status}`);
    return answer;
  }

  #requireBody(name: string, content: Record<string, Media>, type: string, answer: Response): void {
    const media = content[type] ?? content['*/*'];
    assert.ok(media !== undefined, `${name}: ${type} is none of ${Object.keys(content).join(', ')}`);
    if (!/[/+]json$/.test(type) || content[type] === undefined) return; // bytes
    assert.ok(media.schema !== undefined, `${name}: no schema`);
    assert.deepEqual(differenze(media.schema, JSON.parse(answer.text)), [], name);
  }
}
