import { printValue } from '@plinth/expression';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { ExpressionEvaluator } from '../evaluation/evaluate-expression.ts';
import { answerLines, givenContext, linesOptions, requireEvaluate } from '../evaluation/evaluation-options.ts';
import { contextIn } from '../evaluation/read-context.ts';
import { evaluationError, resultJson } from '../evaluation/result-json.ts';

export const expression: Command = {
  name: 'expression',
  summary: 'Evaluates FEEL (DMN 1.5), without a platform: evaluate.',
  positionals: ['ACTION', 'TEXT?'],
  options: {
    context: { type: 'string', value: 'JSON|@FILE', description: 'Values by name, as JSON or as a FEEL context, which can hold dates.' },
    strict: { type: 'boolean', description: 'Refuse what the types show to be wrong, which is null otherwise, as DMN says.' },
    ...linesOptions,
  },
  examples: [
    `plinth expression evaluate '0.1 + 0.2'`,
    `plinth expression evaluate 'sum(prices) * 1.19' --context '{"prices": [9.99, 25]}' --json`,
    `plinth expression evaluate 'due + duration("P14D")' --context '{due: @"2026-01-31"}'`,
    `plinth expression evaluate --lines < questions.jsonl > answers.jsonl`,
  ],
  async run(session) {
    requireEvaluate(session, 'expression');
    const { terminal } = session;
    const strict = session.options.strict === true;
    if (session.options.lines === true) return answerLines(session, 'expression', { of: 'expressions', strict });
    const [, text] = session.positionals;
    if (text === undefined) throw cliErrors.usage({ problem: 'TEXT is missing.', command: 'expression' });
    const given = await givenContext(session, 'context');
    try {
      const result = new ExpressionEvaluator().evaluate(text, contextIn(given), strict);
      const json = resultJson(result);
      terminal.result(json, () => terminal.out(printValue(result.value)));
      for (const { severity, message, position } of result.diagnostics)
        terminal.note(`${terminal.style('yellow', severity)} line ${position.line}, column ${position.column}: ${message}`);
    } catch (error) {
      throw evaluationError(error);
    }
  },
};
