import { repositoryMigrations } from '@plinth/app-repository';
import { connectionMigrations } from '@plinth/connections';
import type { Migration } from '@plinth/database';
import { eventBusMigrations } from '@plinth/event-bus';
import { receiverMigrations } from '@plinth/event-receivers';
import { externalTriggerMigrations } from '@plinth/external-triggers';
import { functionMigrations } from '@plinth/function-host';
import { humanWorkMigrations } from '@plinth/human-work';
import { longOperationMigrations } from '@plinth/long-operations';
import { processStoreMigrations } from '@plinth/process-store';
import { recordStoreMigrations } from '@plinth/record-store';
import { settingsMigrations } from '@plinth/settings';
import { webhookMigrations } from '@plinth/signed-webhooks';
import { tenancyMigrations } from '@plinth/tenancy';

/** The tables of every package, in the order in which they refer to each other. */
export const migrations: readonly Migration[] = [
  ...tenancyMigrations,
  ...longOperationMigrations,
  ...repositoryMigrations,
  ...recordStoreMigrations,
  ...connectionMigrations,
  ...settingsMigrations,
  ...processStoreMigrations,
  ...humanWorkMigrations,
  ...eventBusMigrations,
  ...webhookMigrations,
  ...receiverMigrations,
  ...functionMigrations,
  ...externalTriggerMigrations,
];
