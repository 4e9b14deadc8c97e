import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runIn, temporaryFolder } from '../testing.ts';

const definitions = (inside: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" xmlns:x="urn:x" targetNamespace="urn:t">${inside}</definitions>`;

const approval = definitions(`<!-- kept --><process id="p" x:color="red">
  <startEvent id="s"/><userTask id="a" name="Approve"/><businessRuleTask id="r" plinth:decision="rates.dmn#Rate" plinth:resultVariable="rate"/><endEvent id="e"/>
  <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="r"/><sequenceFlow id="f3" sourceRef="r" targetRef="e"/>
</process>`);

const rates = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="rates" namespace="urn:rates">
  <inputData id="amount" name="amount"><variable name="amount" typeRef="number"/></inputData>
  <decision id="r" name="Rate"><informationRequirement><requiredInput href="#amount"/></informationRequirement>
    <literalExpression><text>amount * 0.1</text></literalExpression></decision></definitions>`;

const called = definitions(`<globalUserTask id="sign" name="Sign"/><process id="p"><startEvent id="s"/>
  <callActivity id="c" calledElement="sign"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></callActivity>
  <sequenceFlow id="f" sourceRef="s" targetRef="c"/></process>`);

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  const files: Readonly<Record<string, string>> = {
    'approval.bpmn': approval,
    'rates.dmn': rates,
    'called.bpmn': called,
    'wrong.bpmn': definitions(
      '<process id="p"><hyperTask id="h"/><task id="t"/><sequenceFlow id="f" sourceRef="t" targetRef="gone"/></process>',
    ),
    'hostile.bpmn': `<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>${definitions('&e;')}`,
    'answers.json': JSON.stringify({ answers: { Approve: { variables: { amount: 250.5 } } } }),
    'late.json': JSON.stringify({ steps: [{ message: 'nobody' }, { complete: 'a' }] }),
    'odd.json': JSON.stringify({ answer: {} }),
    'broken.json': '{',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
});
afterAll(() => remove());

const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('plinth process', () => {
  test('run prints the trace as JSON lines, with answers of the script and decisions beside', async () => {
    const { code, out } = await runIn(folder, ['process', 'run', 'approval.bpmn', '--script', 'answers.json', '--json']);
    expect(code).toBe(0);
    expect(lines(out).map(({ event, element }) => `${event} ${element ?? ''}`.trim())).toEqual(
      ['p', 's', 's', 'a', 'a', 'r', 'r', 'e', 'e', 'p']
        .map((id, at) => `${at === 0 || (at % 2 === 1 && at < 9) ? 'entered' : 'completed'} ${id}`)
        .concat('outcome'),
    );
    expect(lines(out)[4]).toMatchObject({
      event: 'completed',
      element: 'a',
      type: 'userTask',
      name: 'Approve',
      variables: { amount: 250.5 },
    });
    expect(lines(out).at(-1)).toMatchObject({ status: 'completed', variables: { amount: 250.5, rate: 25.05 }, waiting: [], incidents: [] });
  });

  test('a decision without its input is an incident', async () => {
    const { code, out } = await runIn(folder, ['process', 'run', 'approval.bpmn', '--script', 'late.json', '--json']);
    expect(code).toBe(0);
    expect(lines(out).filter(({ event }) => event === 'refused')).toMatchObject([{ step: 1, code: 'process.not-waiting' }]);
    expect(lines(out).at(-1)).toMatchObject({ status: 'active', incidents: [{ element: 'r', code: 'decision-failed' }] });
  });

  test('a called global task is told under its own id, rounds apart from their frame', async () => {
    const script = join(folder, 'sign.json');
    await writeFile(script, JSON.stringify({ answers: { sign: {} } }));
    const { out } = await runIn(folder, ['process', 'run', 'called.bpmn', '--script', 'sign.json', '--json']);
    expect(
      lines(out)
        .slice(3, -2)
        .map(({ event, element, round }) => [event, element, round]),
    ).toEqual([
      ['entered', 'c', null],
      ['entered', 'c', 1],
      ['entered', 'sign', null],
      ['completed', 'sign', null],
      ['completed', 'c', 1],
      ['entered', 'c', 2],
      ['entered', 'sign', null],
      ['completed', 'sign', null],
      ['completed', 'c', 2],
      ['completed', 'c', null],
    ]);
  });

  test('validate says by element what is wrong, and ends with 3', async () => {
    const { code, out } = await runIn(folder, ['process', 'validate', 'wrong.bpmn', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      runnable: false,
      findings: [
        { element: 'h', code: 'not-runnable' },
        { element: 'f', code: 'missing-reference' },
      ],
    });
    expect((await runIn(folder, ['process', 'validate', 'approval.bpmn'])).code).toBe(0);
    expect((await runIn(folder, ['process', 'run', 'wrong.bpmn'])).code).toBe(3);
  });

  test('a file that is no BPMN has a finding too where programs read it', async () => {
    const { code, out, notes } = await runIn(folder, ['process', 'validate', 'hostile.bpmn', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ runnable: false, findings: [{ element: '<document>', code: 'malformed', line: 1 }] });
    expect(JSON.parse(notes)).toMatchObject({ error: { code: 'process-model.malformed' } });
  });

  test('files in UTF-16 are read, and written in UTF-8', async () => {
    await writeFile(join(folder, 'wide.bpmn'), Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${approval}`, 'utf16le'));
    expect((await runIn(folder, ['process', 'validate', 'wide.bpmn'])).code).toBe(0);
    expect((await runIn(folder, ['process', 'roundtrip', 'wide.bpmn', '--out', 'narrow.bpmn'])).code).toBe(0);
    expect(await readFile(join(folder, 'narrow.bpmn'), 'utf8')).toContain('<?xml version="1.0" encoding="UTF-8"?>');
  });

  test('the help has the whole form of a script', async () => {
    const { out } = await runIn(folder, ['process', '--help']);
    for (const word of ['"complete"', '"in"', '"message"', '"signal"', '"time"', '"activate"', '"resolve"', '"cancel"', 'process.endless'])
      expect(out).toContain(word);
  });

  test('roundtrip keeps what is not BPMN', async () => {
    expect((await runIn(folder, ['process', 'roundtrip', 'approval.bpmn', '--out', 'written.bpmn'])).code).toBe(0);
    const written = await readFile(join(folder, 'written.bpmn'), 'utf8');
    for (const kept of ['<!-- kept -->', 'x:color="red"', 'BPMNShape']) expect(written).toContain(kept);
  });

  test('import puts a file among the processes of the application, export writes it with a layout', async () => {
    await writeFile(join(folder, 'plinth.yaml'), 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n');
    const imported = await runIn(folder, ['process', 'import', 'approval.bpmn', '--json']);
    expect(imported.code).toBe(0);
    expect(JSON.parse(imported.out)).toMatchObject({ process: 'approval', nodes: 4, flows: 3, findings: [] });
    expect(await readFile(join(folder, 'processes/approval.yaml'), 'utf8')).toMatch(/a: \{ type: userTask, label: Approve \}/);
    const exported = await runIn(folder, ['process', 'export', 'approval']);
    for (const kept of ['<!-- kept -->', 'x:color="red"', 'name="Approve"', 'BPMNShape']) expect(exported.out).toContain(kept);
    expect((await runIn(folder, ['process', 'export', 'other'])).notes).toContain('There is no process other');
    const wrong = await runIn(folder, ['process', 'import', 'wrong.bpmn', '--json']);
    expect(JSON.parse(wrong.out)).toMatchObject({ findings: [{ element: 'h' }, { element: 'f' }] });
  });

  test.each([
    ['an outside entity', ['validate', 'hostile.bpmn'], 3, /document type/],
    ['a file that is not there', ['run', 'gone.bpmn'], 1, /ENOENT/],
    ['a script with an unknown word', ['run', 'approval.bpmn', '--script', 'odd.json'], 3, /\/answer is none of/],
    ['a script that is no JSON', ['run', 'approval.bpmn', '--script', 'broken.json'], 3, /is no JSON/],
    ['a place that cannot be written', ['roundtrip', 'approval.bpmn', '--out', 'gone/written.bpmn'], 1, /cannot be written: ENOENT/],
    ['an unknown action', ['walk', 'approval.bpmn'], 2, /none of run/],
    ['a round trip to nowhere', ['roundtrip', 'approval.bpmn'], 2, /--out/],
    ['another process', ['run', 'approval.bpmn', '--process', 'q'], 1, /no process q/],
  ])('%s is refused', async (_what, words, expected, reason) => {
    const { code, notes } = await runIn(folder, ['process', ...words]);
    expect(code).toBe(expected);
    expect(notes).toMatch(reason);
  });
});
