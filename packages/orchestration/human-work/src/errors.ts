import { defineErrors } from '@plinth/foundation';

export const humanWorkErrors = defineErrors('human-work', {
  tooMany: {
    status: 409,
    cause: 'caller',
    message: 'There are {most} already.',
    hint: 'Remove some that are no longer needed.',
  },
  fileTooLarge: {
    status: 413,
    cause: 'caller',
    message: 'The file is larger than {most} bytes.',
    hint: 'Attach a smaller one, or keep it in a record and name it in a comment.',
  },
  fileType: {
    status: 415,
    cause: 'caller',
    message: 'Files of the type {type} are not taken here.',
    hint: 'Attach one of these: {types}.',
  },
  noAttachment: {
    status: 404,
    cause: 'caller',
    message: 'There is no such attachment.',
    hint: 'Perhaps it was taken away, or belongs to another task.',
  },
  unknownMember: {
    status: 422,
    cause: 'caller',
    message: 'There is no other active member {member}.',
    hint: 'Give the id or the e-mail address of a member of the tenant who is not you.',
  },
  badPeriod: {
    status: 422,
    cause: 'caller',
    message: 'From "{from}" until "{until}" is no period.',
    hint: 'Write both as ISO 8601 with an offset, the end behind the beginning and in the future, at most two years apart.',
  },
  noSubstitution: {
    status: 404,
    cause: 'caller',
    message: 'There is no such substitution.',
    hint: 'Perhaps it has ended, or is not yours.',
  },
});
