import { join } from 'node:path';
import { pullDefinition } from '@plinth/api-contract';
import { createGateway, createInternalServer, type Gateway, type GatewayOptions } from '@plinth/api-gateway';
import { createAppHost, knownComponents, meaningCheck } from '@plinth/app-host';
import { createRepository } from '@plinth/app-repository';
import { applicationEventOperations, eventTeller, LivePages, requireCompatible } from '@plinth/application-events';
import {
  ApplicationActions,
  AttachedDatabases,
  ConnectionStore,
  ConnectorStore,
  connectionOperations,
  connectorOperations,
  externalActionOperations,
  lackingActions,
  lackingConnections,
} from '@plinth/connections';
import { ConnectorCalls, ConnectorTriggers } from '@plinth/connectors';
import { type DatabaseLocation, openDatabase } from '@plinth/database';
import { decisionCompiler, decisionOperations } from '@plinth/decisions';
import { announcePublication, deadLetterDesk, declareListeners, declareRetentions, eventOperations } from '@plinth/event-bus';
import { EventReceivers, receiverOperations } from '@plinth/event-receivers';
import { CalledTriggers, declareTriggers, lackingTriggers, TriggerStore, triggerOperations } from '@plinth/external-triggers';
import type { RequestContext } from '@plinth/foundation';
import {
  ApplicationFunctions,
  debugChannels,
  FunctionHost,
  FunctionStarts,
  functionOperations,
  PackageStore,
  publishFunctionSchedules,
  recordsPort,
  requirePublishable,
  wallNames,
} from '@plinth/function-host';
import { humanWork, type TaskMembers } from '@plinth/human-work';
import { LongOperations, longOperationOperations } from '@plinth/long-operations';
import { diskStorage } from '@plinth/object-storage';
import { createLogger, metricsContentType, openTelemetrySpans } from '@plinth/observability';
import { httpExchange, isListedHost, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { nextDue, processServices, publishSchedules } from '@plinth/process-store';
import { checkProcesses } from '@plinth/processes';
import { environmentSchema, exportOperations, fileOperations, importOperations, recordOperations } from '@plinth/record-store';
import { requireSettings, SettingStore, settingOperations } from '@plinth/settings';
import { WebhookSecrets } from '@plinth/signed-webhooks';
import { systemFormats, systemListeners, systemSpeakers } from '@plinth/system-connectors';
import { createTenancy, platformTenant } from '@plinth/tenancy';
import packageJson from '../package.json' with { type: 'json' };
import { actionTasks } from './action-tasks.ts';
import { applicationRemains } from './application-remains.ts';
import { browserSites } from './browser-sites.ts';
import { builtInComponents, componentResolver } from './components.ts';
import { type Configuration, rolesOf, wallsOf } from './configuration.ts';
import { serverErrors } from './errors.ts';
import { openEventBus, publicationEvent, retentionsOf } from './event-bus.ts';
import { declaredListeners, type EventListener, functionListener, processListener } from './event-listeners.ts';
import { createEventWorkers } from './event-workers.ts';
import { finishedRequests } from './finished-requests.ts';
import { afterSetUp, firstTenants } from './first-tenant.ts';
import { frameAncestors } from './frame-ancestors.ts';
import { functionTasks } from './function-tasks.ts';
import { kafkaOptions } from './kafka-settings.ts';
import { openSecrets } from './master-keys.ts';
import { migrations } from './migrations.ts';
import type { Platform } from './platform.ts';
import { platformMetrics } from './platform-metrics.ts';
import { recordMigration } from './record-migration.ts';
import { sampleDrafts } from './sample-drafts.ts';
import { taskMailer } from './task-mailer.ts';
import { exampleTemplates } from './templates.ts';

/** Puts the platform together, bottom-up in the order of the layers. The only place that knows every concrete part. */
export async function compose(configuration: Configuration, observers: Pick<GatewayOptions, 'spans'> = {}): Promise<Platform> {
  const { version } = packageJson;
  const roles = rolesOf(configuration);
  const logger = createLogger({ level: configuration.PLINTH_LOG_LEVEL });
  const location: DatabaseLocation =
    configuration.DATABASE_URL === undefined
      ? { folder: join(configuration.PLINTH_DATA, 'database') }
      : { url: configuration.DATABASE_URL };
  const secrets = await openSecrets(configuration);
  const storage = await diskStorage(join(configuration.PLINTH_DATA, 'files'));
  const database = await openDatabase(location, { migrations });
  try {
    const tenancy = createTenancy({
      database,
      onAuditFailure: (error) => logger.error({ err: error }, 'an audit entry could not be stored'),
      samples: (tenant, key) => repository.sampleEnvironment(tenant, key),
    });
    await tenancy.start();
    const registry = await builtInComponents(version);
    const longOperations = new LongOperations({
      database,
      storage,
      authorize: tenancy.identity.authorize,
      onFailure: (error, { trace }) => logger.error({ err: error, trace }, 'a long operation failed'),
    });
    const environments = (context: RequestContext) => tenancy.environments(context);
    const schemaOf = ({ environment }: RequestContext) => environmentSchema(environment?.id ?? '');
    const { bus: events, relay } = await openEventBus(await kafkaOptions(configuration), {
      database,
      schemaOf,
      onFailure: (error, what) => logger.warn({ err: error, ...what }, 'an event could not be consumed'),
    });
    const connections = new ConnectionStore(database, secrets);
    const settings = new SettingStore(database, secrets);
    const webhooks = new WebhookSecrets(database, secrets, { perMinute: configuration.PLINTH_WEBHOOKS_PER_MINUTE });
    const { hosts } = readReachableHosts(configuration.PLINTH_OUTGOING_HOSTS);
    const outgoing = outgoingSockets(hosts);
    const exchange = httpExchange(outgoing);
    const sources = new AttachedDatabases(connections, outgoing);
    const connectors = new ConnectorStore(database, secrets, (context, application, setting) =>
      settings.secret(context, application, setting),
    );
    const connectorCalls = new ConnectorCalls({ exchange, systems: systemSpeakers(outgoing, exchange) });
    const externalActions = new ApplicationActions(connectors, connectorCalls);
    const decisions = decisionCompiler();
    const packages = new PackageStore({
      registry: configuration.PLINTH_PACKAGE_REGISTRY ?? null,
      folder: join(configuration.PLINTH_DATA, 'packages'),
    });
    const functionHost = new FunctionHost({
      requiredWalls: wallNames.filter((name) => wallsOf(configuration).has(name)),
      packages,
      onFailure: (error, what) => logger.error({ err: error, ...what }, 'what a function asked for could not be done'),
    });
    const repository = createRepository({
      database,
      longOperations,
      platform: platformTenant,
      previewFailed: (error) => logger.warn({ err: error }, 'previews with samples that have expired could not be forgotten'),
      components: componentResolver(registry),
      migration: recordMigration(database, {
        alongWith: async (context, transaction, content) => {
          const within = { transaction, schema: schemaOf(context) };
          await publishSchedules(context, within, content.definition);
          await publishFunctionSchedules(context, transaction, content.definition, nextDue);
          await declareListeners(context, transaction, `${content.application.key}.`, declaredListeners(listeners, content.definition));
          await declareTriggers(context, transaction, content.application.key, content.definition);
          const application = content.application.key;
          await declareRetentions(context, transaction, application, retentionsOf(context, application, content.definition));
          await announcePublication(context, within, publicationEvent(context, content));
        },
        lacking: async (context, content) => [
          ...(await lackingConnections(context, connections, content)),
          ...(await lackingActions(context, connectors, content)),
          ...(await lackingTriggers(context, (within, connection) => connectors.connector(within, connection), content)),
        ],
        replayed: (context, { definition: previous }, { application, definition: next }) =>
          processes.plannedReplays(context, application.key, { previous, next }),
        require: async (context, definition, running) => {
          requireCompatible(running, definition);
          await requireSettings(context, settings, definition);
          await requirePublishable(context, { host: functionHost, functions }, definition);
        },
      }),
      samples: sampleDrafts(database, {
        released: (context, application) => host.released(context.environment?.id ?? '', application),
        model: (context, application) => host.find(context, application),
      }),
      remains: applicationRemains({ ...{ database, storage, tenancy, longOperations }, keepers: () => [processes, work, settings] }),
      removalFailed: (error) => logger.warn({ err: error }, 'what is kept of removed applications could not be taken away'),
      checkMeaning: meaningCheck(knownComponents(registry.list().map(({ metadata }) => metadata)), decisions, checkProcesses),
      templates: exampleTemplates(),
      makers: (context) => tenancy.makers(context),
      async member(context, member) {
        const actor = await tenancy.actor(context, member);
        if (actor === null) return null;
        return { id: actor.id, makes: actor.tenantRoles.some((role) => role === 'maker' || role === 'administrator') };
      },
      namesOf: (context, members) => tenancy.names(context, members),
      released: async (context, content) => {
        host.released(context.environment?.id ?? '', content.application.key);
        eventWorkers.wake();
      },
    });
    const host = createAppHost({
      database,
      sources,
      repository,
      decisions,
      askSystem: (context, action, input, cursor) => externalActions.rows(context, action, input, cursor),
      settings: (context, application) => settings.values(context, application),
      environments,
      theme: (context) => tenancy.theme(context),
      opened: (context, application) => repository.opened(context, application),
    });
    const applications = host;
    const members = { find: (context: RequestContext, member: string) => tenancy.actor(context, member) };
    const taskMembers: TaskMembers = {
      ...members,
      names: (context, ids) => tenancy.names(context, ids),
      holders: (context, application, wanted, most) => tenancy.holders(context, application, wanted, most),
    };
    const work = humanWork({ database, storage, members: taskMembers, sendsMails: configuration.PLINTH_SMTP_URL !== undefined });
    const records = recordOperations({ database, sources, applications, members });
    const functions = new ApplicationFunctions({
      host: functionHost,
      applications,
      records: (application) => recordsPort({ operations: records, authorize: tenancy.identity.authorize, application }),
      secret: (context, application, name) => settings.secret(context, application, name),
      connection: async (context, connection, action, input) => {
        const { output } = await connectorCalls.call(context, await connectors.open(context, connection), action, input);
        return output;
      },
      conversation: async (context, connection, action) =>
        connectorCalls.converse(context, await connectors.open(context, connection), action),
      tell: eventTeller({ applications, bus: events }),
      sockets: outgoing,
    });
    const processes = processServices({
      database,
      members: taskMembers,
      tasks: work.keeper,
      longOperations,
      webhooks,
      triggers: new CalledTriggers({
        ...{ database, bus: events, store: new TriggerStore(database), letters: deadLetterDesk(database) },
        open: (context, connection) => connectors.open(context, connection),
      }),
      candidates: async (context, application, { version, branch }) => {
        tenancy.identity.authorize(context, pullDefinition);
        if (version === undefined) return repository.definition(context, application, branch);
        return (await repository.versionContent(context, application, version)).definition;
      },
      releases: {
        current: (context, application) => host.current(context, application),
        definition: async (context, application, version) => (await repository.versionContent(context, application, version)).definition,
      },
      platform: platformTenant,
      environments,
      retentionDays: configuration.PLINTH_PROCESS_RETENTION_DAYS,
      lanes: configuration.PLINTH_PROCESS_LANES,
      ...(configuration.PLINTH_PROCESS_LANES_PER_TENANT === undefined
        ? {}
        : { lanesPerTenant: configuration.PLINTH_PROCESS_LANES_PER_TENANT }),
      chainLimit: configuration.PLINTH_PROCESS_CHAIN_LIMIT,
      outside: { 'function.call': functionTasks(functions), 'action.ask': actionTasks(host, externalActions) },
      onCommitted: (context) => events.wake(context),
      onFailure: (error, work) => logger[error.status >= 500 ? 'error' : 'warn']({ err: error, ...work }, 'work of a process failed'),
    });
    const starts = new FunctionStarts({ applications, functions, chainLimit: configuration.PLINTH_PROCESS_CHAIN_LIMIT });
    const listeners: readonly EventListener[] = [processListener(processes), functionListener(starts)];
    const receivers = new EventReceivers({
      ...{ database, secrets, webhooks, exchange, bus: events, platform: platformTenant, environments },
      isListed: (host) => isListedHost(hosts, host),
      retentionDays: configuration.PLINTH_EVENT_RETENTION_DAYS,
      onFailure: (error) => logger.error({ err: error }, 'events could not be sent to their receivers'),
      onStopped: (what) => logger.warn(what, 'a receiver of events was stopped'),
    });
    const eventWorkers = createEventWorkers({
      ...{ database, bus: events, relay, schemaOf, environments, logger, listeners, receivers },
      retentionDays: configuration.PLINTH_EVENT_RETENTION_DAYS,
      readers: (context) => processes.changePositions(context),
      triggers: new ConnectorTriggers({ calls: connectorCalls, systems: systemListeners(outgoing) }),
      connection: (context, connection) => connectors.open(context, connection),
      runs: async (context, application) => (await repository.currentReleases(context, application)).length > 0,
    });
    const livePages = new LivePages({
      bus: events,
      applications,
      onFailure: (error) => logger.warn({ err: error }, 'open pages could not be told of changes'),
    });
    const services = [
      ...tenancy.operations,
      ...repository.operations,
      ...host.operations,
      ...records,
      ...fileOperations({ database, storage, applications }),
      ...importOperations({ database, storage, applications, longOperations }),
      ...exportOperations({ database, storage, applications, longOperations }),
      ...decisionOperations({ database, storage, host, longOperations }),
      ...processes.operations,
      ...work.operations(processes.desk),
      ...functionOperations({ host: functionHost, functions, sockets: outgoing, packages }),
      ...longOperationOperations(longOperations),
      ...connectionOperations(connections, outgoing),
      ...settingOperations({
        store: settings,
        repository,
        changed: ({ environment }, application) => host.settingsChanged(environment?.id ?? '', application),
      }),
      ...eventOperations(events),
      ...receiverOperations(receivers, () => eventWorkers.wake()),
      ...applicationEventOperations({ applications, bus: events }),
      ...connectorOperations(connectors, connectorCalls, systemFormats),
      ...externalActionOperations(host, externalActions),
      ...triggerOperations({
        store: new TriggerStore(database),
        requireApplication: (context, application) => repository.definition(context, application),
        wake: () => eventWorkers.wake(),
      }),
    ];
    // From here on what was removed goes from everything above.
    await repository.start();
    const { welcome, connectExample } = firstTenants(configuration, { operations: services, environments, tenancy, logger });
    const metrics = configuration.PLINTH_METRICS_PORT === undefined ? null : platformMetrics({ version, database, tenancy, host });
    const internal = metrics === null ? null : createInternalServer({ metrics: metrics.expose, contentType: metricsContentType });
    const gateway = createGateway({
      // Without the role only its health is to be asked.
      operations: roles.has('gateway') ? afterSetUp(services, (tenantKey) => welcome(tenantKey).then(() => connectExample(tenantKey))) : [],
      channels: roles.has('gateway')
        ? [...repository.channels, livePages.channel, ...debugChannels({ host: functionHost, functions, sockets: outgoing })]
        : [],
      authenticator: tenancy.identity,
      sites: roles.has('gateway') ? browserSites() : [],
      version,
      secureCookies: configuration.PLINTH_PUBLIC_URL?.startsWith('https:') === true,
      frameAncestors: frameAncestors({ authenticator: tenancy.identity, host }),
      ready: () => database.ready(),
      spans: observers.spans ?? (configuration.PLINTH_TRACING ? openTelemetrySpans : undefined),
      trustedProxies: configuration.PLINTH_TRUSTED_PROXIES.split(',').filter((address) => address !== ''),
      onFinished: finishedRequests({ tenancy, metrics, logger, wake: (context) => events.wake(context) }),
      onGathered: tenancy.auditRequest,
      onUnhandled: (error, trace) => logger.error({ err: error, trace }, 'request failed'),
    });
    const { PLINTH_ADMINISTRATOR_EMAIL: email, PLINTH_ADMINISTRATOR_PASSWORD: password } = configuration;
    if (email !== undefined && password !== undefined) {
      const created = await tenancy.setUp.completeUnattended({
        tenantKey: 'main',
        tenantName: 'Main',
        name: 'Administrator',
        email,
        password,
      });
      if (created) await welcome('main');
    }
    const mailer = !roles.has('worker') ? null : taskMailer(configuration, { database, tenancy, host, logger, members: taskMembers });
    mailer?.start();
    if (roles.has('worker')) {
      await processes.worker.start();
      eventWorkers.start();
    }
    const tenants = await tenancy.tenantKeys(2);
    for (const tenantKey of tenants) await connectExample(tenantKey);
    return {
      gateway,
      host,
      secrets,
      setUpPath: await tenancy.setUp.invite(),
      tenants,
      reportWalls: async () =>
        functionHost.start().then(
          ({ standing, missing }) => logger[missing.length === 0 ? 'debug' : 'warn']({ standing, missing }, 'walls around functions'),
          (error: unknown) => logger.error({ err: error }, 'functions cannot run'),
        ),
      listen: () => listen(gateway, { host: configuration.PLINTH_HOST, port: configuration.PLINTH_PORT, variable: 'PLINTH_PORT' }),
      async listenForMetrics() {
        const { PLINTH_METRICS_HOST: host, PLINTH_METRICS_PORT: port } = configuration;
        return internal === null || port === undefined ? null : await listen(internal, { host, port, variable: 'PLINTH_METRICS_PORT' });
      },
      async close() {
        await internal?.close();
        metrics?.close();
        await gateway.close();
        await mailer?.close();
        await livePages.close();
        await eventWorkers.close();
        await processes.worker.close();
        await events.close();
        await functionHost.close();
        await repository.close();
        await longOperations.close();
        await sources.close();
        await tenancy.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function listen(server: Pick<Gateway, 'listen'>, place: { host: string; port: number; variable: string }): Promise<string> {
  try {
    return await server.listen({ host: place.host, port: place.port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw serverErrors.portTaken(place);
    throw error;
  }
}
