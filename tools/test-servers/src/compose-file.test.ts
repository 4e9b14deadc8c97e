import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { kafkaLibraries } from './kinds.ts';

interface Service {
  readonly image?: string;
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly volumes?: readonly string[];
}
interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: Readonly<Record<string, object>>;
}

const file = load(readFileSync(join(import.meta.dirname, '..', '..', '..', 'deploy', 'compose.kafka.yaml'), 'utf8')) as ComposeFile;

test('the compose file has what Compose knows, opens ports of this machine alone, and keeps its data in volumes that it declares', () => {
  expect(Object.keys(file).filter((name) => !['name', 'services', 'volumes', 'networks'].includes(name))).toEqual([]);
  for (const { image, ports = [], volumes = [], ...more } of Object.values(file.services)) {
    expect(image).toMatch(/^[a-z0-9./-]+:\d+\.\d+\.\d+$/);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    for (const volume of volumes) expect(Object.keys(file.volumes ?? {})).toContain(volume.split(':')[0]);
    expect(Object.keys(more).filter((name) => !['environment', 'command', 'depends_on', 'healthcheck', 'restart'].includes(name))).toEqual(
      [],
    );
  }
});

/** Whether Kafka itself takes settings, told by its preparing a folder with them; what it says where it does not. */
function refusal(settings: Readonly<Record<string, string | number>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-compose-'));
  try {
    const properties = join(folder, 'server.properties');
    writeFileSync(
      properties,
      Object.entries({ ...settings, 'log.dirs': join(folder, 'data') })
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    const format = ['kafka.tools.StorageTool', 'format', '-t', 'AAAAAAAAAAAAAAAAAAAAAA', '-c', properties];
    const { status, stdout, stderr } = spawnSync('java', ['-XX:TieredStopAtLevel=1', '-cp', join(kafkaLibraries, '*'), ...format], {
      encoding: 'utf8',
    });
    return status === 0 ? '' : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('Kafka takes the settings of the compose file, as its image makes them of the environment', ({ skip }) => {
  if (!existsSync(kafkaLibraries)) skip('Apache Kafka has not been brought here yet: run the tests of event-bus once.');
  const { environment = {}, image = '' } = file.services.kafka ?? {};
  expect(kafkaLibraries).toContain(image.split(':')[1]);
  const settings = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name
        .replace(/^KAFKA_/, '')
        .toLowerCase()
        .replaceAll('_', '.'),
      value,
    ]),
  );
  expect(refusal(settings)).toBe('');
  expect(refusal({ ...settings, 'process.roles': 'baker' })).toMatch(/baker|role/);
});
