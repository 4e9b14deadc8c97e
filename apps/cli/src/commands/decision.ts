import { basename, dirname, resolve } from 'node:path';
import type { DecisionExplanation, ExplainedTable } from '@plinth/component-contract';
import { printValue } from '@plinth/expression';
import { type Command, type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { type DecisionDiagnostic, DecisionEvaluator } from '../evaluation/evaluate-decision.ts';
import { answerLines, givenContext, linesOptions, requireEvaluate } from '../evaluation/evaluation-options.ts';
import { evaluationError, resultJson } from '../evaluation/result-json.ts';
import { columns, type Terminal } from '../terminal.ts';

export const decision: Command = {
  name: 'decision',
  summary:
    'Evaluates DMN files (1.2 to 1.5), puts them among the decisions of the application, and writes these as DMN: evaluate, import, export.',
  positionals: ['ACTION', 'FILE?'],
  options: {
    decision: {
      type: 'string',
      value: 'NAME',
      description: 'Decision, decision service or knowledge model; the only decision where absent.',
    },
    inputs: { type: 'string', value: 'JSON|@FILE', description: 'Input data by name, as JSON or as a FEEL context.' },
    explain: { type: 'boolean', description: 'Tell each step: inputs, decisions, and the rules that made them.' },
    lenient: { type: 'boolean', description: 'Make missing and wrong inputs null, as DMN says, instead of refusing them.' },
    key: { type: 'string', value: 'KEY', description: 'With import: key of the decision; made of the name of the file where absent.' },
    ...linesOptions,
  },
  examples: [
    `plinth decision evaluate loans.dmn --decision 'Interest Rate' --inputs '{"Amount": 250000, "Start": "2026-01-31"}'`,
    `plinth decision evaluate loans.dmn --decision Rate --inputs @case.json --explain --json`,
    `plinth decision evaluate loans.dmn --decision Rate --lines < cases.jsonl > answers.jsonl`,
    'plinth decision import loans.dmn --key loanDecision',
    'plinth decision export loanDecision > loans.dmn',
  ],
  async run(session) {
    const [action, path] = session.positionals;
    if (action === 'import' || action === 'export') {
      if (path === undefined)
        throw cliErrors.usage({ problem: action === 'import' ? 'FILE is missing.' : 'The key is missing.', command: 'decision' });
      const { exportDecision, importDecision } = await import('./decision-files.ts');
      return action === 'import' ? importDecision(session, path) : exportDecision(session, path);
    }
    requireEvaluate(session, 'decision');
    const file = path === undefined ? null : basename(path);
    const name = textOption(session, 'decision');
    const options = {
      folder: path === undefined ? session.folder : dirname(resolve(session.workingFolder, path)),
      lenient: session.options.lenient === true,
      explain: session.options.explain === true,
    };
    if (session.options.lines === true) return answerLines(session, 'decision', { of: 'decisions', file, decision: name, ...options });
    if (file === null) throw cliErrors.usage({ problem: 'FILE is missing.', command: 'decision' });
    const inputs = await givenContext(session, 'inputs');
    try {
      const result = new DecisionEvaluator(options).evaluate({ file, decision: name, inputs });
      const json = resultJson(result);
      session.terminal.result(json, () => {
        session.terminal.out(printValue(result.value));
        if (result.explanation !== null) printExplanation(session.terminal, result.explanation);
      });
      printDiagnostics(session, result.diagnostics);
    } catch (error) {
      throw evaluationError(error);
    }
  },
};

/** The steps in the order in which they were known, a line each, and under each table that was asked what it made of its inputs. */
function printExplanation(terminal: Terminal, { steps, isCutOff }: DecisionExplanation): void {
  const rows = steps.flatMap(({ kind, name, value, tables }) => [
    [kind, name, shown(value)],
    ...tables.map((table) => ['', firedWords(table), table.inputs.map((input) => shown(input.value)).join(', ')]),
  ]);
  terminal.out(`\n${columns(['step', 'name', 'value'], rows)}`);
  if (isCutOff) terminal.note('There were more steps than are told.');
}

function firedWords({ matched, fired, isDefault }: ExplainedTable): string {
  if (isDefault) return '  no rule, so the default, for';
  if (fired.length === 0) return '  no rule for';
  const names = fired.map((number) => matched.find(({ rule }) => rule === number)?.id ?? null);
  return `  rule ${fired.map((number, at) => (names[at] === null ? number : `${number} (${names[at]})`)).join(', ')} for`;
}

/** A value of an explanation; numbers with more digits than JSON keeps are text in it. */
function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function printDiagnostics({ terminal }: Session, diagnostics: readonly DecisionDiagnostic[]): void {
  for (const { severity, message, position } of diagnostics) {
    const place = position.place === '' ? position.element : `${position.element}, ${position.place}`;
    terminal.note(`${terminal.style('yellow', severity)} ${place}: ${message}`);
  }
}
