import { readdir } from 'node:fs/promises';
import type { Template } from '@plinth/api-contract';
import { appOf, type DefinitionFiles, readFiles } from '@plinth/app-definition';
import type { TemplateSource } from '@plinth/app-repository';
import { examplesFolder, readApplication } from './examples.ts';

interface Read {
  readonly files: DefinitionFiles;
  readonly template: Template;
}

/** The examples as templates of new applications; read once, when they are first asked for. */
export function exampleTemplates(): TemplateSource {
  let reading: Promise<ReadonlyMap<string, Read>> | undefined;
  const all = () => {
    reading ??= readAll();
    return reading;
  };
  return {
    list: async () => [...(await all()).values()].map(({ template }) => template),
    files: async (key) => (await all()).get(key)?.files,
  };
}

async function readAll(): Promise<ReadonlyMap<string, Read>> {
  const entries = await readdir(examplesFolder, { withFileTypes: true });
  const keys = entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map(({ name }) => name);
  const found = await Promise.all(keys.map(async (key) => [key, await readTemplate(key)] as const));
  return new Map(found.flatMap(([key, read]) => (read === null ? [] : [[key, read]])));
}

/** Null for a folder that holds no application. */
async function readTemplate(key: string): Promise<Read | null> {
  const files = await readApplication(key);
  const { definition } = readFiles(files);
  const app = appOf(definition);
  if (app?.type !== 'application') return null;
  const counts: Record<string, number> = {};
  for (const { kind } of definition.records.values()) counts[kind] = (counts[kind] ?? 0) + 1;
  const { label, description = '', icon = '' } = app;
  const told = ['page', 'entity', 'decision', 'process', 'role'].filter((kind) => counts[kind] !== undefined);
  return { files, template: { key, label, description, icon, counts: Object.fromEntries(told.map((kind) => [kind, counts[kind] ?? 0])) } };
}
