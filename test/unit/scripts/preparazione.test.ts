import assert from 'node:assert/strict';
import { isInstalled } from '../../../scripts/lib/dipendenze.mjs';
import { duration, PassoError, requireNode } from '../../../scripts/lib/passi.mjs';

interface LockEntry {
  version: string;
  optional?: boolean;
}

const lock = (packages: Record<string, LockEntry>): string =>
  JSON.stringify({ packages: { '': { version: '0.1.0' }, ...packages } });
const installed = (packages: Record<string, LockEntry>): string => JSON.stringify({ packages });

describe('node_modules and the lock file', () => {
  const express = { 'node_modules/express': { version: '5.3.0' } };
  const foreign = { 'node_modules/fsevents': { version: '2.3.3', optional: true } };

  it('agree when every package is there in its version', () =>
    assert.equal(isInstalled(lock(express), installed(express)), true));
  it('may lack optional packages of other systems', () =>
    assert.equal(isInstalled(lock({ ...express, ...foreign }), installed(express)), true));
  it('do not agree when nothing is installed', () => assert.equal(isInstalled(lock(express), undefined), false));
  it('do not agree on another version', () =>
    assert.equal(isInstalled(lock(express), installed({ 'node_modules/express': { version: '5.2.0' } })), false));
  it('do not agree when a package is missing', () => assert.equal(isInstalled(lock(express), installed({})), false));
  it('do not agree when there is one too many', () =>
    assert.equal(isInstalled(lock(express), installed({ ...express, ...foreign })), false));
  it('do not agree when what npm wrote is cut short', () =>
    assert.equal(isInstalled(lock(express), '{"packages": {'), false));
});

describe('the version of Node.js', () => {
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0'])
    it(`${version} is enough`, () => assert.doesNotThrow(() => requireNode(version)));
  for (const version of ['18.20.0', '20.11.1']) {
    it(`${version} is refused with what to do`, () =>
      assert.throws(
        () => requireNode(version),
        (error) => error instanceof PassoError && error.rimedio !== undefined,
      ));
  }
});

describe('a duration for people', () => {
  it('has tenths below ten seconds', () => assert.equal(duration(1_449), '1,4 s'));
  it('has whole seconds below a minute', () => assert.equal(duration(59_400), '59 s'));
  it('has minutes above', () => assert.equal(duration(125_000), '2 min 5 s'));
});
