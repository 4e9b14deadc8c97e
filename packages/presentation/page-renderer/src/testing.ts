import type { ApplicationShell, PagePlan, PlanComponent, PlanQuery } from '@plinth/api-contract';
import type { ComponentMetadata } from '@plinth/component-contract';
import type { WebComponent } from '@plinth/component-kit';
import { noFormulas, testTasks } from '@plinth/component-kit/testing';
import type { PageData } from './data/page-data.ts';
import { createComponentCatalog } from './runtime/component-catalog.ts';
import { type CompiledExpression, type ExpressionLanguage, readPath, type Scope } from './runtime/expressions.ts';
import type { Notice, PageHost, Question } from './runtime/page-host.ts';
import { PageRuntime, type PageRuntimeOptions } from './runtime/page-runtime.ts';
import { createRecordChanges } from './runtime/record-changes.ts';

/** A component of a plan, directly on the page unless told otherwise. */
export function planComponent(id: string, component: string, parts: Partial<PlanComponent> = {}): PlanComponent {
  return { id, parent: null, slot: 'children', component, properties: {}, events: {}, hiddenOn: [], layout: {}, ...parts };
}

export function planQuery(key: string, parts: Partial<PlanQuery> = {}): PlanQuery {
  return {
    id: key,
    key,
    entity: 'client',
    alsoReads: [],
    inputs: {},
    load: 'auto',
    limit: 50,
    sort: [],
    count: false,
    aggregated: false,
    ...parts,
  };
}

export function pagePlan(parts: Partial<Omit<PagePlan, 'page'>> & { readonly page?: Partial<PagePlan['page']> } = {}): PagePlan {
  const { page, ...rest } = parts;
  return {
    format: 1,
    signature: 'test',
    components: [],
    queries: [],
    versions: {},
    ...rest,
    page: { id: 'page', key: 'page', path: '', label: 'Page', parameters: {}, state: {}, onOpen: [], ...page },
  };
}

export function applicationShell(parts: Partial<ApplicationShell> = {}): ApplicationShell {
  return {
    tenant: { key: 'acme', label: 'Acme' },
    environment: { key: 'test', label: 'Test' },
    application: { key: 'bank', label: 'Bank', version: '1.0.0', signature: 'test', homePage: 'page' },
    person: { id: 'm1', name: 'Mara Novak', email: 'mara@example.org', roles: [], groups: [], attributes: {} },
    userTypes: {},
    settings: {},
    settingTypes: {},
    pages: [{ id: 'page', key: 'page', path: '', label: 'Page', navigation: true }],
    hasTasks: false,
    entities: [],
    theme: { light: {}, dark: {} },
    locale: 'en',
    locales: ['en'],
    messages: {},
    ...parts,
  };
}

/** Data that refuses everything a test has not provided for. */
export function testPageData(parts: Partial<PageData> = {}): PageData {
  const refuse = (): never => {
    throw new Error('The test provides no such data.');
  };
  return {
    runQuery: async () => ({ rows: [], nextCursor: null, count: null }),
    saveRecord: refuse,
    deleteRecord: refuse,
    updateRecords: refuse,
    deleteRecords: refuse,
    findReferences: async () => [],
    relatedRecords: async () => [],
    uploadFile: refuse,
    fileAddress: (file) => `/files/${file.id}`,
    callApi: refuse,
    callAction: refuse,
    callFunction: refuse,
    publishEvent: refuse,
    processes: { start: refuse, ...testTasks() },
    ...parts,
  };
}

/** A host that notes what happened. */
export function recordingHost(answer = true): PageHost & {
  readonly notices: Notice[];
  readonly questions: Question[];
  readonly visited: string[];
} {
  const notices: Notice[] = [];
  const questions: Question[] = [];
  const visited: string[] = [];
  return {
    notices,
    questions,
    visited,
    pageAddress: (page, parameters) =>
      page === 'missing' ? null : `/${page}?${new URLSearchParams(parameters as Record<string, string>)}`,
    navigate: (address) => visited.push(address),
    openAddress: (address) => visited.push(address),
    embedPage: () => null,
    notify: (notice) => notices.push(notice),
    confirm: async (question) => {
      questions.push(question);
      return answer;
    },
  };
}

/** A component of the given shape, for catalogues of tests. */
export function testComponent(
  id: string,
  skin: WebComponent['skin'],
  ui: Partial<NonNullable<ComponentMetadata['ui']>> = {},
): WebComponent {
  return {
    skin,
    metadata: {
      id,
      type: 'ui',
      version: '1.0.0',
      schema: { type: 'object' },
      implementation: `builtin:${id}`,
      dependencies: {},
      compatibility: { platform: '*' },
      title: id,
      description: '',
      category: 'text',
      icon: 'square',
      accessibility: '',
      ui: { role: null, properties: {}, events: {}, slots: {}, outputs: {}, ...ui },
    },
  };
}

/** A page ready to start; every part can be replaced. Its components are those given. */
export async function testPage(
  parts: Partial<PageRuntimeOptions> & {
    readonly language: ExpressionLanguage;
    readonly components?: never;
    readonly with?: readonly WebComponent[];
  },
): Promise<PageRuntime> {
  const { with: given = [], ...rest } = parts;
  const components = createComponentCatalog((id) => {
    const found = given.find((component) => component.metadata.id === id);
    return found === undefined ? null : Promise.resolve(found);
  });
  await components.load(given.map((component) => component.metadata.id));
  return new PageRuntime({
    plan: pagePlan(),
    shell: applicationShell(),
    parameters: {},
    data: testPageData(),
    host: recordingHost(),
    changes: createRecordChanges(),
    ...rest,
    components,
  });
}

/**
 * A language in which a text is a dotted path, unless it is one of the given functions by its text. For tests of the
 * renderer alone; templates are `{{ text }}` and nothing around.
 */
export function testLanguage(
  functions: Readonly<Record<string, { readonly reads?: readonly string[]; evaluate(scope: Scope): unknown }>> = {},
): ExpressionLanguage {
  const expression = (text: string): CompiledExpression => {
    const known = functions[text];
    return known === undefined
      ? { reads: [text], evaluate: (scope) => readPath(scope, text) ?? null }
      : { reads: known.reads ?? [], evaluate: (scope) => known.evaluate(scope) };
  };
  const language: ExpressionLanguage = {
    expression,
    template: (text) => expression(text.replace(/^\{\{\s*|\s*\}\}$/g, '')),
    formulas: noFormulas,
    forRowsOf: () => language,
    forComposite: () => language,
    forEntity: () => language,
    get exact() {
      return language;
    },
  };
  return language;
}
