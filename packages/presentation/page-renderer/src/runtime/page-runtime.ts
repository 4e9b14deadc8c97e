import type { ApplicationShell, CompositePlan, PagePlan, PlanAction, PlanComponent } from '@plinth/api-contract';
import type { EntityDescription, RenderServices } from '@plinth/component-kit';
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { runActions } from '../actions/run-actions.ts';
import type { PageData } from '../data/page-data.ts';
import { pageErrors } from '../errors.ts';
import { bindValue, currentValue } from './bound-value.ts';
import type { ComponentCatalog } from './component-catalog.ts';
import { type ComponentNode, componentTree, sharedTree, treeWithChanged } from './component-tree.ts';
import { Composites, sameContracts } from './composites.ts';
import type { ExpressionLanguage, Scope } from './expressions.ts';
import { Outputs } from './outputs.ts';
import type { PageDesign } from './page-design.ts';
import type { PageHost } from './page-host.ts';
import { QueryRuntime } from './query-runtime.ts';
import type { RecordChanges } from './record-changes.ts';
import { renderServices } from './render-services.ts';
import { sameValue } from './same-value.ts';

export interface PageRuntimeOptions {
  readonly plan: PagePlan;
  readonly shell: ApplicationShell;
  /** Values from the address. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly language: ExpressionLanguage;
  readonly components: ComponentCatalog;
  readonly data: PageData;
  readonly host: PageHost;
  readonly changes: RecordChanges;
  /** What the environment tells the application, as it changes; as the shell has it where absent. */
  readonly settings?: ReadonlySignal<ApplicationShell['settings']>;
  /** Where the page is shown to be changed. */
  readonly design?: PageDesign;
  /** What a composite stands in. */
  readonly within?: CompositePlace;
}

/** Where a composite stands, and who follows its events. */
export interface CompositePlace {
  readonly runtime: PageRuntime;
  readonly emit: (event: string, payload: Readonly<Record<string, unknown>>) => Promise<void>;
}

const planFormat = 1;

/** An open page: its signals, queries and instances' outputs. Started when it is shown, stopped when it is left. */
export class PageRuntime {
  readonly language: ExpressionLanguage;
  readonly components: ComponentCatalog;
  readonly data: PageData;
  readonly host: PageHost;
  readonly changes: RecordChanges;
  readonly design: PageDesign | null;
  readonly scope: Scope;
  readonly services: RenderServices;
  readonly composites: Composites;
  readonly #options: PageRuntimeOptions;
  #plan: PagePlan;
  readonly #tree: Signal<readonly ComponentNode[]>;
  readonly #shell: ApplicationShell;
  readonly #parameters = new Map<string, Signal<unknown>>();
  readonly #state = new Map<string, Signal<unknown>>();
  readonly #queries = new Map<string, QueryRuntime>();
  readonly #outputs = new Map<string, Outputs>();
  readonly #open = new Map<string, Signal<boolean | null>>();
  /** Names of open dialogs and drawers, the innermost last. */
  #opened: readonly string[] = [];
  #stopListening: (() => void) | null = null;

