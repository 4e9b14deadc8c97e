import type { PlanComponent } from '@plinth/api-contract';
import type { UiContract } from '@plinth/component-contract';
import type { PropertyValues } from '@plinth/component-kit';
import { computed, effect, type ReadonlySignal } from '@preact/signals-core';
import { type BoundValue, bindValue, currentValue } from './bound-value.ts';
import type { ComponentNode } from './component-tree.ts';
import { innerScope, languageOfScope, readNames, type Scope } from './expressions.ts';
import type { PageRuntime } from './page-runtime.ts';
import { sameValue } from './same-value.ts';

/** What an instance shows now. */
export interface Shown {
  readonly visible: boolean;
  readonly properties: PropertyValues;
}

type Part = readonly [name: string, read: () => unknown];

const invisible: Shown = { visible: false, properties: {} };

/** A component instance in one scope: computes its properties, and tells only when one of them changed. */
export class Instance {
  readonly subscribe: (tell: () => void) => () => void;
  readonly read: () => Shown;
  /** Whether anything it shows can change. */
  readonly changes: boolean;

  constructor(runtime: PageRuntime, node: ComponentNode, scope: Scope, contract: UiContract | undefined) {
    const { plan } = node;
    const fixed: Record<string, unknown> = { ...runtime.components.defaults(plan.component) };
    const changing: Part[] = [];
    const language = languageOfScope(scope, runtime.language);
    const rowQuery = queryOf(plan, contract);
    const rowLanguage = rowQuery === undefined ? language : language.forRowsOf(rowQuery);
    for (const [name, written] of Object.entries(plan.properties)) {
      const declared = contract?.properties[name];
      if (declared?.editor === 'query' && typeof written === 'string') {
        const query = runtime.query(written);
        if (query !== undefined) changing.push([name, () => query.handle.value]);
        continue;
      }
      const bound = bindValue(declared?.perRow === true ? rowLanguage : language, written, name, (path) =>
        runtime.translation(`${plan.id}.properties.${path}`),
      );
      if (declared?.perRow === true) changing.push([name, perRow(bound, scope)]);
      else if (bound.kind === 'fixed') fixed[name] = bound.value ?? fixed[name];
      else {
        const fallback = fixed[name] ?? null;
        const numeric = declared?.feelType === 'number';
        changing.push([name, () => (numeric ? asNumber(bound.evaluate(scope)) : bound.evaluate(scope)) ?? fallback]);
      }
    }
    const opened = contract?.outputs.open !== undefined && plan.name !== undefined ? runtime.openSignal(plan.name) : undefined;
    if (opened !== undefined) {
      const written = changing.findIndex(([name]) => name === 'open');
      const before = written < 0 ? () => fixed.open : (changing[written]?.[1] ?? (() => false));
      if (written >= 0) changing.splice(written, 1);
      changing.push(['open', () => opened.value ?? before()]);
    }
    const visible = plan.visible === undefined ? undefined : language.expression(plan.visible);
    this.changes = changing.length > 0 || visible !== undefined;
    if (!this.changes) {
      const shown: Shown = { visible: true, properties: fixed };
      this.read = () => shown;
      this.subscribe = () => nothing;
      return;
    }
    const shown = computedShown(fixed, changing, visible === undefined ? undefined : () => visible.evaluate(scope) === true);
    this.read = () => shown.value;
    this.subscribe = (tell) => {
      let first = true;
      return effect(() => {
        shown.value;
        if (!first) tell();
        first = false;
      });
    };
  }
}

function nothing(): void {}

function computedShown(fixed: PropertyValues, changing: readonly Part[], visible: (() => boolean) | undefined): ReadonlySignal<Shown> {
  // One property needs no computed of its own: the whole is recomputed exactly when it is.
  const parts = changing.length < 2 ? changing : changing.map(([name, read]): Part => [name, ownComputed(read)]);
  let last: Shown | null = null;
  return computed(() => {
    if (visible !== undefined && !visible()) {
      last = invisible;
      return last;
    }
    const properties: Record<string, unknown> = { ...fixed };
    for (const [name, read] of parts) properties[name] = read();
    if (last?.visible === true) {
      const before = last.properties;
      if (parts.every(([name]) => sameValue(before[name], properties[name]))) return last;
    }
    last = { visible: true, properties };
    return last;
  });
}

function ownComputed(read: () => unknown): () => unknown {
  let last: unknown = unset;
  const own = computed(() => {
    const now = read();
    if (last === unset || !sameValue(last, now)) last = now;
    return last;
  });
  return () => own.value;
}

const unset = Symbol('unset');

/** A function of the row; another one when something it reads of the page changed, so that rows are drawn again. */
function perRow(bound: BoundValue, scope: Scope): () => unknown {
  const reads =
    bound.kind === 'fixed' ? [] : bound.reads.map((path) => path.split('.')).filter(([name]) => name !== 'row' && name !== 'index');
  return () => {
    for (const path of reads) readNames(scope, path);
    return (row: Readonly<Record<string, unknown>>, index: number) => currentValue(bound, innerScope(scope, { row, index }));
  };
}

/** Key of the query an instance shows, by its property for queries. */
export function queryOf(plan: PlanComponent, contract: UiContract | undefined): string | undefined {
  for (const [name, key] of Object.entries(plan.properties)) {
    if (typeof key === 'string' && contract?.properties[name]?.editor === 'query') return key;
  }
  return undefined;
}

/** Numbers reach skins as numbers where a double holds them, else as exact text. */
function asNumber(value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return value;
  const number = Number(value);
  return String(number) === value ? number : value;
}
