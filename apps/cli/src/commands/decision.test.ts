import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runIn, temporaryFolder } from '../testing.ts';
import { runPlinth } from '../testing-process.ts';

const dmn = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const required = (kind: string, href: string) => `<informationRequirement><required${kind} href="${href}"/></informationRequirement>`;
const input = (name: string, type: string) =>
  `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`;
const literal = (text: string) => `<literalExpression><text>${text}</text></literalExpression>`;

const people = `<definitions xmlns="${dmn}" name="people" namespace="urn:people">
  ${input('Born', 'date')}
  <decision id="y" name="Year">${required('Input', '#Born')}${literal('Born.year')}</decision>
</definitions>`;

const loans = `<definitions xmlns="${dmn}" name="loans" namespace="urn:loans">
  <import name="people" namespace="urn:people" importType="${dmn}"/>
  <itemDefinition name="tClient">
    <itemComponent name="full name"><typeRef>string</typeRef></itemComponent>
    <itemComponent name="since"><typeRef>date</typeRef></itemComponent>
    <itemComponent name="scores" isCollection="true"><typeRef>number</typeRef></itemComponent>
  </itemDefinition>
  <itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"low","high"</text></allowedValues></itemDefinition>
  ${input('Client', 'tClient')}${input('Loan Amount', 'number')}${input('Risk', 'tRisk')}
  <decision id="b" name="Base Rate">${required('Input', '#Loan Amount')}${required('Input', '#Risk')}
    <decisionTable hitPolicy="UNIQUE">
      <input><inputExpression><text>Loan Amount</text></inputExpression></input>
      <input><inputExpression><text>Risk</text></inputExpression></input>
      <output/>
      <rule><inputEntry><text>&lt; 100000</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>0.05</text></outputEntry></rule>
      <rule><inputEntry><text>&gt;= 100000</text></inputEntry><inputEntry><text>"high"</text></inputEntry><outputEntry><text>0.07</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <decision id="o" name="Offer (short)">${required('Decision', '#b')}${required('Input', '#Client')}
    ${literal('Client.full name + ": " + string(Base Rate + sum(Client.scores)) + " since " + string(Client.since)')}</decision>
  <decision id="s" name="Span">${required('Decision', 'urn:people#y')}${required('Input', '#Client')}${literal('Client.since.year - people.Year')}</decision>
  <decisionService id="svc" name="Rate Service"><outputDecision href="#b"/><inputData href="#Loan Amount"/><inputData href="#Risk"/></decisionService>
</definitions>`;

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  await mkdir(join(folder, 'models'));
  const files: [string, string][] = [
    ['models/loans.dmn', loans],
    ['models/people.dmn', people],
    ['secret.dmn', people.replace('urn:people', 'urn:secret')],
    ['models/importing.dmn', loans.replaceAll('urn:people', 'urn:secret')],
    ['models/text.dmn', 'hello'],
    ['models/expanding.dmn', `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${people}`],
  ];
  for (const [name, content] of files) await writeFile(join(folder, name), content);
  await symlink(join(folder, 'secret.dmn'), join(folder, 'models/link.dmn'));
});
afterAll(() => remove());

const evaluate = (file: string, ...words: string[]) => runIn(folder, ['decision', 'evaluate', `models/${file}`, ...words]);
const client = { 'full name': 'Ada', since: '2020-02-29', scores: [1, 0.5] };
const all = { Client: client, 'Loan Amount': 250000, Risk: 'high' };

