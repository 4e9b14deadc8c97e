import {
  aggregateRecords,
  createRecord,
  createRecords,
  deleteRecord,
  deleteRecords,
  describeOperation,
  downloadFile,
  explainAccess,
  FileOutput,
  getRecord,
  listRecords,
  type OperationContract,
  openApiDocument,
  type Paths,
  recordHistory,
  restoreRecord,
  updateRecord,
  updateRecords,
  uploadFile,
} from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import type { Access, ApplicationModel, EntityModel } from '@plinth/record-store';
import type { PlannedDecision } from '../decisions/decision-compiler.ts';
import { decisionPaths } from './decision-paths.ts';
import { answeredField, type JsonSchema, writtenField } from './field-schema.ts';

const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** The OpenAPI 3.1 document of an application for who holds certain roles: what they may not do or see is not in it. */
export function applicationDocument(
  context: RequestContext,
  model: ApplicationModel,
  access: Access,
  version: string,
  decisions: readonly PlannedDecision[] = [],
): Readonly<Record<string, unknown>> {
  const paths: Paths = {};
  const schemas: Record<string, unknown> = {};
  const tags: { name: string; description: string }[] = [];
  for (const entity of model.entities.values()) {
    const described = describeEntity(model, entity, access, schemas);
    if (described.length === 0) continue;
    const { label, labelPlural } = entity.record;
    tags.push({ name: addressKey(entity), description: `${labelPlural ?? label} (${label}).` });
    for (const { path, method, operation } of described) paths[path] = { ...paths[path], [method]: operation };
  }
  if ([...model.entities.values()].some((entity) => entity.fields.some(({ record }) => record.type === 'file'))) {
    schemas.File = FileOutput;
    tags.push({ name: 'files', description: 'Files of records.' });
    for (const contract of [uploadFile, downloadFile]) {
      const path = contract.path.replace(prefix, '');
      paths[path] = { ...paths[path], [contract.method.toLowerCase()]: describeOperation(contract, { fixed: contextNames }) };
    }
  }
  for (const decision of decisions) {
    const { key, label, description = label } = decision.record;
    tags.push({ name: `decision.${key}`, description });
    Object.assign(paths, decisionPaths(decision));
  }
  return openApiDocument(paths, {
    title: model.label,
    version,
    description: `The records of ${model.label}, as the roles of whoever asks show them.`,
    server: `/data/${context.tenant.key}/${context.environment?.key ?? ''}/${model.key}`,
    tags,
    schemas,
  });
}

const prefix = '/data/{tenant}/{environment}/{application}';
const contextNames = ['tenant', 'environment', 'application'];

interface Described {
  readonly path: string;
  readonly method: string;
  readonly operation: Readonly<Record<string, unknown>>;
}

function describeEntity(model: ApplicationModel, entity: EntityModel, access: Access, schemas: Record<string, unknown>): Described[] {
  const key = addressKey(entity);
  const names = schemaNames(key);
  const may = (operation: 'read' | 'create' | 'update' | 'delete') => access.allows(entity, operation);
  if (may('read')) schemas[names.record] = recordSchema(model, entity, access);
  if (may('create')) schemas[names.new] = inputSchema(entity, access, 'create');
  if (may('update')) schemas[names.change] = inputSchema(entity, access, 'update');
  // Who may write and not read is answered with the id and the version.
  const answer = may('read') ? reference(names.record) : written;
  const { label, labelPlural = label } = entity.record;
  const describe = (
    contract: OperationContract,
    name: string,
    summary: string,
    more: Parameters<typeof describeOperation>[1] = {},
  ): Described => ({
    path: contract.path.replace(prefix, '').replace('{entity}', key),
    method: contract.method.toLowerCase(),
    operation: describeOperation(contract, {
      operationId: `${key}.${name}`,
      tag: key,
      summary,
      fixed: [...contextNames, 'entity'],
      ...more,
    }),
  });
  const many = (values: JsonSchema | null) => ({
    type: 'array',
    maxItems: 1000,
    items: {
      type: 'object',
      required: values === null ? ['id'] : ['id', 'values'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        version: { type: 'integer', minimum: 1 },
        ...(values === null ? {} : { values }),
      },
      additionalProperties: false,
    },
  });
  const page = {
    type: 'object',
    required: ['items', 'next', 'count'],
    properties: { ...listRecords.output.properties, items: { type: 'array', items: reference(names.record) } },
  };
  return [
    ...(may('read')
      ? [
          describe(listRecords, 'list', `${labelPlural}: filtered, searched, sorted, page by page.`, { output: page }),
          describe(getRecord, 'get', `One ${label}.`, { output: reference(names.record) }),
          describe(aggregateRecords, 'aggregate', `Groups of ${labelPlural} with measures over each.`),
          describe(explainAccess, 'explainAccess', `Why somebody may read or change a ${label}.`),
        ]
      : []),
    ...(may('read') && entity.historyTable !== null ? [describe(recordHistory, 'history', `What happened to a ${label}.`)] : []),
    ...(may('create')
      ? [
          describe(createRecord, 'create', `Creates a ${label}.`, { input: { values: reference(names.new) }, output: answer }),
          describe(createRecords, 'createMany', `Creates several ${labelPlural}, all or none.`, {
            input: { records: { type: 'array', maxItems: 1000, items: reference(names.new) } },
          }),
        ]
      : []),
    ...(may('update')
      ? [
          describe(updateRecord, 'update', `Changes a ${label}.`, { input: { values: reference(names.change) }, output: answer }),
          describe(updateRecords, 'updateMany', `Changes several ${labelPlural}, all or none.`, {
            input: { records: many(reference(names.change)) },
          }),
        ]
      : []),
    ...(may('delete')
      ? [
          describe(deleteRecord, 'delete', `Deletes a ${label}.`),
          describe(deleteRecords, 'deleteMany', `Deletes several ${labelPlural}, all or none.`, { input: { records: many(null) } }),
          ...(entity.record.softDelete ? [describe(restoreRecord, 'restore', `Brings a deleted ${label} back.`, { output: answer })] : []),
        ]
      : []),
  ];
}

