import { type DefinitionRecord, definitionOf, readFiles } from '@plinth/app-definition';
import { describe, expect, test } from 'vitest';
import { checkProcesses } from './check-processes.ts';

const files = {
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
  'decisions/risk.yaml': `label: Risk
inputs: { amount: number }
decisions: { risk: { type: string, expression: 'if amount > 1000 then "high" else "low"' } }
`,
  'processes/loan.yaml': `label: Loan
nodes:
  start: startEvent
  rate: { type: businessRuleTask, attributes: { 'plinth:decision': risk, 'plinth:resultVariable': level } }
  which: { type: exclusiveGateway, attributes: { default: small } }
  approve: { type: userTask, label: Approve the loan }
  done: endEvent
flows:
  f1: { from: start, to: rate }
  f2: { from: rate, to: which }
  large: { from: which, to: approve, condition: level = "high" }
  small: { from: which, to: done }
  f4: { from: approve, to: done }
tests:
  a large one waits:
    variables: { amount: 5000 }
    script: {}
    expect: { status: active, variables: { level: high }, path: [ start, rate, which ], waiting: [ approve ] }
  a large one that is approved:
    variables: { amount: 5000 }
    script: { steps: [ { complete: approve, variables: { approved: true } } ] }
    expect: { status: completed, variables: { approved: true }, path: [ approve, done ] }
`,
};

function found(change: (file: string) => string = (file) => file, more: Readonly<Record<string, string>> = {}): string[] {
  const { definition, problems } = readFiles({ ...files, 'processes/loan.yaml': change(files['processes/loan.yaml']), ...more });
  expect(problems).toEqual([]);
  return checkProcesses(definition).map(({ rule, record, message }) => `${rule} ${record} ${message}`);
}

