import { defineErrors } from '@plinth/foundation';

/** What can go wrong with stored definitions. */
export const repositoryErrors = defineErrors('repository', {
  notFound: { status: 404, cause: 'caller', message: 'There is no {what} {name}.', hint: 'Look at the list of {what}s.' },
  applicationExists: { status: 409, cause: 'caller', message: 'There is an application {key} already.', hint: 'Choose another key.' },
  branchExists: { status: 409, cause: 'caller', message: 'There is a branch {key} already.', hint: 'Choose another key.' },
  commentExists: {
    status: 409,
    cause: 'caller',
    message: 'There is another comment with this id.',
    hint: 'Write it with an id of its own.',
  },
  notYourComment: {
    status: 403,
    cause: 'caller',
    message: 'Only who wrote a comment may change what it says.',
    hint: 'Answer it instead.',
  },
  tooManyComments: {
    status: 409,
    cause: 'caller',
    message: 'This branch has {limit} comments in open threads.',
    hint: 'Resolve some of them first.',
  },
  malformedActions: {
    status: 400,
    cause: 'caller',
    message: 'An action is not one: {reason}.',
    hint: 'Send actions as the state manager makes them.',
  },
  anotherApplication: {
    status: 409,
    cause: 'caller',
    message: 'This describes the {foundType} {found}, not the {type} {key}.',
    hint: 'Push it to its own application, or correct key and type in plinth.yaml.',
  },
  invalidFiles: {
    status: 422,
    cause: 'caller',
    message: 'The files are not valid: {first}',
    hint: 'Mend what each problem names; nothing was changed.',
  },
  invalidDefinition: {
    status: 422,
    cause: 'caller',
    message: 'The definition cannot be published: {first}',
    hint: 'Mend what each violation names; nothing was changed.',
  },
  refused: { status: 409, cause: 'caller', message: 'The change was refused: {reason}.', hint: 'Pull, look at it, and push again.' },
  movedOn: {
    status: 409,
    cause: 'caller',
    message: 'The branch is at position {position} by now, not at {expected}.',
    hint: 'Pull what changed, then push again.',
  },
  badVersion: {
    status: 400,
    cause: 'caller',
    message: '{version} is not a version that can follow {latest}.',
    hint: 'Use a higher semantic version, such as {next}.',
  },
  versionExists: {
    status: 409,
    cause: 'caller',
    message: 'There is a version {version} already.',
    hint: 'Versions never change: make a higher one.',
  },
  planChanged: {
    status: 409,
    cause: 'caller',
    message: 'The release would do something else than the plan that was shown.',
    hint: 'Look at the plan again, then publish with it.',
  },
  planNeeded: {
    status: 409,
    cause: 'caller',
    message: 'The release would remove stored data: {first}',
    hint: 'Look at the plan of the release, then publish with its name as plan.',
  },
  notJoined: { status: 409, cause: 'caller', message: 'No branch was joined on this connection.', hint: 'Send join first.' },
  anotherMember: {
    status: 409,
    cause: 'caller',
    message: 'Somebody else is signed in now.',
    hint: 'Sign in as the member whose work this is.',
  },
  windowTaken: { status: 409, cause: 'caller', message: 'Another member has this window.', hint: 'Name each window at random.' },
  aheadOfLog: {
    status: 409,
    cause: 'caller',
    message: 'The branch ends at position {position}, before {given}.',
    hint: 'The log is not the one that was read before: open the branch anew.',
  },
  publicationRunning: {
    status: 409,
    cause: 'caller',
    message: 'Another publication of {application} to {environment} is running.',
    hint: 'Wait for its end, or let whoever began it or an administrator cancel it; then look at the plan again.',
  },
});
