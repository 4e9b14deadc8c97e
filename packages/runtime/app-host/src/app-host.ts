import {
  applicationAsyncApi,
  applicationOpenApi,
  getApplication,
  getPage,
  getSettings,
  implement,
  JsonText,
  listLauncher,
  type Operation,
  runQuery as runQueryContract,
  type TenantTheme,
} from '@plinth/api-contract';
import { appOf, type Definition, type RecordOf } from '@plinth/app-definition';
import type { Repository } from '@plinth/app-repository';
import type { Database } from '@plinth/database';
import { type Clock, type EnvironmentReference, type RequestContext, systemClock } from '@plinth/foundation';
import {
  type ApplicationModel,
  type AttachedSources,
  loadModel,
  permissionsFor,
  personalPermissions,
  RecordReader,
} from '@plinth/record-store';
import { type AskSystem, askableActions, requireAction } from './actions/ask-action.ts';
import { heldRoles, mayOpen, requirePage } from './application-access.ts';
import { ApplicationCache } from './application-cache.ts';
import type { ApplicationPlan } from './application-plan.ts';
import { applicationShell } from './application-shell.ts';
import { eventDocument } from './async-api/event-document.ts';
import { askable, requireDecision } from './decisions/ask-decision.ts';
import type { DecisionCompiler, PlannedDecision } from './decisions/decision-compiler.ts';
import { hostErrors } from './errors.ts';
import type { SettingSource } from './live-settings.ts';
import { applicationDocument } from './open-api/application-document.ts';
import { ApplicationDocuments } from './open-api/application-documents.ts';
import { fitting, PreviewPlans } from './preview-plans.ts';
import { runQuery } from './run-query.ts';

export interface AppHostOptions {
  readonly database: Database;
  readonly repository: Repository;
  /** The environments of the context's tenant. */
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
  /** Databases of others; without, applications have own records alone. */
  readonly sources?: AttachedSources;
  /** Asks other systems for queries of pages; without, those have no rows. */
  readonly askSystem?: AskSystem;
  /** What environments tell applications; without it, settings have their defaults. */
  readonly settings?: SettingSource;
  /** What applications of the context's tenant wear that have no theme of their own. */
  readonly theme?: (context: RequestContext) => Promise<TenantTheme | null>;
  /** Without it, decisions are not served. */
  readonly decisions?: DecisionCompiler;
  /** Told whenever somebody opens an application. */
  readonly opened?: (context: RequestContext, applicationKey: string) => void;
  readonly clock?: Clock;
  /** Bytes that cached plans may take; 256 MiB where absent. */
  readonly planBytes?: number;
}

/** A decision, and where its records are. */
export interface AskableDecision {
  readonly decision: PlannedDecision;
  readonly definition: Definition;
  readonly model: ApplicationModel;
}

/** A release as what runs beside its pages needs it. */
export type CurrentApplication = Pick<ApplicationPlan, 'version' | 'definition' | 'model' | 'decisions'>;

/** Serves released applications. */
export interface AppHost {
  readonly operations: readonly Operation[];
  /** The model that the records of an application are read and written by. */
  find(context: RequestContext, applicationKey: string): Promise<ApplicationModel>;
  /** What runs in the context's environment: throws `application.not-released`. For Plinth itself, whoever the actor is. */
  current(context: RequestContext, applicationKey: string): Promise<CurrentApplication>;
  /** A decision as the context's actor may ask it, with the model of its application. Throws `application.no-decision`. */
  decision(context: RequestContext, applicationKey: string, key: string): Promise<AskableDecision>;
  /** An external action as the context's actor may ask for it. Throws `application.no-action`. */
  action(context: RequestContext, applicationKey: string, key: string): Promise<RecordOf<'external-action'>>;
  /** Every external action that the context's actor may ask for, by key. */
  actions(context: RequestContext, applicationKey: string): Promise<readonly RecordOf<'external-action'>[]>;
  /** Every decision that the context's actor may ask, by key. */
  decisions(context: RequestContext, applicationKey: string): Promise<readonly AskableDecision[]>;
  /** To be told of each publication. */
  released(environmentId: string, applicationKey: string): void;
  /** To be told of each change of settings. */
  settingsChanged(environmentId: string, applicationKey: string): void;
  /** Application plans at hand, and the bytes they take. */
  usage(): { readonly plans: number; readonly bytes: number };
  /** Origins that may show the pages of an application in a frame. */
  embedOrigins(context: RequestContext, applicationKey: string): Promise<readonly string[]>;
}

const planBytes = 256 * 1024 * 1024;

