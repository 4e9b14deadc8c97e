import { type FeelContext, type FeelType, type FeelValue, fromJson, isContext, isInstance, printType } from '@plinth/expression';
import { nearestName, type Violation } from '@plinth/foundation';
import type { Inputs, RequiredInput } from '@plinth/rule-processor';
import { type ExactJson, fromExactJson, isExactObject, isNumberText, numberOf } from './exact-json.ts';
import type { GivenContext } from './read-context.ts';

/** Inputs as values of their declared types, and what is missing or wrong, each with its place as JSON Pointer. */
export interface TypedInputs {
  readonly inputs: Inputs;
  readonly violations: readonly Violation[];
}

/**
 * Makes what was given the inputs of a decision. An input of an imported model stands by its name, or in a context of the
 * import's name where the names of several models would mix.
 */
export function typedInputs(given: GivenContext, required: readonly RequiredInput[]): TypedInputs {
  const violations: Violation[] = [];
  const values: [string, FeelValue][] = [];
  const byNamespace = new Map<string, FeelContext>();
  const used = new Set<string>();
  for (const input of required) {
    const { path, found } = find(given, input);
    used.add(path[0] ?? '');
    if (found === undefined) {
      violations.push({ path: pointer(path), message: `is missing; it is ${shownType(input.type)}` });
      continue;
    }
    const problems: Violation[] = [];
    const value = found.kind === 'feel' ? found.value : typedValue(found.json, input.type, path, problems);
    const problem = problems.length > 0 ? null : input.problemOf(value);
    violations.push(
      ...problems,
      ...(problem === null ? [] : [{ path: pointer(path), message: problem, hint: `It is ${shownType(input.type)}.` }]),
    );
    if (path.length === 1) values.push([input.name, value]);
    else byNamespace.set(input.namespace, { ...byNamespace.get(input.namespace), [input.name]: value });
  }
  violations.push(...unknownNames(given, required, used));
  return { inputs: { values: Object.fromEntries(values), byNamespace: Object.fromEntries(byNamespace) }, violations };
}

type Found = { readonly kind: 'json'; readonly json: ExactJson } | { readonly kind: 'feel'; readonly value: FeelValue };

function find(
  given: GivenContext,
  { name, prefix }: RequiredInput,
): { readonly path: readonly string[]; readonly found: Found | undefined } {
  const own = (of: object, key: string) => Object.hasOwn(of, key);
  if (given.kind === 'feel') {
    const { context } = given;
    const under = prefix !== '' && own(context, prefix) ? context[prefix] : undefined;
    if (isContext(under) && own(under, name)) return { path: [prefix, name], found: { kind: 'feel', value: under[name] ?? null } };
    return { path: [name], found: own(context, name) ? { kind: 'feel', value: context[name] ?? null } : undefined };
  }
  const { json } = given;
  const under = prefix !== '' && own(json, prefix) ? json[prefix] : undefined;
  if (under !== undefined && isExactObject(under) && own(under, name))
    return { path: [prefix, name], found: { kind: 'json', json: under[name] ?? null } };
  return { path: [name], found: own(json, name) ? { kind: 'json', json: json[name] ?? null } : undefined };
}

/** A name that is like one that is missing is a slip; others may be meant for other decisions. */
function unknownNames(given: GivenContext, required: readonly RequiredInput[], used: ReadonlySet<string>): Violation[] {
  const names = Object.keys(given.kind === 'json' ? given.json : given.context);
  const missing = required.filter(({ name }) => !names.includes(name)).map(({ name }) => name);
  return names.flatMap((name) => {
    const nearest = used.has(name) ? null : nearestName(name, missing);
    return nearest === null ? [] : [{ path: pointer([name]), message: 'is no input', hint: `Did you mean ${nearest}?` }];
  });
}

/** JSON as a value of a type; what does not fit stays as it is and is noted with its place. */
function typedValue(json: ExactJson, type: FeelType, path: readonly string[], problems: Violation[]): FeelValue {
  if (json === null) return null;
  if (Array.isArray(json)) {
    // A list of one stands for its item.
    const item = type.kind === 'list' ? type.item : json.length === 1 ? type : null;
    if (item !== null)
      return (json as readonly ExactJson[]).map((each, index) => typedValue(each, item, [...path, String(index)], problems));
  } else if (type.kind === 'list') return typedValue(json, type.item, path, problems);
  else if (type.kind === 'context' && isExactObject(json)) {
    for (const name of Object.keys(type.entries))
      if (!Object.hasOwn(json, name))
        problems.push({ path: pointer([...path, name]), message: 'is missing; null says that there is none' });
    return Object.fromEntries(
      Object.entries(json).map(([name, entry]) => {
        const declared = Object.hasOwn(type.entries, name) ? type.entries[name] : undefined;
        return [name, declared === undefined ? fromExactJson(entry) : typedValue(entry, declared, [...path, name], problems)];
      }),
    );
  } else if (type.kind === 'number' && (typeof json === 'number' || isNumberText(json))) return numberOf(json);
  else if (typeof json === 'string' && type.kind !== 'number' && type.kind !== 'any') {
    const value = type.kind === 'date' && json.includes('T') ? null : fromJson(type, json);
    if (value !== null && isInstance(value, type)) return value;
  }
  const value = fromExactJson(json);
  if (type.kind === 'any' || isInstance(value, type)) return value;
  problems.push({ path: pointer(path), message: `is ${shown(json)}, which is not ${shownType(type)}` });
  return value;
}

function shown(json: ExactJson): string {
  const text = JSON.stringify(json);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function shownType(type: FeelType): string {
  return `of the type ${printType(type)}`;
}

function pointer(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
