import type { ActionBody, RecordOf } from '@plinth/app-definition';
import { compile, contextType, renamePath, types } from '@plinth/expression';
import { type JsonValue, PlinthError } from '@plinth/foundation';
import { type Edit, together } from '../table/edit.ts';
import { freeName, type Part } from './element-edits.ts';

type DecisionRecord = RecordOf<'decision'>;

const set = (record: DecisionRecord, path: readonly string[], value: unknown): ActionBody => ({
  type: 'RECORD_UPDATE',
  payload: { id: record.id, path, value: value as JsonValue },
});

/** Gives a name to an element; everything of the decision that speaks of it goes along. */
export function renameElement(
  record: DecisionRecord,
  part: Part,
  from: string,
  to: string,
  rules: readonly RecordOf<'rule'>[],
): Edit | null {
  if (to === from || to.trim() === '' || freeName(record, to) !== to) return null;
  const rename = (text: string) => renamed(text, from, to);
  const renamedTexts = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((each: unknown) => (namesElements.has(key) && each === from ? to : renamedTexts(each, key)));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamedTexts(each, name)]));
    return typeof value === 'string' && holdsFeel.has(key) ? rename(value) : value;
  };
  const parts = (['inputs', 'decisions', 'knowledge', 'services'] as const).map((each) => {
    const entries = Object.entries<unknown>(record[each]).map(([name, value]) => [
      each === part && name === from ? to : name,
      renamedTexts(value),
    ]);
    return set(record, [each], Object.fromEntries(entries));
  });
  const inputsFrom =
    part === 'inputs' && Object.hasOwn(record.inputsFrom, from)
      ? [
          set(
            record,
            ['inputsFrom'],
            Object.fromEntries(Object.entries(record.inputsFrom).map(([name, text]) => [name === from ? to : name, text])),
          ),
        ]
      : [];
  const tests =
    part === 'inputs'
      ? [
          set(
            record,
            ['tests'],
            Object.fromEntries(
              Object.entries(record.tests).map(([name, test]) => [
                name,
                {
                  ...test,
                  inputs: Object.fromEntries(Object.entries(test.inputs).map(([input, value]) => [input === from ? to : input, value])),
                },
              ]),
            ),
          ),
        ]
      : [];
  const answer = (record.answer ?? record.key) === from && part === 'decisions' ? [set(record, ['answer'], to)] : [];
  const cells = rules.flatMap((rule): ActionBody[] => {
    const next = rule.cells.map(rename);
    const moved: ActionBody[] =
      rule.table === from && part !== 'inputs' ? [{ type: 'RECORD_UPDATE', payload: { id: rule.id, path: ['table'], value: to } }] : [];
    const changed: ActionBody[] = next.some((cell, at) => cell !== rule.cells[at])
      ? [{ type: 'RECORD_UPDATE', payload: { id: rule.id, path: ['cells'], value: next } }]
      : [];
    return [...moved, ...changed];
  });
  return { body: together([...parts, ...inputsFrom, ...tests, ...answer, ...cells]), intent: `Rename ${from} to ${to}` };
}

const namesElements = new Set(['requires', 'outputs', 'encapsulated', 'inputDecisions', 'inputs']);
const holdsFeel = new Set(['expression', 'text', 'otherwise', 'allowed']);

/** An expression or tests with a name replaced wherever it is used; what cannot be read stays. */
function renamed(text: string, from: string, to: string): string {
  if (!text.includes(from)) return text;
  const scope = contextType({ [from]: types.any }, { open: true });
  for (const options of [{}, { testsOf: types.any }]) {
    try {
      return renamePath(text, compile(text, { scope, mode: 'standard', ...options }), [from], to);
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
    }
  }
  return text;
}
