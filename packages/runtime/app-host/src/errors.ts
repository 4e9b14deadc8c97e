import { defineErrors } from '@plinth/foundation';

export const hostErrors = defineErrors('application', {
  notReleased: {
    status: 404,
    cause: 'caller',
    message: 'There is no application {application} in this environment.',
    hint: 'Check the address, or publish the application to this environment.',
  },
  previewUnfit: {
    status: 409,
    cause: 'caller',
    message: 'The draft needs what is not published here: {reason}',
    hint: 'Publish it to this environment, or make a link for another one.',
  },
  noPage: { status: 404, cause: 'caller', message: 'There is no page {page}.', hint: 'Check the address, or go to the start page.' },
  noQuery: {
    status: 404,
    cause: 'caller',
    message: 'There is no query {query}.',
    hint: 'Reload the page: the application may have changed.',
  },
  noDecision: {
    status: 404,
    cause: 'caller',
    message: 'There is no decision {decision} that you may ask.',
    hint: 'Check its key, or ask for a role that grants it.',
  },
  noAction: {
    status: 404,
    cause: 'caller',
    message: 'There is no external action {action} that you may ask for.',
    hint: 'Check its key, or ask for a role that grants it.',
  },
  signInNeeded: { status: 401, cause: 'caller', message: 'This needs you to sign in.', hint: 'Sign in and try again.' },
  noRole: {
    status: 403,
    cause: 'caller',
    message: 'You have no role in {application}.',
    hint: 'Ask an administrator of your organisation for a role in it.',
  },
});
