import { defineErrors } from '@plinth/foundation';

export const registryErrors = defineErrors('registry', {
  invalidComponent: {
    status: 400,
    cause: 'caller',
    message: 'The metadata of the component {component} is not valid.',
    hint: 'Mend what each violation names and publish it again.',
  },
  versionTaken: {
    status: 409,
    cause: 'caller',
    message: '{component} {version} is published already, with other content.',
    hint: 'A published version never changes; publish the change under a higher version.',
  },
  publisherRefused: {
    status: 403,
    cause: 'caller',
    message: 'The publisher of {component} {version} is refused: {reason}.',
    hint: 'Sign the component with a valid key, or let an administrator trust its publisher.',
  },
  componentNotFound: {
    status: 404,
    cause: 'caller',
    message: 'There is no {component} {version} in the component registry.',
    hint: 'Look at the versions that the violations name, or publish it first.',
  },
  resolutionFailed: {
    status: 409,
    cause: 'caller',
    message: 'No set of component versions satisfies everything: {conflict}',
    hint: 'Widen one of the ranges that the violations name, or publish a version that fits all of them.',
  },
  resolutionTooComplex: {
    status: 422,
    cause: 'caller',
    message: 'No set of component versions was found within {steps} attempts; the last conflict: {conflict}',
    hint: 'Narrow the ranges of the components that the violations name, so that fewer combinations remain.',
  },
  invalidRequest: {
    status: 400,
    cause: 'caller',
    message: 'What is asked of the component registry is not valid.',
    hint: 'Mend what each violation names and ask again.',
  },
});
