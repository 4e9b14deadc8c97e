import { type FeelContext, type FeelType, type FeelValue, fromJson, printType } from '@plinth/expression';
import { isJsonObject, nearestName, type Violation } from '@plinth/foundation';
import { conformValue, type DecisionModel, type ItemTypes } from '@plinth/rule-processor';

/** What somebody gave a decision: values that can be used, and what is missing or wrong. */
export interface GivenInputs {
  readonly values: FeelContext;
  readonly problems: readonly Violation[];
}

/** Reads inputs from JSON by their declared types. What is missing or wrong is null among the values. */
export function givenInputs(inputs: DecisionModel['inputs'], items: ItemTypes, given: Readonly<Record<string, unknown>>): GivenInputs {
  const problems: Violation[] = [];
  const values: Record<string, FeelValue> = Object.create(null);
  const report = (path: string, message: string, hint?: string) =>
    problems.push({ path, message, ...(hint === undefined ? {} : { hint }) });
  const names = inputs.map(({ name }) => name);
  for (const { name, type } of inputs) {
    const path = pointer('inputs', name);
    const json = Object.hasOwn(given, name) ? given[name] : undefined;
    const declared = items.of(type);
    values[name] = null;
    if (json === undefined) {
      report(path, `${name} is missing`, `It is ${printType(declared.type)}; null where it is not known.`);
      continue;
    }
    const before = problems.length;
    checkForm(declared.type, json, path, report);
    if (problems.length > before) continue;
    const conformed = conformValue(fromJson(declared.type, json), declared);
    if (conformed.problem === null) values[name] = conformed.value;
    else report(path, conformed.problem);
  }
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const nearest = nearestName(name, names);
    report(
      pointer('inputs', name),
      `there is no input ${name}`,
      nearest === null ? `There are ${names.join(', ')}.` : `Did you mean ${nearest}?`,
    );
  }
  return { values, problems };
}

type Report = (path: string, message: string, hint?: string) => void;

/** Where JSON does not have the form of a type; null may stand everywhere. */
function checkForm(type: FeelType, json: unknown, path: string, report: Report): void {
  if (json === null || type.kind === 'any') return;
  if (type.kind === 'list' && Array.isArray(json)) {
    for (const [at, item] of json.entries()) checkForm(type.item, item, `${path}/${at}`, report);
    return;
  }
  if (type.kind === 'context' && isJsonObject(json)) {
    const known = Object.keys(type.entries);
    for (const name of known) {
      const entry = Object.hasOwn(json, name) ? json[name] : undefined;
      if (entry === undefined) report(path + pointer(name), `${name} is missing`, 'Write null where it is not known.');
      else checkForm(type.entries[name] ?? { kind: 'any' }, entry, path + pointer(name), report);
    }
    for (const name of Object.keys(json)) {
      if (known.includes(name) || type.open) continue;
      const nearest = nearestName(name, known);
      report(path + pointer(name), `there is no ${name} here`, nearest === null ? undefined : `Did you mean ${nearest}?`);
    }
    return;
  }
  if (type.kind === 'string' ? typeof json === 'string' : fromJson(type, json) !== null) return;
  report(path, `${shown(json)} is no ${printType(type)}`, formOf[type.kind]);
}

const formOf: Readonly<Record<string, string>> = {
  number: 'Write a number; as text where it has more digits than JSON keeps.',
  date: 'Write it as "2026-01-31".',
  time: 'Write it as "13:45:00".',
  'date and time': 'Write it as "2026-01-31T13:45:00Z".',
  'days and time duration': 'Write it as "P1DT2H".',
  'years and months duration': 'Write it as "P1Y2M".',
  boolean: 'Write true or false.',
};

function shown(json: unknown): string {
  const text = JSON.stringify(json) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function pointer(...steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