const written: JsonSchema = {
  type: 'object',
  required: ['id', 'version'],
  properties: { id: { type: 'string', format: 'uuid' }, version: { type: 'integer' } },
};

/** A record as it is answered. With `fields` and hidden fields only a part of it comes, so nothing but id and version is certain. */
function recordSchema(model: ApplicationModel, entity: EntityModel, access: Access): JsonSchema {
  const seen = entity.fields.filter(({ key }) => access.sees(entity, key));
  const relations = [...entity.relations.values()].filter(({ target, key }) => {
    const other = model.entities.get(target);
    return other !== undefined && access.allows(other, 'read') && access.sees(entity, key);
  });
  const somebody = { type: 'string', description: 'Id of a member.' };
  return {
    type: 'object',
    title: entity.record.label,
    required: ['id', 'version'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      version: { type: 'integer', minimum: 1 },
      title: { type: ['string', 'null'], description: 'What the record is called.' },
      createdAt: { type: 'string', format: 'date-time' },
      createdBy: somebody,
      updatedAt: { type: 'string', format: 'date-time' },
      updatedBy: somebody,
      allowed: {
        type: 'array',
        items: { enum: ['update', 'delete'] },
        description: 'What the caller may do with the record; only where it is asked for.',
      },
      ...decidedBySchema(seen),
      ...Object.fromEntries(
        relations.map(({ key, record }) => [
          key,
          { type: 'array', items: { type: 'object' }, description: `${record.label}; only where it is expanded.` },
        ]),
      ),
      ...Object.fromEntries(
        seen.map((field) => [
          field.key,
          hiddenOnSome(access, entity, field.key) ? { anyOf: [answeredField(field), { type: 'null' }] } : answeredField(field),
        ]),
      ),
    },
    additionalProperties: false,
  };
}

/** Which versions of which decisions gave the values that decisions give. */
function decidedBySchema(seen: EntityModel['fields']): JsonSchema {
  const decided = seen.filter(({ decided }) => decided !== null);
  if (decided.length === 0) return {};
  const mark = { type: 'string', description: 'Key of the version that decided, and what tells its logic apart.' };
  return {
    decidedBy: {
      type: 'object',
      properties: Object.fromEntries(decided.map(({ key }) => [key, mark])),
      additionalProperties: false,
    },
  };
}

function hiddenOnSome(access: Access, entity: EntityModel, key: string): boolean {
  return access.grants(entity, 'read').some((grant) => grant.hidden.has(key));
}

function inputSchema(entity: EntityModel, access: Access, operation: 'create' | 'update'): JsonSchema {
  const writable = entity.fields.filter(({ key, record }) => record.computed === undefined && access.writes(entity, key, operation));
  const links = [...entity.relations.values()].filter(({ linkTable, key }) => linkTable !== null && access.writes(entity, key, operation));
  const required = operation === 'create' ? writable.filter(({ record }) => record.required && record.default === undefined) : [];
  return {
    type: 'object',
    title: entity.record.label,
    ...(required.length === 0 ? {} : { required: required.map(({ key }) => key) }),
    properties: {
      ...Object.fromEntries(links.map(({ key, record }) => [key, linkSchema(record.label)])),
      ...Object.fromEntries(writable.map((field) => [field.key, writtenField(field)])),
    },
    additionalProperties: false,
  };
}

/** What may be written to a relation many to many. */
function linkSchema(label: string): JsonSchema {
  const ids = { type: 'array', maxItems: 1000, items: { type: 'string', format: 'uuid' } };
  return {
    description: `${label}: these from then on, or some more and some less.`,
    anyOf: [ids, { type: 'object', properties: { add: ids, remove: ids }, additionalProperties: false }],
  };
}

/** How addresses write an entity: a slash would begin another step. */
function addressKey(entity: EntityModel): string {
  return entity.key.replace('/', '.');
}

function schemaNames(key: string) {
  const name = key.replace(/(?:^|\.)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { record: name, new: `New${name}`, change: `Change${name}` };
}
