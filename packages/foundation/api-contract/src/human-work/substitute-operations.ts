import { Type } from 'typebox';
import { keptText } from '../line-of-text.ts';
import { operation } from '../operation.ts';
import { NoticePreferences, Substitution } from './shapes.ts';

const substitutes = '/api/{tenant}/substitutes';
const closed = { additionalProperties: false } as const;
const reading = { permission: 'member', scope: 'processes:read', idempotency: 'safe' } as const;
const writing = { permission: 'member', scope: 'processes:write' } as const;
const moment = Type.String({ ...keptText, maxLength: 40, description: 'ISO 8601.' });

export const listSubstitutes = operation({
  ...reading,
  id: 'substitutes.list',
  summary: 'Who substitutes the caller and whom the caller substitutes, now and later.',
  method: 'GET',
  path: substitutes,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Substitution) }),
  errors: [],
});

export const addSubstitute = operation({
  ...writing,
  id: 'substitutes.add',
  summary: 'Lets another member see and do the tasks of the caller for a while, in all applications.',
  method: 'POST',
  path: substitutes,
  input: Type.Object(
    {
      substitute: Type.String({ ...keptText, minLength: 1, maxLength: 254, description: 'Id or e-mail address of a member.' }),
      from: Type.Optional(moment),
      until: moment,
    },
    closed,
  ),
  output: Substitution,
  status: 201,
  idempotency: 'none',
  errors: ['human-work.unknown-member', 'human-work.bad-period', 'human-work.too-many'],
});

export const removeSubstitute = operation({
  ...writing,
  id: 'substitutes.remove',
  summary: 'Ends a substitution; by who is substituted, or who substitutes.',
  method: 'DELETE',
  path: `${substitutes}/{substitution}`,
  input: Type.Object({ substitution: Type.String({ ...keptText, maxLength: 36 }) }, closed),
  output: Type.Null(),
  status: 204,
  idempotency: 'idempotent',
  errors: ['human-work.no-substitution'],
});

export const getNoticePreferences = operation({
  ...reading,
  id: 'notices.preferences',
  summary: 'What the caller is told of by e-mail.',
  method: 'GET',
  path: '/api/{tenant}/notice-preferences',
  input: Type.Object({}, closed),
  output: NoticePreferences,
  errors: [],
});

export const setNoticePreferences = operation({
  ...writing,
  id: 'notices.prefer',
  summary: 'Chooses what the caller is told of by e-mail.',
  method: 'PUT',
  path: '/api/{tenant}/notice-preferences',
  input: Type.Object({ tasksByMail: Type.Boolean() }, closed),
  output: NoticePreferences,
  idempotency: 'idempotent',
  errors: [],
});
