import { compile, contextType, type FeelType, types } from '@plinth/expression';
import { nearestName, PlinthError } from '@plinth/foundation';
import type { FlowContainer, NamedDefinition } from '../model/process-model.ts';
import { isCronText, isTimerText } from '../model/timer-text.ts';
import { isFeel } from '../xml/element-index.ts';
import { isForeign } from '../xml/vendor-extensions.ts';
import { expressionOfFlow, expressionsOf, type PlacedExpression } from './expressions-of.ts';
import type { Report } from './report.ts';

/** The keys within messages (§8.4.2): one that cannot be read would find nobody. */
export function checkMessageKeys(messages: readonly NamedDefinition[], report: Report): void {
  for (const { id, key } of messages) {
    if (key === undefined || (key.language !== null && !isFeel(key.language))) continue;
    try {
      compile(key.text, { mode: 'standard', scope: contextType({}) });
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      report.add(id, 'error', 'invalid-expression', `the correlation properties of it cannot be read: ${error.message}`);
    }
  }
}

/** What is known of the names that expressions use. */
interface KnownNames {
  /** Variables that the process speaks of. */
  readonly names: readonly string[];
  /** Keys of what the application is told by its environment. */
  readonly settings: readonly string[];
}

/**
 * Every expression must be FEEL that can be read; which variables there will be is known only when it runs, but which settings there
 * are before.
 */
export function checkExpressions(container: FlowContainer, { names, settings }: KnownNames, report: Report): void {
  const isOwn = settings.length === 0 || names.includes('settings');
  const scope = contextType(Object.fromEntries(names.map((name): [string, FeelType] => [name, types.any])));
  const open = contextType(scope.entries, { open: true });
  const starts = new Set('type' in container ? [] : container.nodes.filter(({ type }) => type === 'startEvent').map(({ id }) => id));
  const check = (element: string, placed: readonly PlacedExpression[]) => {
    for (const { what, expression } of placed) {
      const { text, language } = expression;
      if (language !== null && !isFeel(language)) {
        report.add(element, 'error', 'not-runnable', `its ${what} is written in ${language}; expressions are FEEL`);
        continue;
      }
      if (isForeign(text) && !text.includes('"')) {
        report.add(
          element,
          'error',
          'not-runnable',
          `its ${what} is written in the language of another engine, ${text}; expressions are FEEL`,
        );
        continue;
      }
      const isTimer = what === 'timer' || what === 'cycle';
      if (isTimer && isTimerText(text)) continue;
      if (isTimer && isCronText(text)) {
        if (what === 'timer' && !starts.has(element))
          report.add(element, 'error', 'not-runnable', `its timer "${text}" is cron, which is a cycle and neither a date nor a duration`);
        continue;
      }
      try {
        compile(text, { mode: 'standard', scope });
        if (isOwn || !text.includes('settings')) continue;
        for (const [first, setting] of compile(text, { mode: 'standard', scope: open }).dependencies) {
          if (first !== 'settings' || setting === undefined || settings.includes(setting)) continue;
          const nearest = nearestName(setting, settings);
          const hint = nearest === null ? `there are ${settings.join(', ')}` : `did you mean ${nearest}?`;
          report.add(element, 'error', 'invalid-expression', `its ${what} reads the setting ${setting}, which is not there; ${hint}`);
        }
      } catch (error) {
        if (!(error instanceof PlinthError)) throw error;
        report.add(element, 'error', 'invalid-expression', `its ${what} cannot be read: ${error.message}`);
      }
    }
  };
  for (const node of container.nodes) check(node.id, expressionsOf(node));
  for (const flow of container.flows) check(flow.id, expressionOfFlow(flow));
}
