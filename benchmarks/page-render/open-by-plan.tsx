import type { ApplicationShell, PagePlan } from '@plinth/api-contract';
import {
  createComponentCatalog,
  createRecordChanges,
  feelLanguage,
  type PageData,
  type PageHost,
  PageRuntime,
} from '@plinth/page-renderer';
import { webComponents } from '@plinth/ui-components/web';

const shell: ApplicationShell = {
  tenant: { key: 'acme', label: 'Acme' },
  environment: { key: 'test', label: 'Test' },
  application: { key: 'bank', label: 'Bank', version: '1.0.0', signature: 'measured', homePage: 'page' },
  person: { id: 'm1', name: 'Mara Novak', email: 'mara@example.org', roles: [], groups: [], attributes: {} },
  userTypes: {},
  settings: {},
  settingTypes: {},
  hasTasks: false,
  pages: [{ id: 'page', key: 'page', path: '', label: 'Page', navigation: true }],
  entities: [],
  theme: { light: {}, dark: {} },
  locale: 'en',
  locales: ['en'],
  messages: {},
};

function refuse(): never {
  throw new Error('The measured pages read no data and go nowhere.');
}

const data: PageData = {
  runQuery: refuse,
  saveRecord: refuse,
  deleteRecord: refuse,
  updateRecords: refuse,
  deleteRecords: refuse,
  findReferences: refuse,
  relatedRecords: refuse,
  uploadFile: refuse,
  fileAddress: refuse,
  callFunction: refuse,
  callApi: refuse,
  callAction: refuse,
  publishEvent: refuse,
  processes: new Proxy({}, { get: () => refuse }) as PageData['processes'],
};
const host: PageHost = { pageAddress: refuse, embedPage: refuse, navigate: refuse, openAddress: refuse, notify: refuse, confirm: refuse };

const components = createComponentCatalog((id) => {
  const found = webComponents[id];
  return found === undefined ? null : found.load().then((skin) => ({ metadata: found.metadata, skin }));
});

/** Fetches the components, as a player does while it fetches the plan. */
export function loadComponents(plan: PagePlan): Promise<void> {
  return components.load(plan.components.map(({ component }) => component));
}

/** Opens the page of a plan as the Player does. */
export function openByPlan(plan: PagePlan): PageRuntime {
  const contract = (component: string) => components.component(component)?.metadata.ui;
  const language = feelLanguage({ plan, entities: shell.entities, contract });
  return new PageRuntime({ plan, shell, parameters: {}, language, components, data, host, changes: createRecordChanges() });
}
