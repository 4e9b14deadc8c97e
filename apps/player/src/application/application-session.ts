import type { ApplicationShell } from '@plinth/api-contract';
import {
  type ComponentCatalog,
  createComponentCatalog,
  createRecordChanges,
  httpPageData,
  type Interactions,
  type PageData,
  type PageHost,
  type RecordChanges,
} from '@plinth/page-renderer';
import { api, apiHeaders, go } from '@plinth/web-shell';
import { type Signal, signal } from '@preact/signals-core';
import { embedPage } from './embedded-page.tsx';
import { loadComponent } from './load-component.ts';
import { pageAddress } from './page-address.ts';

/** What the pages of an open application share. */
export interface ApplicationSession {
  readonly shell: ApplicationShell;
  readonly target: { readonly tenant: string; readonly environment: string; readonly application: string };
  /** The link to the draft that is looked at; absent where it is what runs. */
  readonly preview: { readonly preview?: string };
  readonly data: PageData;
  readonly host: PageHost;
  readonly components: ComponentCatalog;
  readonly changes: RecordChanges;
  /** What the environment tells the application, as it is now. */
  readonly settings: Signal<ApplicationShell['settings']>;
}

const components = createComponentCatalog(loadComponent);

export function applicationSession(shell: ApplicationShell, base: string, interactions: Interactions, link?: string): ApplicationSession {
  const preview = link === undefined ? {} : { preview: link };
  const target = { tenant: shell.tenant.key, environment: shell.environment.key, application: shell.application.key };
  const session: ApplicationSession = {
    shell,
    target,
    preview,
    data: httpPageData({ client: api, target, headers: apiHeaders, ...preview }),
    host: {
      embedPage: (page, parameters) => embedPage(session, page, parameters),
      pageAddress: (page, parameters) => pageAddress(shell.pages, base, page, parameters),
      navigate: go,
      openAddress: openAddress,
      notify: interactions.notify,
      confirm: interactions.confirm,
    },
    components,
    changes: createRecordChanges(),
    settings: signal(shell.settings),
  };
  return session;
}

function openAddress(address: string, newTab: boolean): void {
  if (newTab) window.open(address, '_blank', 'noopener,noreferrer');
  else location.assign(address);
}
