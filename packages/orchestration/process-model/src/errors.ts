import { defineErrors } from '@plinth/foundation';

export const processModelErrors = defineErrors('process-model', {
  malformed: {
    status: 422,
    cause: 'caller',
    message: 'The process model cannot be read: {reason} (line {line}, column {column}).',
    hint: 'Correct the file at that line, or export it again from the tool that made it.',
  },
  unwritable: {
    status: 422,
    cause: 'caller',
    message: 'The process model cannot be written as XML: {text} has a character that XML cannot hold.',
    hint: 'Remove the control character or lone surrogate there.',
  },
});