describe('processes at publication', () => {
  test('nothing is wrong with one that runs, whose test cases pass', () => {
    expect(found()).toEqual([]);
  });

  test('what keeps it from running is told by its record', () => {
    expect(found((file) => file.replace('level = "high"', 'level = ('))).toEqual([
      expect.stringMatching(/^process process-flow:loan.large its condition cannot be read/),
    ]);
    expect(found((file) => file.replace('type: userTask', 'type: complexTask'))).toEqual([
      expect.stringMatching(/^process process-node:loan.approve the element complexTask is not known/),
    ]);
  });

  test('decisions, pages and called processes must be there', () => {
    expect(found((file) => file.replace("'plinth:decision': risk", "'plinth:decision': rusk"))).toEqual([
      'reference process-node:loan.rate there is no decision rusk',
    ]);
    expect(found((file) => file.replace('label: Approve the loan', "attributes: { 'plinth:page': form }"))).toEqual([
      'reference process-node:loan.approve there is no page form',
    ]);
    const calls = (file: string) =>
      file
        .replace('type: userTask, label: Approve the loan', 'type: callActivity, attributes: { calledElement: check }')
        .replace(/tests:[\s\S]*/, '');
    expect(found(calls)).toEqual(['process process-node:loan.approve it calls check, which is no process and no global task']);
    const check = 'label: Check\nnodes: { s: startEvent, e: endEvent }\nflows: { f: { from: s, to: e } }\n';
    expect(found(calls, { 'processes/check.yaml': check })).toEqual([]);
  });

  test('fields that a task writes must be there and not computed; what it only reads may come from elsewhere', () => {
    const task = (does: string, ...inputs: readonly string[]) =>
      `type: serviceTask
    attributes: { 'plinth:does': ${does}, 'plinth:entity': client, 'plinth:record': = amount }
    content: <extensionElements>${inputs.map((to) => `<plinth:input to="${to}" from="amount"/>`).join('')}</extensionElements>`;
    const client = `label: Client
fields:
  name: text
  debt: { label: Debt, type: integer }
  double: { label: Double, type: integer, computed: debt * 2 }
`;
    const wrong = (does: string, ...inputs: readonly string[]) =>
      found(
        (file) => file.replace('{ type: userTask, label: Approve the loan }', `\n    ${task(does, ...inputs)}`).replace(/tests:.*/s, ''),
        {
          'entities/client.yaml': client,
        },
      );
    expect(wrong('record.update', 'debt', 'dept', 'double')).toEqual([
      'reference process-node:loan.approve client has no field dept',
      'reference process-node:loan.approve client.double is computed and cannot be written',
    ]);
    expect(wrong('record.read', 'dept')).toEqual([]);
  });

  test('a test case of a process that calls another one runs through it', () => {
    const calls = (file: string) =>
      file
        .replace('type: userTask, label: Approve the loan', 'type: callActivity, attributes: { calledElement: check }')
        .replace(
          /tests:[\s\S]*/,
          'tests: { through: { variables: { amount: 5000 }, script: {}, expect: { status: completed, path: [ inner, approve ] } } }\n',
        );
    const check =
      'label: Check\nnodes: { s: startEvent, inner: manualTask, e: endEvent }\nflows: { f: { from: s, to: inner }, g: { from: inner, to: e } }\n';
    expect(found(calls, { 'processes/check.yaml': check })).toEqual([]);
  });

  test('test cases that fail, and those that cannot be run, say why', () => {
    const wrong = found((file) =>
      file.replace('status: active, variables: { level: high }', 'status: completed, variables: { level: low, gone: 1 }'),
    );
    expect(wrong).toEqual([
      'process process:loan the test case a large one waits fails: it is active, not completed; level is "high", not "low"; there is no variable gone',
    ]);
    expect(found((file) => file.replace('[ approve, done ]', '[ done, approve ]'))).toEqual([
      'process process:loan the test case a large one that is approved fails: approve is completed before what should come before it',
    ]);
    expect(found((file) => file.replace('complete: approve', 'complete: nobody'))[0]).toContain('step 1 did not apply');
    expect(found((file) => file.replace('script: {}', 'script: { nonsense: 1 }'))[0]).toContain('/nonsense is none of');
  });

  test('XML that cannot be read is told of its process, and others are checked all the same', () => {
    const { definition } = readFiles(files);
    const broken = [...definition.records.values()].map(
      (record): DefinitionRecord =>
        record.kind === 'process-node' && record.key === 'approve' ? { ...record, content: '<open>' } : record,
    );
    expect(checkProcesses(definitionOf(broken)).map(({ record }) => record)).toEqual(['process:loan']);
  });
});

describe('settings of the application', () => {
  const settings = { 'settings.yaml': 'limit: { type: decimal, default: 1000 }\nkey: { type: text, secret: true }\n' };
  const byLimit = (file: string) => file.replace('level = "high"', 'amount > settings.limit');

  test('are read by expressions, in test cases as they are by default', () => {
    expect(found(byLimit, settings)).toEqual([]);
    expect(found(byLimit, { 'settings.yaml': 'limit: { type: decimal, default: 9000 }\n' })).toEqual([
      expect.stringContaining('the test case a large one waits fails'),
      expect.stringContaining('the test case a large one that is approved fails'),
    ]);
  });

  test('must be there, and no secret', () => {
    expect(found((file) => byLimit(file).replace('settings.limit', 'settings.limits'), settings)).toEqual([
      expect.stringMatching(/reads the setting limits, which is not there; did you mean limit\?/),
    ]);
    expect(found((file) => byLimit(file).replace('settings.limit', 'settings.key'), settings)).toEqual([
      expect.stringContaining('reads the setting key, which is not there'),
    ]);
  });

  test('are read by the decisions that it asks, and hidden by a variable that is called so', () => {
    const rated = { 'decisions/risk.yaml': files['decisions/risk.yaml'].replace('amount > 1000', 'amount > settings.limit') };
    expect(found((file) => file, { ...settings, ...rated })).toEqual([]);
    const own = (file: string) =>
      file
        .replace("'plinth:resultVariable': level", "'plinth:resultVariable': settings")
        .replace('level = "high"', 'settings = "high"')
        .replaceAll('level: high', 'settings: high');
    expect(found(own, settings)).toEqual([]);
  });
});
