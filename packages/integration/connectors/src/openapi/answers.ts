import { isJsonObject, type JsonObject } from '@plinth/foundation';
import { anything, type JsonSchema } from '@plinth/json-schema';
import type { ContentForm } from '../binding.ts';
import { below, type Place } from '../document/document-set.ts';
import { byPreference } from '../media-type.ts';
import { contentSchema } from './content.ts';
import { itemsOf, membersOf, objectAt } from './members.ts';
import type { ActionPorts } from './ports.ts';

export interface ReadAnswers {
  /** How the body of each status is read. */
  readonly forms: Readonly<Record<string, ContentForm | null>>;
  readonly accept: readonly string[];
  /** An object with status, headers and body. */
  readonly output: JsonSchema;
}

interface Answer {
  readonly status: string;
  readonly form: ContentForm | null;
  readonly mediaTypes: readonly string[];
  readonly schema: JsonSchema;
  readonly headers: readonly string[];
}

/** What an operation answers where it succeeds. */
export function readAnswers(ports: ActionPorts, operation: JsonObject, place: Place, changes: string[]): ReadAnswers {
  const all = membersOf(operation.responses).filter(([status]) => !status.startsWith('x-'));
  const told = all.filter(([status]) => /^2(\d\d|xx)$/i.test(status));
  const chosen = told.length > 0 ? told : all.filter(([status]) => status === 'default' || status.startsWith('3'));
  if (chosen.length === 0) changes.push('it says nothing of what it answers where it succeeds: that is taken as anything');
  const answers = chosen.map(([status, value]): Answer => {
    const at = below(place, 'responses', status);
    const found = objectAt(value, at, ports.documents);
    if (typeof found !== 'string') return readAnswer(ports, operation, status.toUpperCase(), found.value, found.place, changes);
    changes.push(`its answer ${status} is taken as anything: ${found}`);
    return { status, form: 'json', mediaTypes: [], schema: anything, headers: [] };
  });
  return {
    forms: Object.fromEntries(answers.map(({ status, form }) => [status === 'DEFAULT' ? 'default' : status, form])),
    accept: byPreference([...new Set(answers.flatMap(({ mediaTypes }) => mediaTypes))]),
    output: outputOf(answers),
  };
}

function readAnswer(
  ports: ActionPorts,
  operation: JsonObject,
  status: string,
  answer: JsonObject,
  place: Place,
  changes: string[],
): Answer {
  const headers = membersOf(answer.headers).map(([name]) => name.toLowerCase());
  if (ports.dialect === 'swagger-2') {
    if (answer.schema === undefined) return { status, form: null, mediaTypes: [], schema: { type: 'null' }, headers };
    const produces = itemsOf(operation.produces ?? ports.document.produces).filter((type): type is string => typeof type === 'string');
    const mediaTypes = byPreference(produces.length === 0 ? ['application/json'] : produces);
    const file = isJsonObject(answer.schema) && answer.schema.type === 'file';
    const [mediaType = 'application/json'] = file ? ['application/octet-stream'] : mediaTypes;
    return { status, mediaTypes, headers, ...contentSchema(ports.schemas, mediaType, answer, place, changes) };
  }
  const content = membersOf(answer.content);
  const mediaTypes = byPreference(content.map(([name]) => name));
  const [mediaType] = mediaTypes;
  if (mediaType === undefined) return { status, form: null, mediaTypes, schema: { type: 'null' }, headers };
  const described = content.find(([name]) => name === mediaType)?.[1];
  return {
    status,
    mediaTypes,
    headers,
    ...contentSchema(ports.schemas, mediaType, described, below(place, 'content', mediaType), changes),
  };
}

function outputOf(answers: readonly Answer[]): JsonSchema {
  const bodies = [...new Map(answers.map(({ schema }) => [JSON.stringify(schema), schema])).values()];
  const [only] = bodies;
  const statuses = answers.map(({ status }) => status);
  const exact = statuses.length > 0 && statuses.every((status) => /^\d{3}$/.test(status));
  const headers = [...new Set(answers.flatMap((answer) => answer.headers))].map((name) => [name, { type: 'string' }] as const);
  return {
    type: 'object',
    properties: {
      status: { type: 'integer', ...(exact ? { enum: statuses.map(Number) } : {}) },
      headers: { type: 'object', properties: Object.fromEntries(headers), additionalProperties: { type: 'string' } },
      body: bodies.length > 1 ? { anyOf: bodies } : (only ?? anything),
    },
    required: ['status', 'headers', 'body'],
  };
}
