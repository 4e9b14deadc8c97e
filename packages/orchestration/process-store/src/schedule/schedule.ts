import { createHash } from 'node:crypto';
import { type Definition, eventTypesOf, processesOf } from '@plinth/app-definition';
import { PlinthError } from '@plinth/foundation';
import type { ProcessModel } from '@plinth/process-model';
import { isCron, laterBy, nextInCycle, nextTime, type ProcessStart, readCron, splitZone, startsOf } from '@plinth/workflow-engine';
import { processStoreErrors } from '../errors.ts';
import { runnableProcess } from '../model/process-models.ts';

/** When instances of a process begin by themselves. */
export interface Schedule {
  /** Follows from the place in the definition, so that a publication finds it again. */
  readonly id: string;
  readonly process: string;
  /** The BPMN process of the document, and its start event. */
  readonly element: string;
  readonly event: string;
  /** A moment, a duration from the publication on, ISO 8601 `R/PT1H`, or cron. */
  readonly text: string;
  readonly zone: string;
  /** How often it is still due, kept as it happens; absent before the first time. */
  readonly left?: number;
}

/** The schedules that the processes of a definition have: their start events with timers. */
export function schedulesOf(application: string, definition: Definition): Schedule[] {
  return processesOf(definition).flatMap(({ key: process }) =>
    timersOf(definition, process).map(({ process: element, event, trigger }) => ({
      id: idOf([application, process, element, event]),
      ...{ process, element, event },
      ...splitZone(trigger.kind === 'timer' ? trigger.text : ''),
    })),
  );
}

const changes = /^(.+)\.(created|updated|deleted|restored)$/;

/** The changes of records that the processes of a definition listen for, as signals of that name: `order.created`. */
export function changesOf(definition: Definition): string[] {
  const names = processesOf(definition).flatMap(({ key }) => modelOf(definition, key)?.signals.map(({ name }) => name) ?? []);
  return [...new Set(names.filter((name) => changes.test(name)))];
}

/** The types of events, as CloudEvents call them, that the processes of a definition wait for or begin with: messages named like them. */
export function heardTypes(definition: Definition): ReadonlyMap<string, readonly string[]> {
  const declared = new Set(eventTypesOf(definition).map(({ type }) => type));
  const heard = new Map<string, string[]>();
  if (declared.size === 0) return heard;
  for (const { key } of processesOf(definition)) {
    const names = new Set(modelOf(definition, key)?.messages.map(({ name }) => name));
    for (const name of names) if (declared.has(name)) heard.set(name, [...(heard.get(name) ?? []), key]);
  }
  return heard;
}

function timersOf(definition: Definition, process: string): ProcessStart[] {
  const model = modelOf(definition, process);
  return model === null ? [] : startsOf(model).filter(({ trigger }) => trigger.kind === 'timer');
}

/** Null for what cannot be run: it starts nothing, and whoever starts it is told why. */
function modelOf(definition: Definition, process: string): ProcessModel | null {
  try {
    return runnableProcess(definition, process).model;
  } catch (error) {
    if (error instanceof PlinthError && error.fault === 'caller') return null;
    throw error;
  }
}

/** When a schedule is due next after a moment; null where it is no more. Throws `process-store.bad-schedule`. */
export function nextDue({ text, zone }: Pick<Schedule, 'text' | 'zone'>, after: string, isFirst: boolean): string | null {
  if (isCron(text)) {
    try {
      const next = nextTime(readCron(text), Date.parse(after), zone);
      return next === null ? null : new Date(next).toISOString();
    } catch (cause) {
      throw processStoreErrors.badSchedule({ text, problem: cause instanceof Error ? cause.message : '' }, { cause });
    }
  }
  const { from, every } = repetitionOf(text) ?? {};
  try {
    if (isFirst && from !== undefined && Date.parse(from) > Date.parse(after)) return new Date(from).toISOString();
    if (every !== undefined) return from === undefined ? laterBy(after, every) : nextInCycle(from, every, after);
    if (!isFirst) return null;
    if (text.startsWith('P')) return laterBy(after, text);
  } catch (cause) {
    throw processStoreErrors.badSchedule({ text, problem: 'it is no duration' }, { cause });
  }
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) throw processStoreErrors.badSchedule({ text, problem: 'it is neither cron, a moment nor a duration' });
  return new Date(moment).toISOString();
}

/** How often a schedule is due after it has been once more; null for one without an end. */
export function timesLeft({ text, left }: Pick<Schedule, 'text' | 'left'>): number | null {
  const before = left ?? repetitionOf(text)?.times ?? null;
  return before === null ? null : Math.max(0, before - 1);
}

/** ISO 8601 `R3/2026-01-31T08:00:00Z/PT1H`, of which the number and the moment may be left out. */
function repetitionOf(text: string) {
  const [, times = '', from, every] = /^R(\d*)\/(?:([^/P]+)\/)?(P.+)$/.exec(text) ?? [];
  return every === undefined ? null : { times: times === '' ? null : Number(times), from, every };
}

/** A UUID of version 8 (RFC 9562 §5.8) that is the same for the same names. */
export function idOf(names: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(names)).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
