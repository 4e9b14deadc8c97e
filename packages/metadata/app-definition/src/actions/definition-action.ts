import { forbiddenPropertyNames, isJsonObject, type JsonValue } from '@plinth/foundation';
import type { DefinitionRecord } from '../kinds/record-kinds.ts';
import { findUnsafe } from '../validation/check-value.ts';
import { isTextChange, type TextChange } from './text-change.ts';

/** Where a record stands: its parent (absent for pages), its slot (components only) and its place among siblings. */
export interface RecordPlace {
  readonly parent?: string;
  readonly slot?: string;
  readonly index: string;
}

/**
 * One change of a definition as plain data. `expect` makes it an undo: it is skipped, and said so, unless the
 * definition still has what is expected.
 */
export type ActionBody =
  | { readonly type: 'RECORD_INSERT'; readonly payload: { readonly record: DefinitionRecord } }
  | {
      readonly type: 'RECORD_UPDATE';
      readonly payload: {
        readonly id: string;
        /** From the record to the property; in a list, the position of an item that is there, from 0. */
        readonly path: readonly string[];
        /** Absent: the property is removed, or has its default again. */
        readonly value?: JsonValue;
        /** A list of at most one value: empty expects the property to be absent. */
        readonly expect?: readonly JsonValue[];
      };
    }
  | { readonly type: 'RECORD_MOVE'; readonly payload: { readonly id: string; readonly to: RecordPlace; readonly expect?: RecordPlace } }
  /** Takes what stands in the record along. */
  | { readonly type: 'RECORD_REMOVE'; readonly payload: { readonly id: string; readonly expect?: DefinitionRecord } }
  | {
      readonly type: 'RECORD_TEXT';
      readonly payload: { readonly id: string; readonly path: readonly string[]; readonly changes: TextChange };
    }
  /** Changes nothing; refuses itself, and the batch it stands in, unless the property has that value. */
  | {
      readonly type: 'RECORD_EXPECT';
      readonly payload: { readonly id: string; readonly path: readonly string[]; readonly value: JsonValue };
    }
  /** All or nothing, judged when all is done; one step for undo. */
  | { readonly type: 'BATCH'; readonly payload: { readonly actions: readonly ActionBody[] } };

/** A change with who made it and why: what the log keeps. */
export type DefinitionAction = ActionBody & {
  /** Unique for ever; sending it twice is the same as once. */
  readonly id: string;
  /** Id of the member. */
  readonly actor: string;
  /** What the person did, in words: "Rename field". */
  readonly intent: string;
  readonly schemaVersion: number;
  /** Position of the log that its author had seen. */
  readonly seen: number;
  /** The action of the same actor that this takes back or makes again. */
  readonly undoes?: string;
};

/** An action at its place in the log of a branch; positions count from 1. */
export interface LogEntry {
  readonly position: number;
  readonly action: DefinitionAction;
}

const idPattern = /^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,119}$/;
const deepestBatch = 4;

/** Why something from outside is no action, or null. What it does to a definition is for {@link reduce} to judge. */
export function malformedAction(action: unknown): string | null {
  const unsafe = findUnsafe(action);
  if (unsafe !== null) return `${unsafe.steps.join('/')} ${unsafe.message}`;
  if (!isJsonObject(action)) return 'must be an object';
  for (const name of ['id', 'actor'] as const) {
    const value = action[name];
    if (typeof value !== 'string' || !idPattern.test(value)) return `${name} must be an id`;
  }
  if (typeof action.intent !== 'string' || action.intent.length > 500) return 'intent must be a text of at most 500 characters';
  if (!Number.isInteger(action.schemaVersion) || Number(action.schemaVersion) < 1) return 'schemaVersion must be a positive integer';
  if (!Number.isInteger(action.seen) || Number(action.seen) < 0) return 'seen must be a position';
  if (action.undoes !== undefined && typeof action.undoes !== 'string') return 'undoes must be the id of an action';
  return malformedBody(action, 0);
}

function malformedBody(body: unknown, depth: number): string | null {
  if (!isJsonObject(body) || !isJsonObject(body.payload)) return 'an action must have a type and a payload';
  const { type, payload } = body;
  const hasId = typeof payload.id === 'string';
  switch (type) {
    case 'RECORD_INSERT':
      return isJsonObject(payload.record) && typeof payload.record.id === 'string' ? null : 'RECORD_INSERT needs a record with an id';
    case 'RECORD_UPDATE':
      if (payload.expect !== undefined && !Array.isArray(payload.expect)) return 'RECORD_UPDATE expects a list of at most one value';
      return hasId && isPropertyPath(payload.path) ? null : 'RECORD_UPDATE needs an id and a path';
    case 'RECORD_MOVE':
      return hasId && isPlace(payload.to) ? null : 'RECORD_MOVE needs an id and a place';
    case 'RECORD_REMOVE':
      return hasId ? null : 'RECORD_REMOVE needs an id';
    case 'RECORD_TEXT':
      return hasId && isPropertyPath(payload.path) && isTextChange(payload.changes) ? null : 'RECORD_TEXT needs an id, a path and changes';
    case 'RECORD_EXPECT':
      return hasId && isPropertyPath(payload.path) && payload.value !== undefined ? null : 'RECORD_EXPECT needs an id, a path and a value';
    case 'BATCH': {
      if (!Array.isArray(payload.actions)) return 'BATCH needs actions';
      if (depth >= deepestBatch) return `BATCH may be nested ${deepestBatch} deep`;
      for (const part of payload.actions) {
        const malformed = malformedBody(part, depth + 1);
        if (malformed !== null) return malformed;
      }
      return null;
    }
    default:
      return `${JSON.stringify(type ?? null)} is no type of action`;
  }
}

function isPropertyPath(path: unknown): boolean {
  return Array.isArray(path) && path.length > 0 && path.every((step) => typeof step === 'string' && !forbiddenPropertyNames.has(step));
}

function isPlace(place: unknown): boolean {
  return (
    isJsonObject(place) &&
    typeof place.index === 'string' &&
    (place.parent === undefined || typeof place.parent === 'string') &&
    (place.slot === undefined || typeof place.slot === 'string')
  );
}
