import {
  describeOperation,
  downloadDecisionRun,
  evaluateDecision,
  evaluateDecisionMany,
  getDecision,
  type OperationContract,
  type Paths,
  startDecisionRun,
  testDecision,
} from '@plinth/api-contract';
import type { FeelType } from '@plinth/expression';
import type { PlannedDecision } from '../decisions/decision-compiler.ts';
import type { JsonSchema } from './field-schema.ts';

const prefix = '/data/{tenant}/{environment}/{application}';

/** The operations of a decision, with the types of its inputs. */
export function decisionPaths({ record, inputs, result }: PlannedDecision): Paths {
  const given: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(Object.entries(inputs).map(([name, type]) => [name, schemaOf(type)])),
    ...(record.wrongInputs === 'refuse' && Object.keys(inputs).length > 0 ? { required: Object.keys(inputs) } : {}),
    additionalProperties: false,
  };
  const { properties } = evaluateDecision.output;
  const answer = { type: 'object', properties: { ...properties, result: schemaOf(result) }, required: Object.keys(properties) };
  const operations: readonly (readonly [
    OperationContract,
    string,
    string,
    Omit<NonNullable<Parameters<typeof describeOperation>[1]>, 'fixed'>,
  ])[] = [
    [getDecision, 'get', `The tables of ${record.label}.`, {}],
    [evaluateDecision, 'evaluate', `Asks ${record.label}.`, { input: { inputs: given }, output: answer }],
    [
      evaluateDecisionMany,
      'evaluateMany',
      `Asks ${record.label} for each row.`,
      { input: { rows: { type: 'array', maxItems: 1000, items: given } } },
    ],
    ...(record.entity === undefined
      ? []
      : ([
          [startDecisionRun, 'startRun', `Asks ${record.label} about many records.`, {}],
          [downloadDecisionRun, 'downloadRun', `The answers of a run of ${record.label}.`, {}],
        ] as const)),
    [testDecision, 'test', `Runs the test cases of ${record.label}.`, {}],
  ];
  const paths: Paths = {};
  for (const [contract, name, summary, more] of operations) {
    const path = contract.path.replace(prefix, '').replace('{decision}', record.key);
    const described = describeOperation(contract, {
      operationId: `decision.${record.key}.${name}`,
      tag: `decision.${record.key}`,
      summary,
      fixed: ['tenant', 'environment', 'application', 'decision'],
      ...more,
    });
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: described };
  }
  return paths;
}

const simple: Readonly<Record<string, JsonSchema>> = {
  string: { type: ['string', 'null'] },
  boolean: { type: ['boolean', 'null'] },
  number: { type: ['number', 'string', 'null'], description: 'A number; as text where it has more digits than JSON keeps.' },
  date: { type: ['string', 'null'], format: 'date' },
  time: { type: ['string', 'null'], description: 'ISO 8601 time.' },
  'date and time': { type: ['string', 'null'], format: 'date-time' },
  'days and time duration': { type: ['string', 'null'], description: 'ISO 8601 duration of days, hours, minutes and seconds.' },
  'years and months duration': { type: ['string', 'null'], description: 'ISO 8601 duration of years and months.' },
};

/** What JSON a FEEL type is written as; null may stand everywhere. */
function schemaOf(type: FeelType): JsonSchema {
  if (type.kind === 'list') return { type: ['array', 'null'], items: schemaOf(type.item) };
  if (type.kind !== 'context') return simple[type.kind] ?? {};
  const names = Object.keys(type.entries);
  return {
    type: ['object', 'null'],
    properties: Object.fromEntries(Object.entries(type.entries).map(([name, entry]) => [name, schemaOf(entry)])),
    ...(names.length === 0 ? {} : { required: names }),
  };
}
