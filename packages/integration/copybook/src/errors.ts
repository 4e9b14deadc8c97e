import { defineErrors } from '@plinth/foundation';

export const copybookErrors = defineErrors('copybook', {
  invalid: {
    status: 422,
    cause: 'caller',
    message: 'The copybook has {count} mistake(s); the first is in {place}: {problem}',
    hint: 'Mend what is named, line by line, or say where COPY finds its texts.',
  },
  noSuchRecord: {
    status: 404,
    cause: 'caller',
    message: 'The copybook describes no record {name}.',
    hint: 'It describes: {records}.',
  },
  severalRecords: {
    status: 400,
    cause: 'caller',
    message: 'The copybook describes several records: {records}.',
    hint: 'Say which one the data is in, or give conditions that tell the records of the file apart.',
  },
  unknownCodePage: {
    status: 400,
    cause: 'caller',
    message: 'There is no code page {page}.',
    hint: 'There are: {pages}.',
  },
  unreadableRecord: {
    status: 422,
    cause: 'caller',
    message: 'Record {record}, which begins at byte {offset}, cannot be read: {problem}',
    hint: 'See whether copybook, record format and record length are those of the file.',
  },
  unwritableRecord: {
    status: 422,
    cause: 'caller',
    message: 'Record {record} cannot be written: {problem}',
    hint: 'Nothing of a record is cut or rounded. Mend the values that are named.',
  },
  brokenBlocks: {
    status: 422,
    cause: 'caller',
    message: 'The data cannot be divided into records at byte {offset}: {problem}',
    hint: 'See whether the record format is that of the file: F, V, VB, VBS or text.',
  },
  wrongCondition: {
    status: 400,
    cause: 'caller',
    message: 'The condition for {name} cannot be taken: {problem}',
    hint: 'A condition is FEEL over the fields of the record, such as REC-TYPE = "H", for a record or an item that shares its bytes.',
  },
  wrongFormat: { status: 400, cause: 'caller', message: '{problem}', hint: 'Formats are: {formats}.' },
});
