import { join } from 'node:path';
import { createGateway, type Gateway } from '@plinth/api-gateway';
import { createAppHost } from '@plinth/app-host';
import { createRepository } from '@plinth/app-repository';
import { type DatabaseLocation, openDatabase } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { createLogger } from '@plinth/observability';
import { importOperations, recordOperations } from '@plinth/record-store';
import { createTenancy } from '@plinth/tenancy';
import packageJson from '../package.json' with { type: 'json' };
import { builtInComponents, componentResolver } from './components.ts';
import type { Configuration } from './configuration.ts';
import { serverErrors } from './errors.ts';
import { installExamples } from './examples.ts';
import { afterSetUp } from './first-tenant.ts';
import { migrations } from './migrations.ts';
import { playerSite } from './player-site.ts';
import { recordMigration } from './record-migration.ts';

/** The platform, put together and ready to listen. */
export interface Platform {
  readonly gateway: Gateway;
  /** Path of the set-up page while there is no tenant; null afterwards. */
  readonly setUpPath: string | null;
  /** Keys of the first tenants. */
  readonly tenants: readonly string[];
  /** Starts to listen and gives the address. */
  listen(): Promise<string>;
  /** Ends in the reverse order of the beginning; running requests are finished. */
  close(): Promise<void>;
}

/** Puts the platform together, bottom-up in the order of the layers. The only place that knows every concrete part. */
export async function compose(configuration: Configuration): Promise<Platform> {
  const { version } = packageJson;
  const logger = createLogger({ level: configuration.PLINTH_LOG_LEVEL });
  const location: DatabaseLocation =
    configuration.DATABASE_URL === undefined
      ? { folder: join(configuration.PLINTH_DATA, 'database') }
      : { url: configuration.DATABASE_URL };
  const database = await openDatabase(location, { migrations });
  try {
    const tenancy = createTenancy({
      database,
      onAuditFailure: (error) => logger.error({ err: error }, 'an audit entry could not be stored'),
    });
    await tenancy.start();
    const registry = await builtInComponents(version);
    const repository = createRepository({
      database,
      components: componentResolver(registry),
      migration: recordMigration(database),
      released: async (context, content) => host.released(context.environment?.id ?? '', content.application.key),
    });
    const host = createAppHost({ database, repository, environments: (context) => tenancy.environments(context) });
    const services = [
      ...tenancy.operations,
      ...repository.operations,
      ...host.operations,
      ...recordOperations({ database, applications: host }),
      ...importOperations({ database, find: (context, key) => host.find(context, key) }),
    ];
    const examples = { operations: services, environments: (context: RequestContext) => tenancy.environments(context) };
    const welcome = async (tenantKey: string) => {
      if (!configuration.PLINTH_EXAMPLES) return;
      await installExamples(examples, await tenancy.tenant(tenantKey)).catch((error: unknown) =>
        logger.error({ err: error }, 'an example could not be installed'),
      );
    };
    const gateway = createGateway({
      operations: afterSetUp(services, welcome),
      authenticator: tenancy.identity,
      sites: playerSite(),
      version,
      secureCookies: configuration.PLINTH_PUBLIC_URL?.startsWith('https:') === true,
      frameAncestors: async () => [],
      ready: () => database.ready(),
      trustedProxies: configuration.PLINTH_TRUSTED_PROXIES.split(',').filter((address) => address !== ''),
      onFinished(request) {
        tenancy.auditRequest(request);
        const { trace, status, milliseconds, code, operation, context } = request;
        const line = {
          trace,
          operation: operation.id,
          status,
          milliseconds: Math.round(milliseconds * 10) / 10,
          tenant: context?.tenant.key,
          code,
        };
        if (status >= 500) logger.error({ ...line, err: request.error }, 'request failed');
        else logger.debug(line, 'request');
      },
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
    return {
      gateway,
      setUpPath: await tenancy.setUp.invite(),
      tenants: await tenancy.tenantKeys(2),
      listen: () => listen(gateway, configuration.PLINTH_HOST, configuration.PLINTH_PORT),
      async close() {
        await gateway.close();
        await tenancy.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function listen(gateway: Gateway, host: string, port: number): Promise<string> {
  try {
    return await gateway.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw serverErrors.portTaken({ host, port });
    throw error;
  }
}
