import type { JsonText } from '@plinth/api-contract';
import { typedEvent } from '@plinth/application-events';
import type { Transaction } from '@plinth/database';
import { insertEvents, requireEvents } from '@plinth/event-bus';
import type { FeelContext } from '@plinth/expression';
import { fromJson, toJson, types } from '@plinth/expression';
import { type JsonObject, type RequestContext, systemActor } from '@plinth/foundation';
import { permissionsFor, type RecordReader, RecordWriter, type WritableDatabase } from '@plinth/record-store';
import { feelContext, type PendingWork, type StoredVariables } from '@plinth/workflow-engine';
import { processStoreErrors } from '../errors.ts';
import type { RunningRelease } from '../model/process-models.ts';

/** What service tasks do by themselves, by their setting `does`; everything else is work for somebody outside. */
const ownEffects = ['record.read', 'record.create', 'record.update', 'record.delete', 'event.emit'] as const;
export type OwnEffect = (typeof ownEffects)[number];

/** What a piece of work does by itself; null where somebody outside does it. */
export function ownEffectOf({ type, settings }: PendingWork): OwnEffect | null {
  const isService = type === 'serviceTask' || type === 'sendTask';
  return isService ? (ownEffects.find((effect) => effect === settings.does) ?? null) : null;
}

/**
 * Reads, creates, changes or deletes a record, or tells an event, as Plinth itself, in the transaction that keeps that it is done: exactly
 * once. Throws what refuses it (`records.*`, `events.*`); the transaction cannot go on then.
 */
export async function performOwnEffect(
  asking: RequestContext,
  { transaction, reader }: { readonly transaction: Transaction; readonly reader: RecordReader },
  release: RunningRelease,
  work: PendingWork & { readonly does: OwnEffect; readonly variables: StoredVariables },
): Promise<FeelContext> {
  const context = { ...asking, actor: systemActor };
  // Within the open transaction, a transaction of the writer's own is a part of it.
  const within: WritableDatabase = { ...transaction, transaction: (_context, part) => part(transaction) };
  const writer = new RecordWriter(within, reader);
  const scope = { model: release.model, permissions: permissionsFor(context, release.model) };
  const { does, settings, variables } = work;
  if (does === 'event.emit') return tellEvent(context, transaction, release, work);
  const entity = textOf(settings.entity);
  if ((release.model.entities.get(entity)?.source ?? null) !== null) throw processStoreErrors.recordsElsewhere({ entity });
  const record = textOf(settings.record);
  const values = toJson(feelContext(variables)) as Readonly<Record<string, unknown>>;
  if (does === 'record.read')
    return answered(await reader.get(context, scope, entity, record, { expand: listOf(settings.expand) }, transaction));
  if (does === 'record.create') return answered(await writer.create(context, scope, entity, values));
  if (does === 'record.update') return answered(await writer.update(context, scope, entity, record, values));
  await writer.delete(context, scope, entity, record);
  return {};
}

/** `plinth:event` is the key of the type; `subject` what it is about; the inputs of the task are its data. */
async function tellEvent(
  context: RequestContext,
  transaction: Transaction,
  { definition, model }: RunningRelease,
  { settings, variables }: Pick<PendingWork, 'settings'> & { readonly variables: StoredVariables },
): Promise<FeelContext> {
  const subject = textOf(settings.subject);
  const data = toJson(feelContext(variables)) as JsonObject;
  const event = typedEvent(context, model.key, definition, {
    ...{ type: textOf(settings.event), data },
    ...(subject === '' ? {} : { subject }),
  });
  requireEvents([event]);
  await transaction.query(context, insertEvents(model.schema), [JSON.stringify([event])]);
  return {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: unknown): string[] {
  return textOf(value)
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');
}

function answered({ text }: JsonText): FeelContext {
  return { record: fromJson(types.any, JSON.parse(text)) };
}