describe('plinth decision evaluate', () => {
  test('texts become what the declared types say, names have blanks', async () => {
    const { code, out, notes } = await evaluate('loans.dmn', '--decision', 'Offer (short)', '--inputs', JSON.stringify(all));
    expect([code, out, notes]).toEqual([0, 'Ada: 1.57 since 2020-02-29\n', '']);
  });

  test('a service is called by its name, and inputs may be FEEL or a file', async () => {
    const named = (inputs: string) => evaluate('loans.dmn', '--decision', 'Rate Service', '--inputs', inputs);
    expect((await named('{"Loan Amount": 1, "Risk": "low"}')).out).toBe('0.05\n');
    expect((await named('{Loan Amount: 1, Risk: "low"}')).out).toBe('0.05\n');
    expect((await named('{"Loan Amount": 2 * 50000, "Risk": "high"}')).out).toBe('0.07\n');
    await writeFile(join(folder, 'case.json'), '{"Loan Amount": 99999.999999999999999999999, "Risk": "high"}');
    expect((await named('@case.json')).out).toBe('0.05\n');
  });

  test('imports are read from beside the file', async () => {
    const own = { Client: client, Born: '1990-05-05' };
    expect((await evaluate('loans.dmn', '--decision', 'Span', '--inputs', JSON.stringify(own))).out).toBe('30\n');
    const prefixed = { Client: client, people: { Born: '1980-05-05' } };
    expect((await evaluate('loans.dmn', '--decision', 'Span', '--inputs', JSON.stringify(prefixed))).out).toBe('40\n');
  });

  test('nothing is read from outside the folder, not even through a link', async () => {
    const { code, notes } = await evaluate('importing.dmn', '--decision', 'Span', '--lenient');
    expect(code).toBe(3);
    expect(notes).toContain('importing.dmn imports urn:secret, which no model beside it is.');
    expect(notes).toMatch(/link\.dmn cannot be read: it is outside the folder/);
    expect(notes).toMatch(/text\.dmn is not read: .*line 1/);
  });

  test('everything that is missing or wrong is told with its place', async () => {
    const wrong = { Client: { 'full name': 'Ada', since: 'yesterday', scores: [1, 'two'] }, 'Loan Amuont': 250000, Risk: 'none' };
    const { code, notes, out } = await evaluate('loans.dmn', '--decision', 'Offer (short)', '--inputs', JSON.stringify(wrong), '--json');
    expect([code, out]).toEqual([3, '']);
    const { error } = JSON.parse(notes);
    expect(error.code).toBe('cli.wrong-inputs');
    expect(error.violations.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`)).toEqual([
      '/Client/since is "yesterday", which is not of the type date',
      '/Client/scores/1 is "two", which is not of the type number',
      '/Loan Amount is missing; it is of the type number',
      '/Risk the value is not among those that the type allows',
      '/Loan Amuont is no input',
    ]);
    expect(error.violations.at(-1).hint).toBe('Did you mean Loan Amount?');
    const lenient = await evaluate('loans.dmn', '--decision', 'Offer (short)', '--inputs', JSON.stringify(wrong), '--lenient');
    expect([lenient.code, lenient.out]).toEqual([0, 'null\n']);
    expect(lenient.notes).toContain('the value is not of the declared type (tClient)');
  });

  test('--explain tells inputs, decisions and rules', async () => {
    const words = ['--decision', 'Offer (short)', '--inputs', JSON.stringify(all), '--explain'];
    const { out } = await evaluate('loans.dmn', ...words, '--json');
    const { explanation, ...answer } = JSON.parse(out);
    expect(answer).toEqual({ value: 'Ada: 1.57 since 2020-02-29', type: 'string', diagnostics: [] });
    expect(explanation).toMatchObject({ format: 1, asked: 'Offer (short)', isCutOff: false, reasons: [] });
    // As the platform explains the same model: each step, what it depends on before it.
    expect(explanation.steps.map(({ kind, name }: { kind: string; name: string }) => [kind, name])).toEqual([
      ['input', 'Client'],
      ['input', 'Loan Amount'],
      ['input', 'Risk'],
      ['decision', 'Base Rate'],
      ['decision', 'Offer (short)'],
    ]);
    expect(explanation.steps[3]).toMatchObject({ value: '0.07', tables: [{ inputs: [{ value: 250000 }, { value: 'high' }], fired: [2] }] });
    const { out: shown } = await evaluate('loans.dmn', ...words);
    expect(shown).toMatch(/decision +Base Rate +"0.07"/);
    expect(shown).toMatch(/rule 2.* for +250000, "high"/);
  });

  test('a null has its reasons', async () => {
    const inputs = JSON.stringify({ ...all, Risk: 'low' });
    const { code, out, notes } = await evaluate('loans.dmn', '--decision', 'Base Rate', '--inputs', inputs);
    expect([code, out, notes]).toEqual([0, 'null\n', 'error Base Rate: no rule matches\n']);
  });

  test('what cannot be read or is not there', async () => {
    expect(await evaluate('gone.dmn')).toMatchObject({
      code: 1,
      notes: expect.stringContaining('gone.dmn cannot be read: there is no such file'),
    });
    expect(await evaluate('text.dmn')).toMatchObject({ code: 3, notes: expect.stringContaining('line 1') });
    expect(await evaluate('expanding.dmn')).toMatchObject({ code: 3, notes: expect.stringContaining('document type') });
    expect(await evaluate('loans.dmn')).toMatchObject({ code: 2, notes: expect.stringContaining('Base Rate, Offer (short), Span') });
    expect(await evaluate('loans.dmn', '--decision', 'base rte')).toMatchObject({
      code: 1,
      notes: expect.stringContaining('Did you mean Base Rate?'),
    });
    expect((await runIn(folder, ['decision', 'evaluate'])).code).toBe(2);
  });
});

describe('plinth decision evaluate --lines', { timeout: 60_000 }, () => {
  const decide = async (questions: readonly object[], ...words: string[]) => {
    const text = questions.map((question) => `${JSON.stringify(question)}\n`).join('');
    const { code, out } = await runPlinth(['decision', 'evaluate', '--lines', ...words], text, folder);
    expect(code).toBe(0);
    return out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const rate = { 'Loan Amount': 1, Risk: 'low' };

  test('file and decision come from the line, else from the command', async () => {
    const named = await decide(
      [
        { id: 1, inputs: rate },
        { id: 2, decision: 'Offer (short)', inputs: all },
        { id: 3, file: 'people.dmn', decision: 'Year', inputs: { Born: '1990-01-01' } },
      ],
      'models/loans.dmn',
      '--decision',
      'Base Rate',
    );
    expect(named.map(({ id, value }) => [id, value])).toEqual([
      [1, 0.05],
      [2, 'Ada: 1.57 since 2020-02-29'],
      [3, 1990],
    ]);
    const free = await decide([
      { id: 1, file: 'models/loans.dmn', decision: 'Base Rate', inputs: rate },
      { id: 2, inputs: rate },
    ]);
    expect(free).toMatchObject([
      { id: 1, value: 0.05 },
      { id: 2, error: { code: 'cli.malformed-line' } },
    ]);
  });

  test('mistakes are answered line by line, and no file outside the folder is read', async () => {
    const answers = await decide(
      [
        { id: 1, inputs: { Risk: 'low' } },
        { id: 2, decision: 'Bace Rate' },
        { id: 3, file: '../secret.dmn' },
        { id: 4, file: 'link.dmn' },
        { id: 5, file: '/etc/passwd' },
        { id: 6, file: 'expanding.dmn', decision: 'Year' },
        { id: 7, inputs: 'no context' },
        { id: 8, inputs: rate, explain: true },
        { id: 9, inputs: rate },
      ],
      'models/loans.dmn',
      '--decision',
      'Base Rate',
    );
    expect(answers.map(({ error, value }) => error?.code ?? value)).toEqual([
      'cli.wrong-inputs',
      'decision.unknown-decision',
      'cli.unreadable-file',
      'cli.unreadable-file',
      'cli.unreadable-file',
      'decision.malformed-model',
      'cli.not-a-context',
      'cli.malformed-line',
      0.05,
    ]);
  });
});
