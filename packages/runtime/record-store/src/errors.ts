import { defineErrors } from '@plinth/foundation';

export const recordErrors = defineErrors('records', {
  notFound: {
    status: 404,
    cause: 'caller',
    message: 'There is no such record.',
    hint: 'Check the address; the record may have been deleted, or it is not yours to see.',
  },
  unknownEntity: { status: 404, cause: 'caller', message: 'There is no entity {entity}.', hint: 'Check the spelling of the address.' },
  unknownApplication: {
    status: 404,
    cause: 'caller',
    message: 'There is no such application here.',
    hint: 'Check the address; it may not have been published to this environment.',
  },
  denied: {
    status: 403,
    cause: 'caller',
    message: 'You may not {operation} records of {entity}.',
    hint: 'Ask whoever manages the roles of this application.',
  },
  fieldDenied: {
    status: 403,
    cause: 'caller',
    message: 'You may not write {field}.',
    hint: 'Leave it out, or ask whoever manages the roles of this application.',
  },
  explanationDenied: {
    status: 403,
    cause: 'caller',
    message: 'You may only ask about your own access.',
    hint: 'Leave out member and roles, or ask a maker or an administrator.',
  },
  unknownMember: {
    status: 404,
    cause: 'caller',
    message: 'There is no active member {member}.',
    hint: 'Check the id or the e-mail address.',
  },
  unknownRole: { status: 404, cause: 'caller', message: 'There is no role {role} in this application.', hint: '{hint}' },
  invalid: {
    status: 422,
    cause: 'caller',
    message: 'The record is not valid: {first}',
    hint: 'Mend what each violation names and send it again.',
  },
  versionConflict: {
    status: 412,
    cause: 'caller',
    message: 'Somebody changed the record in the meantime: it is at version {current}.',
    hint: 'Read it again, and send your change with its version.',
  },
  versionMalformed: {
    status: 400,
    cause: 'caller',
    message: 'If-Match does not hold a version.',
    hint: 'Send the ETag that came with the record.',
  },
  duplicate: {
    status: 409,
    cause: 'caller',
    message: 'There is another record with the same {fields}.',
    hint: 'Choose another value, or change the record that has it.',
  },
  dependentsDenied: {
    status: 403,
    cause: 'caller',
    message: 'Other records would be {done} with it that you may not {operation}.',
    hint: 'Ask whoever may, or whoever manages the roles of this application.',
  },
  referenced: {
    status: 409,
    cause: 'caller',
    message: 'Other records refer to it.',
    hint: 'Change or delete those first.',
  },
  badFilter: { status: 400, cause: 'caller', message: 'The filter is not valid: {reason}', hint: '{hint}' },
  badSort: {
    status: 400,
    cause: 'caller',
    message: 'Records cannot be sorted by {field}.',
    hint: 'Sort by a field you can read, or by a path over references.',
  },
  badField: { status: 400, cause: 'caller', message: '{field} is no field of {entity} that you can read.', hint: '{hint}' },
  badCursor: {
    status: 400,
    cause: 'caller',
    message: 'The cursor does not fit this list.',
    hint: 'A cursor holds only for the same filter and sort; start again without it.',
  },
  badAggregate: { status: 400, cause: 'caller', message: '{reason}', hint: 'Give each measure a function, and a field it can work on.' },
  tooMany: {
    status: 400,
    cause: 'caller',
    message: 'There are {found} {things}; at most {most} are allowed at once.',
    hint: 'Send fewer at a time.',
  },
  bulkFailed: {
    status: 422,
    cause: 'caller',
    message: 'Nothing was changed: {failed} of {total} operations would fail.',
    hint: 'Mend the items that are named and send all again.',
  },
  idempotencyMismatch: {
    status: 422,
    cause: 'caller',
    message: 'The idempotency key was used for another request.',
    hint: 'Use a new key for a new request.',
  },
  noHistory: { status: 404, cause: 'caller', message: '{entity} keeps no history.', hint: 'Switch history on for the entity.' },
  noSoftDelete: {
    status: 409,
    cause: 'caller',
    message: 'Deleted records of {entity} cannot be restored.',
    hint: 'Switch soft delete on for the entity.',
  },
  onlyRead: {
    status: 405,
    cause: 'caller',
    message: 'What {place} has is only read here.',
    hint: 'Change it where it belongs. Rows of tables can be changed here once an administrator lets the connection do so.',
  },
  notThere: {
    status: 405,
    cause: 'caller',
    message: '{entity} is in another database, which has no place for this.',
    hint: 'Reading, filtering, sorting, counting, creating, changing and deleting work there.',
  },
  sourceRefused: {
    status: 409,
    cause: 'outside',
    message: 'The other database refuses this: {reason}.',
    hint: 'Ask whoever looks after that database; nothing was changed there.',
  },
  notInSource: {
    status: 400,
    cause: 'caller',
    message: '{entity} is in another database, which does not calculate as FEEL does.',
    hint: 'Compare fields with values; calculate on the page.',
  },
  noSource: {
    status: 404,
    cause: 'caller',
    message: 'The environment has no connection {connection}.',
    hint: 'Let an administrator set it for this environment.',
  },
  badModel: { status: 422, cause: 'caller', message: '{entity}.{member}: {reason}', hint: '{hint}' },
  impossibleMigration: {
    status: 409,
    cause: 'caller',
    message: 'The change cannot be made: {first}',
    hint: '{hint}',
  },
  migrationConflict: {
    status: 409,
    cause: 'caller',
    message: 'The tables are in use; the change waited long enough.',
    hint: 'Try again when there is less load.',
  },
  noEnvironment: {
    status: 400,
    cause: 'caller',
    message: 'Records belong to an environment.',
    hint: 'Name the environment in the address.',
  },
});

export const fileErrors = defineErrors('files', {
  notFound: {
    status: 404,
    cause: 'caller',
    message: 'There is no such file.',
    hint: 'Check the address; the file may not be yours to see.',
  },
  tooLarge: { status: 413, cause: 'caller', message: 'The file is larger than {most} bytes.', hint: 'Send a smaller file.' },
  typeRefused: { status: 415, cause: 'caller', message: 'Files of type {type} are not accepted here.', hint: 'Send one of: {accepted}.' },
  noFileField: { status: 400, cause: 'caller', message: '{entity}.{field} holds no file.', hint: 'Name a field of type file.' },
});

export const importErrors = defineErrors('imports', {
  unknownColumn: { status: 422, cause: 'caller', message: 'The mapping of {field} is not valid: {reason}', hint: '{hint}' },
  rowsFailed: {
    status: 422,
    cause: 'caller',
    message: 'Nothing was imported: {failed} rows are not valid.',
    hint: 'Mend the rows in the report, or import with onError: skip.',
  },
  twoMappings: {
    status: 400,
    cause: 'caller',
    message: 'The import {import} says itself how records are matched and references found.',
    hint: 'Name an entity instead of the import, or leave matchBy and lookups out.',
  },
  fileGone: {
    status: 410,
    cause: 'caller',
    message: 'The file of this import is not kept any longer.',
    hint: 'Import the file again.',
  },
  unknownImport: { status: 404, cause: 'caller', message: 'There is no import {import}.', hint: 'Check its key in the application.' },
});

export const exportErrors = defineErrors('exports', {
  notReady: {
    status: 409,
    cause: 'caller',
    message: 'The export has no file: it is {status}.',
    hint: 'Wait until it succeeded, or begin another one.',
  },
});
