import { type DefinitionViolation, type RecordOf, violationOf } from '@plinth/app-definition';
import { nearestName } from '@plinth/foundation';
import { answerOf, type RulesByTable } from '../model/read-model.ts';

type DecisionRecord = RecordOf<'decision'>;

/** What the parts of a decision must say together, before any of them is read as FEEL. */
export function checkStructure(record: DecisionRecord, rules: RulesByTable): DefinitionViolation[] {
  const elements = [...Object.keys(record.decisions), ...Object.keys(record.knowledge), ...Object.keys(record.services)];
  const all = [...Object.keys(record.inputs), ...elements];
  return [
    ...checkAnswer(record),
    ...all
      .filter((name, at) => all.indexOf(name) !== at)
      .map((name) => violationOf(record, 'duplicate', [], `${name} stands for two things`, 'Give one of them another name.')),
    ...(['decisions', 'knowledge'] as const).flatMap((part) =>
      Object.entries<DecisionRecord['decisions'][string]>(record[part]).flatMap(([name, element]) => [
        ...checkForm(record, [part, name], element),
        ...(element.requires ?? []).flatMap((required: string, at: number) =>
          unknownAmong(record, [part, name, 'requires', at], required, all),
        ),
      ]),
    ),
    ...checkServices(record),
    ...[...rules].flatMap(([table, rows]) => {
      const element = record.decisions[table] ?? record.knowledge[table];
      if (element?.table !== undefined) return [];
      return rows.map((row) =>
        violationOf(row, 'reference', ['table'], `there is no decision table ${table}`, 'Remove the rule, or add the table.'),
      );
    }),
    ...(elements.length === 0 ? [] : checkCircles(record)),
  ];
}

function checkAnswer(record: DecisionRecord): DefinitionViolation[] {
  const answer = answerOf(record);
  const known = [...Object.keys(record.decisions), ...Object.keys(record.services)];
  if (known.includes(answer)) return [];
  const place = record.answer === undefined ? 'decisions' : 'answer';
  const nearest = nearestName(answer, known);
  const hint =
    nearest !== null
      ? `Did you mean ${nearest}?`
      : known.length === 0
        ? 'Add it below decisions:.'
        : `Say which gives the answer, such as answer: ${known.at(-1)}.`;
  return [violationOf(record, 'schema', [place], `there is no decision ${answer} in it`, hint)];
}

const forms = ['expression', 'table', 'boxed'] as const;

function checkForm(
  record: DecisionRecord,
  steps: readonly (string | number)[],
  element: Readonly<Partial<Record<(typeof forms)[number], unknown>>>,
): DefinitionViolation[] {
  const found = forms.filter((form) => element[form] !== undefined);
  if (found.length === 1) return [];
  if (found.length > 1) return [violationOf(record, 'schema', steps, `has ${found.join(' and ')}, of which it may have one`)];
  return [violationOf(record, 'schema', steps, 'decides nothing', 'Add expression: or table:.')];
}

function checkServices(record: DecisionRecord): DefinitionViolation[] {
  return Object.entries(record.services).flatMap(([name, service]) =>
    (['outputs', 'encapsulated', 'inputDecisions', 'inputs'] as const).flatMap((part) =>
      (service[part] ?? []).flatMap((required, at) =>
        unknownAmong(record, ['services', name, part, at], required, Object.keys(part === 'inputs' ? record.inputs : record.decisions)),
      ),
    ),
  );
}

function unknownAmong(
  record: DecisionRecord,
  steps: readonly (string | number)[],
  name: string,
  known: readonly string[],
): DefinitionViolation[] {
  if (known.includes(name)) return [];
  const nearest = nearestName(name, known);
  return [
    violationOf(
      record,
      'reference',
      steps,
      `there is no ${name}`,
      nearest === null ? `There are ${known.join(', ')}.` : `Did you mean ${nearest}?`,
    ),
  ];
}

/** Requirements that were written down may lead back to where they began. */
function checkCircles(record: DecisionRecord): DefinitionViolation[] {
  const requirements = (name: string) => record.decisions[name]?.requires ?? [];
  return Object.keys(record.decisions).flatMap((start) => {
    const seen = new Set<string>();
    const waiting = [...requirements(start)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === start) return [violationOf(record, 'cycle', ['decisions', start, 'requires'], `${start} requires itself in a circle`)];
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(...requirements(next));
    }
    return [];
  });
}
