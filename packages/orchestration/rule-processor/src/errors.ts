import { defineErrors } from '@plinth/foundation';

export const decisionErrors = defineErrors('decision', {
  malformedModel: {
    status: 422,
    cause: 'caller',
    message: 'The decision model cannot be read: {reason} (line {line}, column {column}).',
    hint: 'Correct the file at that line, or export it again from the tool that made it.',
  },
  unwritableModel: {
    status: 422,
    cause: 'caller',
    message: 'The decision model cannot be written as XML: {text} has a character that XML cannot hold.',
    hint: 'Remove the control character or lone surrogate there, or write it as a FEEL escape such as \\u0007.',
  },
  cyclicModel: {
    status: 422,
    cause: 'caller',
    message: 'Decisions of the model {model} require each other in a circle: {path}.',
    hint: 'Remove one of these requirements.',
  },
  tooDeepModel: {
    status: 422,
    cause: 'caller',
    message: 'Elements of the model {model} require each other over more than {limit} levels.',
    hint: 'Put some of the decisions together.',
  },
  cyclicImports: {
    status: 422,
    cause: 'caller',
    message: 'Models import each other in a circle: {path}.',
    hint: 'Move what both need into a model that both import.',
  },
  invalidInputs: {
    status: 422,
    cause: 'caller',
    message: '{decision} cannot be evaluated with these inputs: {problems}.',
    hint: 'Give each of these inputs a value of its type; null is one.',
  },
  invalidDate: {
    status: 422,
    cause: 'caller',
    message: '"{text}" is no date.',
    hint: 'Write it as 2026-01-31.',
  },
  missingElement: {
    status: 422,
    cause: 'caller',
    message: '{element} of the model {model} requires {reference}, which is nowhere.',
    hint: 'Give the imported model along, or remove the requirement.',
  },
  unknownDecision: {
    status: 404,
    cause: 'caller',
    message: 'There is no decision {decision} in the model {model}.',
    hint: '{suggestion}',
  },
});
