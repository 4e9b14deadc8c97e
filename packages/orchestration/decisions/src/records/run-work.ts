import { startDecisionRun } from '@plinth/api-contract';
import type { AppHost, AskableDecision } from '@plinth/app-host';
import type { Database } from '@plinth/database';
import { dayOf, startOf } from '@plinth/decision-model';
import { type FeelContext, FeelDate } from '@plinth/expression';
import { foundationErrors, type JsonObject, PlinthError, type RequestContext, toProblem } from '@plinth/foundation';
import type { LongWork } from '@plinth/long-operations';
import type { ObjectStorage } from '@plinth/object-storage';
import { personalPermissions, type ReadScope, RecordReader } from '@plinth/record-store';
import { decisionsErrors } from '../errors.ts';
import { type ComparedPair, Confusion, comparedText } from './comparison.ts';
import { type RecordInputs, recordInputs } from './record-inputs.ts';

/** What a caller says about a run of a decision over records. */
export interface RunRequest {
  readonly decision: string;
  readonly filter?: string;
  readonly on?: string;
  readonly onField?: string;
  readonly compare?: { readonly given: string; readonly expected?: string; readonly version?: string };
}

export interface RunDependencies {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly host: Pick<AppHost, 'decision'>;
}

/** 64 GiB, as for exports. */
const largestFile = 64 * 1024 ** 3;
const pageSize = 500;
const mediaType = 'application/jsonl; charset=utf-8';

/** A run as it was prepared: everything that can be wrong with the request was said. */
export interface PreparedRun {
  readonly askable: AskableDecision;
  readonly inputs: RecordInputs;
  readonly dayFor: (record: FeelContext) => string | undefined;
  readonly pairOf:
    | ((record: FeelContext, result: Parameters<ReturnType<typeof comparedText>>[1], on: string | undefined) => ComparedPair)
    | null;
}

/** Prepares a run for the context's actor. Throws what is wrong with the request. */
export async function prepareRun(
  context: RequestContext,
  host: RunDependencies['host'],
  application: string,
  request: RunRequest,
): Promise<PreparedRun> {
  const askable = await host.decision(context, application, request.decision);
  const { decision, definition, model } = askable;
  const inputs = recordInputs(definition, model, decision.record, decision.inputs);
  const { on, onField, compare } = request;
  if (on !== undefined) startOf(on);
  if (onField !== undefined && inputs.type.entries[onField]?.kind !== 'date')
    throw decisionsErrors.badComparison({ what: onField, hint: `Name a date field of ${inputs.entity} as onField.` });
  const dayFor = (record: FeelContext) => {
    const day = onField === undefined ? undefined : record[onField];
    return day instanceof FeelDate ? String(day) : on;
  };
  return {
    askable,
    inputs,
    dayFor,
    pairOf: compare === undefined ? null : await comparison(context, host, application, { askable, inputs }, compare),
  };
}

async function comparison(
  context: RequestContext,
  host: RunDependencies['host'],
  application: string,
  { askable, inputs }: Pick<PreparedRun, 'askable' | 'inputs'>,
  compare: NonNullable<RunRequest['compare']>,
): Promise<NonNullable<PreparedRun['pairOf']>> {
  const given = comparedText(compare.given, inputs.type, askable.decision.result);
  if (compare.expected !== undefined) {
    const expected = comparedText(compare.expected, inputs.type);
    return (record, result) => ({ expected: expected(record), given: given(record, result) });
  }
  if (compare.version === undefined)
    throw decisionsErrors.badComparison({ what: 'nothing', hint: 'Say expected: FEEL over the record, or version: another decision.' });
  const other = (await host.decision(context, application, compare.version)).decision;
  const otherInputs = recordInputs(askable.definition, askable.model, other.record, other.inputs);
  if (otherInputs.entity !== inputs.entity)
    throw decisionsErrors.badComparison({ what: compare.version, hint: `It is about ${otherInputs.entity}, not about ${inputs.entity}.` });
  if (otherInputs.expand.some((path) => !inputs.expand.includes(path)))
    throw decisionsErrors.badComparison({ what: compare.version, hint: `It needs more of a record: ${otherInputs.expand.join(', ')}.` });
  const otherGiven = comparedText(compare.given, inputs.type, other.result);
  return (record, result, on) => {
    const before = other.askTyped(otherInputs.inputsOf(record), on === undefined ? {} : { on });
    return { expected: otherGiven(record, before.result), given: given(record, result) };
  };
}

/** A decision over all records of a filter, its answers a stored file. */
export function runWork({ database, storage, host }: RunDependencies): LongWork {
  const reader = new RecordReader(database);
  return {
    begunBy: startDecisionRun,
    lookScope: 'records:read',
    unit: 'records',
    file: 'output',
    async run(context, { id, application, input, progress }) {
      const request = input as unknown as RunRequest;
      const run = await prepareRun(context, host, application, request);
      const counts = { records: 0, failed: 0 };
      const confusion = new Confusion();
      const { model } = run.askable;
      const scope = { model, permissions: await personalPermissions(context, database, model) };
      const lines = linesOf(context, reader, scope, run, request.filter, confusion, counts, progress);
      const { size } = await storage.put(context, id, lines, { limit: largestFile });
      const fileName = `${run.askable.decision.record.key}.jsonl`;
      return { ...counts, confusion: confusion.cells().map((cell) => ({ ...cell })), size, fileName, mediaType } satisfies JsonObject;
    },
  };
}

async function* linesOf(
  context: RequestContext,
  reader: RecordReader,
  scope: ReadScope,
  run: PreparedRun,
  filter: string | undefined,
  confusion: Confusion,
  counts: { records: number; failed: number },
  progress: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  let cursor: string | undefined;
  do {
    if (context.signal.aborted) throw foundationErrors.cancelled();
    const page = await reader.list(context, scope, run.inputs.entity, { filter, expand: run.inputs.expand, limit: pageSize, cursor });
    const items = JSON.parse(`[${page.items}]`) as readonly { readonly id: string }[];
    const lines = items.map((item) => `${JSON.stringify(lineOf(context, run, item, confusion, counts))}\n`);
    counts.records += items.length;
    progress(counts.records);
    if (lines.length > 0) yield Buffer.from(lines.join(''));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

function lineOf(
  { trace }: RequestContext,
  { askable, inputs, dayFor, pairOf }: PreparedRun,
  item: { readonly id: string },
  confusion: Confusion,
  counts: { failed: number },
): JsonObject {
  try {
    const record = inputs.read(item);
    const on = dayFor(record);
    const { result, version } = askable.decision.askTyped(inputs.inputsOf(record), on === undefined ? {} : { on });
    const pair = pairOf?.(record, result, on) ?? null;
    if (pair !== null) confusion.add(pair);
    return { id: item.id, version, on: on ?? dayOf(Date.now()), result, ...(pair === null ? {} : { ...pair }) };
  } catch (error) {
    if (!(error instanceof PlinthError) || error.fault !== 'caller') throw error;
    counts.failed++;
    return { id: item.id, problem: { ...toProblem(error, trace) } as unknown as JsonObject };
  }
}
