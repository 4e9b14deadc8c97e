import { appOf } from '@plinth/app-definition';
import type { AppHost } from '@plinth/app-host';
import type { Database } from '@plinth/database';
import { TaskMailer, type TaskMembers } from '@plinth/human-work';
import { smtpServer } from '@plinth/mail';
import type { Logger } from '@plinth/observability';
import { platformTenant, type Tenancy } from '@plinth/tenancy';
import type { Configuration } from './configuration.ts';

interface MailerParts {
  readonly database: Database;
  readonly tenancy: Tenancy;
  readonly host: AppHost;
  readonly logger: Logger;
  readonly members: TaskMembers;
}

/** What tells people by mail of tasks that wait for them; null where the operator names no mail server. */
export function taskMailer(configuration: Configuration, { database, tenancy, host, logger, members }: MailerParts): TaskMailer | null {
  const { PLINTH_SMTP_URL: address, PLINTH_SMTP_FROM: from, PLINTH_PUBLIC_URL: publicUrl } = configuration;
  if (address === undefined) return null;
  return new TaskMailer({
    database,
    members,
    applications: {
      async about(context, application) {
        const app = appOf((await host.current(context, application)).definition);
        return { label: app?.label ?? application, language: app?.defaultLocale ?? 'en' };
      },
    },
    server: smtpServer({ address, from }),
    platform: platformTenant,
    environments: (context) => tenancy.environments(context),
    publicAddress: publicUrl?.replace(/\/+$/, '') ?? null,
    onFailure: (error, mail) => logger.warn({ err: error, ...mail }, 'a mail about tasks was not sent'),
  });
}
