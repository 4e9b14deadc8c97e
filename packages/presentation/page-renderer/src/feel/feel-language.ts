import type { CompositePlan } from '@plinth/api-contract';
import { compile, compileClosure, compileTemplate, contextType, type FeelType, type FeelValue, fromJson, toJson } from '@plinth/expression';
import { type NamedTypes, PageTypes, type PageTypesOptions } from '@plinth/page-types';
import { toStored } from '@plinth/workflow-engine';
import type { CompiledExpression, ExpressionLanguage, Scope } from '../runtime/expressions.ts';
import { feelFormulas } from './feel-formulas.ts';
import { readValues } from './read-values.ts';

/** FEEL as the properties of one page speak it: typed by its plan, its entities and its components. */
export function feelLanguage(options: PageTypesOptions): ExpressionLanguage {
  const composites = new WeakMap<CompositePlan, ExpressionLanguage>();
  const forComposite = (plan: CompositePlan): ExpressionLanguage => {
    const known = composites.get(plan);
    if (known !== undefined) return known;
    const made = languageOf({ ...options, plan }, forComposite);
    composites.set(plan, made);
    return made;
  };
  return languageOf(options, forComposite);
}

type ForComposite = ExpressionLanguage['forComposite'];

function languageOf(options: PageTypesOptions, forComposite: ForComposite): ExpressionLanguage {
  const types = new PageTypes(options);
  return languageOver(types, types.page, forComposite);
}

type Write = (value: FeelValue) => unknown;

const exactly: Write = (value) => toStored(value, 'value');

function languageOver(types: PageTypes, names: NamedTypes, forComposite: ForComposite, write: Write = toJson): ExpressionLanguage {
  const scope = contextType(names);
  let exact: ExpressionLanguage | null = null;
  return {
    get exact() {
      exact ??= languageOver(types, names, forComposite, exactly);
      return exact;
    },
    expression: memoised((text) => {
      const typed = compile(text, { scope });
      const run = compileClosure(typed);
      return compiled(names, typed.dependencies, (values) => write(run(values)));
    }),
    template: memoised((text) => {
      const template = compileTemplate(text, { scope });
      return compiled(names, template.dependencies, (values) => template.evaluate(values));
    }),
    forRowsOf: memoised((query) => {
      const row = types.rows(query);
      return languageOver(types, { ...types.page, row, event: contextType({ row }, { open: true }) }, forComposite, write);
    }),
    forComposite,
    formulas: feelFormulas,
    forEntity: memoised((entity) => languageOver(types, types.fields(entity), forComposite)),
  };
}

interface Values {
  get(name: string): FeelValue;
}

function compiled(names: NamedTypes, dependencies: readonly (readonly string[])[], run: (values: Values) => unknown): CompiledExpression {
  const read = readValues(dependencies, (name): FeelType | undefined => names[name], fromJson);
  return {
    reads: dependencies.map((path) => path.join('.')),
    evaluate: (scope: Scope) => run({ get: (name) => read(scope, name) as FeelValue }),
  };
}

function memoised<Made>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, Made>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    known.set(text, made);
    return made;
  };
}