  constructor(options: PageRuntimeOptions) {
    if (options.plan.format !== planFormat) throw pageErrors.planTooNew({ format: options.plan.format });
    this.#options = options;
    this.#plan = options.plan;
    this.composites = options.within?.runtime.composites ?? new Composites(options.plan.composites);
    this.design = options.design ?? null;
    this.language = options.language;
    this.components = options.components;
    this.data = options.data;
    this.host = options.host;
    this.changes = options.changes;
    this.#shell = options.shell;
    this.#tree = signal(componentTree(options.plan));
    const scope: Record<string, unknown> = Object.create(null);
    this.scope = scope as Scope;
    for (const name of new Set([...Object.keys(this.plan.page.parameters), ...Object.keys(options.parameters)])) {
      this.#parameters.set(name, signal(options.parameters[name] ?? null));
    }
    scope.parameters = contextOf(this.#parameters);
    scope.user = userOf(options.shell);
    if (Object.keys(options.shell.settingTypes).length > 0) scope.settings = settingContext(options);
    for (const { name } of this.plan.components) if (name !== undefined) this.#outputs.set(name, new Outputs());
    for (const [name, outputs] of this.#outputs) scope[name] = outputs.context;
    for (const query of this.plan.queries) {
      const runtime = new QueryRuntime(query, this.#entity(query.entity), this.scope, this.language, this.data);
      this.#queries.set(query.key, runtime);
      scope[query.key] = queryContext(runtime);
    }
    for (const name of Object.keys(this.plan.page.state)) this.#state.set(name, signal<unknown>(null));
    scope.state = contextOf(this.#state);
    for (const [name, entry] of Object.entries(this.plan.page.state)) {
      const first = this.#state.get(name);
      if (first !== undefined) first.value = currentValue(bindValue(this.language, entry.initial ?? null), this.scope) ?? null;
    }
    this.services = renderServices(this, options.shell);
  }

  get plan(): PagePlan {
    return this.#plan;
  }

  get tree(): ReadonlySignal<readonly ComponentNode[]> {
    return this.#tree;
  }

  /**
   * Goes on with a changed plan of the same page, everything else as it stands. False: what is in scope changed, so the page
   * must be opened anew. A component is the same while its part of the plan is the same object.
   */
  update(plan: PagePlan): boolean {
    const before = this.#plan;
    if (!sameScope(before, plan, this.components)) return false;
    this.#plan = plan;
    this.composites.update(plan.composites);
    const tree = this.#tree.peek();
    this.#tree.value = treeWithChanged(tree, before.components, plan.components) ?? sharedTree(tree, componentTree(plan));
    return true;
  }

  /** Opens a composite that stands on the page. Throws where it stands in itself. */
  openComposite(plan: CompositePlan, parameters: Readonly<Record<string, unknown>>, emit: CompositePlace['emit']): PageRuntime {
    for (let around: PageRuntime | undefined = this; around !== undefined; around = around.#options.within?.runtime) {
      if (around.plan.page.id === plan.page.id) throw pageErrors.compositeInItself({ composite: plan.page.label });
    }
    const { design: _design, ...options } = this.#options;
    const { format, signature, versions } = this.plan;
    const language = this.language.forComposite(plan);
    return new PageRuntime({
      ...options,
      plan: { format, signature, versions, ...plan },
      language,
      parameters,
      within: { runtime: this, emit },
    });
  }

  /** Tells an event of a composite; where it is looked at alone, nobody listens. */
  async emit(event: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#options.within?.emit(event, payload);
  }

  /** Starts the queries and runs what the page does on opening. */
  start(): void {
    const automatic = [...this.#queries.values()].filter(({ plan }) => plan.load === 'auto');
    const isLive = this.plan.page.live !== false;
    const reads = automatic.flatMap(({ plan }) => [plan.entity, ...plan.alsoReads]).filter((entity) => entity !== '');
    this.#stopListening ??= this.changes.listen(
      (entity, by) => {
        for (const query of automatic) {
          if (entity !== null && query.plan.entity !== entity && !query.plan.alsoReads.includes(entity)) continue;
          if (by === 'here') void query.reload();
          else if (isLive) query.renew();
        }
      },
      isLive ? reads : [],
    );
    for (const query of this.#queries.values()) query.start();
    void this.run(this.plan.page.onOpen, this.scope);
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    for (const query of this.#queries.values()) query.stop();
  }

  query(key: string): QueryRuntime | undefined {
    return this.#queries.get(key);
  }

  setState(values: Readonly<Record<string, unknown>>): void {
    batch(() => {
      for (const [name, value] of Object.entries(values)) {
        const entry = this.#state.get(name);
        if (entry !== undefined) entry.value = value ?? null;
      }
    });
  }

  /** New values in the address of the same page. */
  setParameters(values: Readonly<Record<string, unknown>>): void {
    batch(() => {
      for (const [name, entry] of this.#parameters) entry.value = values[name] ?? null;
    });
  }

  setOutput(component: string, output: string, value: unknown): void {
    this.#outputs.get(component)?.set(output, value);
    if (output === 'open' && value === false) this.#closed(component);
  }

  /** Whether an action opened or closed the component; null: nothing did. */
  openSignal(component: string): Signal<boolean | null> {
    const known = this.#open.get(component);
    if (known !== undefined) return known;
    const made = signal<boolean | null>(null);
    this.#open.set(component, made);
    return made;
  }

  open(component: string, given: Readonly<Record<string, unknown>>): void {
    const outputs = this.#outputs.get(component);
    if (outputs === undefined) throw pageErrors.unknownComponentName({ name: component });
    batch(() => {
      outputs.set('with', given);
      this.openSignal(component).value = true;
    });
    this.#opened = [...this.#opened.filter((name) => name !== component), component];
  }

  /** Closes a dialog or drawer; without a name, the innermost open one, which may be what a composite stands in. */
  close(component = this.#opened.at(-1)): void {
    if (component !== undefined) this.#closed(component);
    else this.#options.within?.runtime.close();
  }

  /** Runs page actions. Never rejects: what nothing caught is shown to the person. */
  run(actions: readonly PlanAction[], scope: Scope): Promise<void> {
    return runActions(this, actions, scope);
  }

  /** The translated text under a key, where the person's language has one. */
  translation(key: string): string | undefined {
    return this.#shell.messages[key];
  }

  #closed(component: string): void {
    const opened = this.#open.get(component);
    if (opened?.peek() === true) opened.value = false;
    this.#opened = this.#opened.filter((name) => name !== component);
  }

  #entity(key: string): EntityDescription {
    const known = this.#shell.entities.find((entity) => entity.key === key) as EntityDescription | undefined;
    return known ?? { key, label: key, labelPlural: key, fields: [], relations: [], operations: [] };
  }
}

/** Whether two plans bring the same names, of the same types, into scope. */
function sameScope(before: PagePlan, after: PagePlan, components: ComponentCatalog): boolean {
  return (
    sameValue({ ...before.page, label: '', description: '' }, { ...after.page, label: '', description: '' }) &&
    sameValue(before.queries, after.queries) &&
    sameContracts(before.composites, after.composites) &&
    sameNamedParts(before.components, after.components, components)
  );
}

/** Whether what the names and types of outputs follow from is the same; components that are the same objects are not looked at. */
function sameNamedParts(before: readonly PlanComponent[], after: readonly PlanComponent[], components: ComponentCatalog): boolean {
  const isInPlace = before.length === after.length;
  const parts = (plans: readonly PlanComponent[], others: readonly PlanComponent[]) => {
    const told = isInPlace ? plans.filter((plan, at) => plan !== others[at]) : plans;
    return told.flatMap((plan) => (plan.name === undefined ? [] : [namedPart(plan, components)]));
  };
  return sameValue(parts(before, after), parts(after, before));
}

function namedPart({ name, component, properties }: PlanComponent, components: ComponentCatalog): readonly unknown[] {
  const contract = components.component(component)?.metadata.ui;
  const telling = Object.entries(contract?.properties ?? {}).filter(([, { editor }]) => editor === 'query' || editor === 'entity');
  return [name, component, ...telling.map(([property]) => properties[property] ?? null)];
}

function contextOf(entries: ReadonlyMap<string, Signal<unknown>>): Readonly<Record<string, unknown>> {
  const context = {};
  for (const [name, entry] of entries) Object.defineProperty(context, name, { enumerable: true, get: () => entry.value });
  return context;
}

function queryContext(query: QueryRuntime): Readonly<Record<string, unknown>> {
  return {
    get rows() {
      return query.rows.value;
    },
    get first() {
      return query.rows.value[0] ?? null;
    },
    get count() {
      return query.count.value ?? query.rows.value.length;
    },
    get loading() {
      return query.loading.value;
    },
    get error() {
      return query.error.value;
    },
  };
}

/** `settings` in expressions. */
function settingContext({ shell, settings }: Pick<PageRuntimeOptions, 'shell' | 'settings'>): Readonly<Record<string, unknown>> {
  if (settings === undefined) return shell.settings;
  const context = {};
  for (const key of Object.keys(shell.settingTypes))
    Object.defineProperty(context, key, { enumerable: true, get: () => settings.value[key] ?? null });
  return context;
}

/** `user` in expressions: what everybody has, and what the application keeps about the person. */
function userOf({ person }: ApplicationShell): object {
  if (person === null) return { id: null, name: null, email: null, roles: [], groups: [] };
  const { attributes, ...own } = person;
  return { ...attributes, ...own };
}
