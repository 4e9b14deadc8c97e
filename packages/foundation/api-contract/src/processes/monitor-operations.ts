import { type Static, Type } from 'typebox';
import { keptText } from '../line-of-text.ts';
import { operation } from '../operation.ts';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** What happened at one element, over the instances that were looked at. Times are seconds from when it was entered until it was completed. */
export const ElementStatistics = Type.Object({
  element: Type.String(),
  type: Type.String(),
  entered: Type.Integer(),
  completed: Type.Integer(),
  cancelled: Type.Integer(),
  /** How often it stopped with an incident. */
  incidents: Type.Integer(),
  /** Tokens that are there now, and since when the one is that has been there for the longest. */
  here: Type.Integer(),
  oldest: nullable(Type.String()),
  medianSeconds: nullable(Type.Number()),
  longestSeconds: nullable(Type.Number()),
  totalSeconds: Type.Number(),
});
export type ElementStatistics = Static<typeof ElementStatistics>;

export const ProcessStatistics = Type.Object({
  /** How many instances were looked at: the newest ones. */
  instances: Type.Integer(),
  active: Type.Integer(),
  withIncidents: Type.Integer(),
  completed: Type.Integer(),
  /** When the oldest of them was started. */
  since: nullable(Type.String()),
  /** Whether there are older ones, at which nobody looked. */
  hasMore: Type.Boolean(),
  elements: Type.Array(ElementStatistics),
});
export type ProcessStatistics = Static<typeof ProcessStatistics>;

/** How many instances are looked at for statistics at most. */
export const mostInstancesCounted = 5000;

export const processStatistics = operation({
  id: 'processes.statistics',
  summary:
    'How often, how long and how many at the moment: what happened at each element of a process, over its newest instances. For its managers.',
  method: 'GET',
  path: '/data/{tenant}/{environment}/{application}/-/processes/{process}/statistics',
  input: Type.Object(
    {
      process: Type.String({ ...keptText, maxLength: 120 }),
      version: Type.Optional(
        Type.String({ ...keptText, maxLength: 40, description: 'Those alone that run by this version of the application.' }),
      ),
      since: Type.Optional(Type.String({ ...keptText, maxLength: 40, description: 'ISO 8601; those alone that were started since.' })),
      most: Type.Optional(Type.Integer({ minimum: 1, maximum: mostInstancesCounted, default: 1000 })),
    },
    { additionalProperties: false },
  ),
  output: ProcessStatistics,
  permission: 'application',
  scope: 'processes:read',
  idempotency: 'safe',
  errors: ['process-store.no-process', 'process-store.bad-time'],
});
