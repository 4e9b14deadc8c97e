import { readPropertyText } from '@plinth/component-contract';
import { isJsonObject } from '@plinth/foundation';
import type { ExpressionLanguage, Scope } from './expressions.ts';

/** A property text made ready: either a value that never changes or a function of the scope. */
export type BoundValue =
  | { readonly kind: 'fixed'; readonly value: unknown }
  | { readonly kind: 'bound'; readonly evaluate: (scope: Scope) => unknown; readonly reads: readonly string[] };

/** Gives the translation of the text at a path below a property, or undefined. */
export type Translate = (path: string) => string | undefined;

const untranslated: Translate = () => undefined;

/** Compiles a property's text; expressions and templates may also stand inside lists and objects. */
export function bindValue(language: ExpressionLanguage, written: unknown, path = '', translate: Translate = untranslated): BoundValue {
  if (typeof written === 'string') {
    const text = readPropertyText(translate(path) ?? written);
    if (text.kind === 'literal') return { kind: 'fixed', value: text.value };
    const compiled = text.kind === 'expression' ? language.expression(text.text) : language.template(text.text);
    return { kind: 'bound', evaluate: (scope) => compiled.evaluate(scope), reads: compiled.reads };
  }
  if (Array.isArray(written)) {
    const items = written.map((item, index) => bindValue(language, item, `${path}.${index}`, translate));
    if (items.every((item) => item.kind === 'fixed')) return { kind: 'fixed', value: items.map((item) => currentValue(item, {})) };
    return { kind: 'bound', evaluate: (scope) => items.map((item) => currentValue(item, scope)), reads: items.flatMap(readsOf) };
  }
  if (isJsonObject(written)) {
    const entries = Object.entries(written).map(
      ([name, value]) => [name, bindValue(language, value, `${path}.${name}`, translate)] as const,
    );
    const build = (scope: Scope) => Object.fromEntries(entries.map(([name, value]) => [name, currentValue(value, scope)]));
    if (entries.every(([, value]) => value.kind === 'fixed')) return { kind: 'fixed', value: build({}) };
    return { kind: 'bound', evaluate: build, reads: entries.flatMap(([, value]) => readsOf(value)) };
  }
  return { kind: 'fixed', value: written };
}

/** The value in a scope. */
export function currentValue(bound: BoundValue, scope: Scope): unknown {
  return bound.kind === 'fixed' ? bound.value : bound.evaluate(scope);
}

function readsOf(bound: BoundValue): readonly string[] {
  return bound.kind === 'fixed' ? [] : bound.reads;
}
