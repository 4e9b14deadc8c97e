import { Type } from 'typebox';
import { keptText } from '../line-of-text.ts';
import { operation } from '../operation.ts';
import { Notification } from './shapes.ts';

const notifications = '/data/{tenant}/{environment}/{application}/-/notifications';
const closed = { additionalProperties: false } as const;

/** How many notifications are listed, and marked, at once at most. */
export const mostNotifications = 100;
/** Unread ones are counted so far. */
export const mostUnread = 1000;

export const listNotifications = operation({
  id: 'notifications.list',
  summary:
    'What the caller is told of in the application, the newest first: tasks assigned or overdue, mentions in comments, and ends of what the caller started.',
  method: 'GET',
  path: notifications,
  input: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostNotifications, default: 30 })) }, closed),
  output: Type.Object({ items: Type.Array(Notification), unread: Type.Integer() }),
  permission: 'application',
  scope: 'processes:read',
  idempotency: 'safe',
  errors: [],
});

export const readNotifications = operation({
  id: 'notifications.read',
  summary: 'Marks notifications of the caller as read: those that are named, or all of them.',
  method: 'POST',
  path: `${notifications}/read`,
  input: Type.Object(
    {
      notifications: Type.Optional(
        Type.Array(Type.String({ ...keptText, maxLength: 120 }), { maxItems: mostNotifications, uniqueItems: true }),
      ),
    },
    closed,
  ),
  output: Type.Object({ unread: Type.Integer() }),
  permission: 'application',
  scope: 'processes:write',
  idempotency: 'idempotent',
  errors: [],
});