export function createAppHost(options: AppHostOptions): AppHost {
  const { database, repository, clock = systemClock } = options;
  const reader = new RecordReader(database, options.sources);
  const cache = new ApplicationCache({
    repository,
    clock,
    decisions: options.decisions,
    settings: options.settings,
    bytes: options.planBytes ?? planBytes,
    async loadModel(context, content, values) {
      const model = await loadModel(context, database, content.definition, content.modules, values);
      // With sample data there is nothing to keep from anybody: whoever has the link sees all that was drafted.
      return context.environment?.isSample === true ? heldByMembers(model) : model;
    },
  });
  const previews = new PreviewPlans({
    repository,
    decisions: options.decisions,
    released: (context, application) => cache.find(context, application),
  });
  const documents = new ApplicationDocuments((context, plan, access) =>
    applicationDocument(context, plan.model, access, plan.version, askable(context, plan)),
  );
  const eventDocuments = new ApplicationDocuments(eventDocument);
  const documented = async (context: RequestContext, application: string, of: ApplicationDocuments) => {
    const plan = await cache.find(context, application);
    const permissions = permissionsFor(context, plan.model);
    if (context.actor.kind !== 'anonymous' && heldRoles(permissions).length === 0) throw hostErrors.noRole({ application: plan.key });
    return of.of(context, plan, permissions.access);
  };
  const operations = [
    implement(getApplication, async (context, input, { application }) => {
      const plan = await previews.find(context, application, input.preview);
      const [permissions, tenantTheme] = await Promise.all([
        personalPermissions(context, database, plan.model),
        appOf(plan.definition)?.theme === undefined ? options.theme?.(context) : undefined,
      ]);
      const shell = applicationShell(context, plan, permissions, { locale: input.locale, tenantTheme: tenantTheme ?? null });
      if (input.preview === undefined) options.opened?.(context, application);
      return shell;
    }),
    implement(getSettings, async (context, _input, { application }) => {
      const plan = await cache.find(context, application);
      requirePage(context, plan, ...plan.pages.values());
      return { values: { ...plan.model.settings.values } };
    }),
    implement(applicationOpenApi, (context, _input, { application }) => documented(context, application, documents)),
    implement(applicationAsyncApi, (context, _input, { application }) => documented(context, application, eventDocuments)),
    implement(getPage, async (context, input, { application }) => {
      const plan = await previews.find(context, application, input.preview);
      const page = plan.pages.get(input.page);
      if (page === undefined) throw hostErrors.noPage({ page: input.page });
      requirePage(context, plan, page);
      return new JsonText(page.json, plan.signature);
    }),
    implement(runQueryContract, async (context, input, { application }) =>
      fitting(input.preview, async () =>
        runQuery(
          context,
          database,
          { reader, askSystem: options.askSystem },
          await previews.find(context, application, input.preview),
          input,
        ),
      ),
    ),
    implement(listLauncher, async (context) => ({
      tenant: { key: context.tenant.key, label: context.tenant.key },
      applications: await launcher(context, cache, options),
    })),
  ];
  return {
    operations,
    find: async (context, applicationKey) => (await cache.find(context, applicationKey)).model,
    current: async (context, applicationKey) => cache.find(context, applicationKey),
    async decision(context, applicationKey, key) {
      const plan = await cache.find(context, applicationKey);
      return { decision: requireDecision(context, plan, key), definition: plan.definition, model: plan.model };
    },
    action: async (context, applicationKey, key) => requireAction(context, await cache.find(context, applicationKey), key),
    actions: async (context, applicationKey) => askableActions(context, await cache.find(context, applicationKey)),
    async decisions(context, applicationKey) {
      const plan = await cache.find(context, applicationKey);
      return askable(context, plan)
        .map((decision) => ({ decision, definition: plan.definition, model: plan.model }))
        .sort((a, b) => (a.decision.record.key < b.decision.record.key ? -1 : 1));
    },
    released: (environmentId, applicationKey) => cache.released(environmentId, applicationKey),
    settingsChanged: (environmentId, applicationKey) => cache.settingsChanged(environmentId, applicationKey),
    usage: () => cache.usage(),
    async embedOrigins(context, applicationKey) {
      const plan = await cache.find(context, applicationKey);
      return appOf(plan.definition)?.embedOrigins ?? [];
    },
  };
}

function heldByMembers(model: ApplicationModel): ApplicationModel {
  return { ...model, roles: model.roles.map((role) => ({ ...role, heldBy: 'members' })) };
}

/** Every application that the person may open a page of, in every environment. */
async function launcher(context: RequestContext, cache: ApplicationCache, { repository, environments }: AppHostOptions) {
  const applications = [];
  for (const environment of await environments(context)) {
    const within: RequestContext = { ...context, environment };
    for (const release of await repository.currentReleases(within)) {
      if (release.type !== 'application') continue;
      const plan = await cache.find(within, release.key);
      const roles = heldRoles(permissionsFor(within, plan.model));
      const app = appOf(plan.definition);
      if (app === null || ![...plan.pages.values()].some((page) => mayOpen(within, page, roles))) continue;
      applications.push({
        key: plan.key,
        label: app.label,
        ...(app.description === undefined ? {} : { description: app.description }),
        ...(app.icon === undefined ? {} : { icon: app.icon }),
        environment: { key: environment.key, label: environment.key },
        version: plan.version,
      });
    }
  }
  return applications;
}
