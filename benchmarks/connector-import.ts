import { formats } from '@plinth/connectors';
import { figures, keepResult } from './measurement.ts';

/**
 * Importing an OpenAPI document of 5 MB, with operations that share types and types that hold each other, against a budget; how many
 * times `JSON.parse` of the same text in the same run it takes is told beside it.
 */
const bytes = 5_000_000;
const typesCount = 1500;
const runs = 7;

const document = madeDocument();
const text = JSON.stringify(document);
const importOpenApi = await (formats.openapi ?? noFormat)();
const counts = importOpenApi(text).report.counts;

const imported = Array.from({ length: runs }, () => measured(() => importOpenApi(text)));
const parsed = Array.from({ length: runs }, () => measured(() => JSON.parse(text)));
const wall = figures(imported.map((one) => one.wall));
const cpu = figures(imported.map((one) => one.cpu));
const floor = figures(parsed.map((one) => one.cpu));

keepResult(
  'connector-import',
  [
    {
      name: `importing ${(text.length / 1e6).toFixed(1)} MB of OpenAPI`,
      value: cpu.median,
      goal: 3000,
      better: 'lower',
      unit: 'ms of processor time',
    },
  ],
  { letters: text.length, counts, wall, cpu, parse: floor, timesParse: cpu.median / floor.median },
);

function measured(work: () => void): { readonly wall: number; readonly cpu: number } {
  const started = performance.now();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - started, cpu: (user + system) / 1000 };
}

function noFormat(): never {
  throw new Error('There is no reader of OpenAPI.');
}

function madeDocument(): object {
  const schemas = Object.fromEntries(Array.from({ length: typesCount }, (_, index) => [`Type${index}`, madeType(index)]));
  const paths: Record<string, object> = {};
  const base = JSON.stringify({ schemas }).length;
  for (let index = 0, length = base; length < bytes; index++) {
    const item = { get: madeOperation(index, 'get'), post: madeOperation(index, 'post') };
    length += JSON.stringify(item).length;
    paths[`/things/${index}/{id}`] = item;
  }
  return { openapi: '3.0.3', info: { title: 'Large', version: '1' }, paths, components: { schemas } };
}

function reference(index: number): object {
  return { $ref: `#/components/schemas/Type${index % typesCount}` };
}

function madeType(index: number): object {
  return {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'integer', format: 'int64', description: 'Number of the thing, given when it is made and never again.' },
      name: { type: 'string', nullable: true, maxLength: 120 },
      state: { type: 'string', enum: ['open', 'closed', 'waiting'] },
      next: reference(index + 1),
      all: { type: 'array', items: reference(index * 7) },
      either: { oneOf: [reference(index + 2), { type: 'string' }] },
    },
  };
}

function madeOperation(index: number, method: string): object {
  return {
    operationId: `${method}Thing${index}`,
    summary: `The thing ${index} of the large interface`,
    description: 'What it does is described at some length, as most such documents do. '.repeat(3),
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'per_page', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } },
    ],
    ...(method === 'post' ? { requestBody: { content: { 'application/json': { schema: reference(index) } } } } : {}),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: { type: 'array', items: reference(index * 3) } } } },
    },
  };
}
