import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { addSites } from './sites.ts';

test('files of a site are sent as they were compressed to whoever can read that, and plain to others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-site-'));
  const server = Fastify();
  onTestFinished(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, 'page.js'), 'plain');
  writeFileSync(join(folder, 'page.js.gz'), gzipSync('plain'));
  addSites(server, [{ name: 'player', folder, pages: [] }], { frameAncestors: async () => [] });
  const ask = async (accepted: string) => {
    const { headers, rawPayload } = await server.inject({ url: '/assets/player/page.js', headers: { 'accept-encoding': accepted } });
    expect(headers['content-type']).toBe('application/javascript; charset=utf-8');
    expect(headers.vary).toBe('accept-encoding');
    expect(headers['cache-control']).toContain('immutable');
    return [headers['content-encoding'], rawPayload.length === gzipSync('plain').length];
  };
  expect(await ask('gzip, deflate')).toEqual(['gzip', true]);
  expect(await ask('identity')).toEqual([undefined, false]);
});
